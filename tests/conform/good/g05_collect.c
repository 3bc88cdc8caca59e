/* Good: one file that asks payers' banks for money. */
#include "../planted/debits.h"

static const krav_collect collect = {.collect = debits_collect};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_COLLECT, collect)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "debits", .needs = needs);
