/* Good: pages to pay at, kept as files; it charges nothing by itself. */
#include "../planted/pages.h"

static const krav_checkout checkout = {.open = pages_open,
                                       .status = pages_status,
                                       .charge = pages_nothing,
                                       .refund = pages_nothing,
                                       .withdraw = pages_nothing};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = pages_recall};
#define PROVIDES(X) X(KRAV_CHECKOUT, checkout)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "pages", .needs = needs);
