/* Good: a payment file; all transfers or none. */
#include "../planted/sane.h"

static const krav_payout payout = {.pay = sane_pay};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_PAYOUT, payout)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "bank_file", .needs = needs);
