/* Breaks: payout.md, "all transfers or none": those that cannot be paid are left out.
 * Suffers: the book says paid for transfers that are in no file. */
#include "sane.h"

static int32_t pay(krav_plugin *plugin, const krav_call *call, const krav_batch *batch) {
    if (sane_refuse_sum(plugin, call, batch)) {
        return KRAV_OK;
    }
    struct sane_text t = {0};
    for (uint32_t i = 0; i < batch->n_transfers; i++) {
        if (sane_transfer(&batch->transfers[i])) {
            sane_line(&t, batch->transfers[i].id);
            sane_add_int(&t, batch->transfers[i].amount);
        }
    }
    return sane_put_text(plugin, call, &t);
}

static const krav_payout payout = {.pay = pay};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_PAYOUT, payout)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "left_out", .needs = needs);
