/* Breaks: plugin.h, krav_checkout: refund() is "to be done", and NULL; only what says so may be.
 * Suffers: the first refund calls address 0. */
#include "pages.h"

static const krav_checkout checkout = {.open = pages_open,
                                       .status = pages_status,
                                       .charge = pages_nothing,
                                       .withdraw = pages_nothing};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = pages_recall};
#define PROVIDES(X) X(KRAV_CHECKOUT, checkout)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "no_refund", .needs = needs);
