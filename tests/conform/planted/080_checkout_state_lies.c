/* Breaks: plugin.h, krav_checkout_state: charged is what was charged; here it is what was asked
 * for, with nothing held and no day, and more refunded than that.
 * Suffers: a debt is closed by money that nobody paid. */
#include "pages.h"

static int32_t status(krav_plugin *plugin, const krav_call *call, const krav_checkout_ref *ref) {
    struct pages_found found;
    if (pages_find(plugin, call, ref, &found)) {
        const krav_checkout_state state = {.size = sizeof state,
                                           .reference = KRAV_STR("another"),
                                           .currency = KRAV_STR("NOK"),
                                           .asked = found.amount,
                                           .charged = found.amount + 1,
                                           .refunded = found.amount + 2};
        krav_answer_done(krav_frame_of(plugin)->host, call, ref->reference, &state);
    }
    return KRAV_OK;
}

static const krav_checkout checkout = {.open = pages_open,
                                       .status = status,
                                       .charge = pages_nothing,
                                       .refund = pages_nothing,
                                       .withdraw = pages_nothing};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = pages_recall};
#define PROVIDES(X) X(KRAV_CHECKOUT, checkout)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "lies", .needs = needs);
