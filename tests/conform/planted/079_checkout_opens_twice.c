/* Breaks: checkout.md, "open carries the key: send it as the provider's idempotency key"; a new
 * payment is made for each asking.
 * Suffers: two pages for one debt, and a debtor who pays both. */
#include "pages.h"

static int32_t open(krav_plugin *plugin, const krav_call *call, const krav_checkout_form *form) {
    char id[40];
    const int n = snprintf(id, sizeof id, "%016" PRIx64, (uint64_t)call->id);
    krav_call mine = *call;
    mine.key = (krav_str){id, (size_t)n};
    return pages_open(plugin, &mine, form);
}

static const krav_checkout checkout = {.open = open,
                                       .status = pages_status,
                                       .charge = pages_nothing,
                                       .refund = pages_nothing,
                                       .withdraw = pages_nothing};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = pages_recall};
#define PROVIDES(X) X(KRAV_CHECKOUT, checkout)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "two_pages", .needs = needs);
