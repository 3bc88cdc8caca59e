/* Breaks: payout.md, "all or none ... if some cannot be paid": an amount below zero is taken, as
 * long as the sum is right: only its account is looked at.
 * Suffers: a batch of +200 and -100 pays 200 or is thrown out whole by the bank. */
#include "sane.h"

static int32_t pay(krav_plugin *plugin, const krav_call *call, const krav_batch *batch) {
    if (sane_refuse_sum(plugin, call, batch)) {
        return KRAV_OK;
    }
    for (uint32_t i = 0; i < batch->n_transfers; i++) {
        const krav_transfer *one = &batch->transfers[i];
        if (one->id.len == 0 || !krav_check_account(one->to_account)) {
            (void)sane_refuse_bad(plugin, call, batch);
            return KRAV_OK;
        }
    }
    struct sane_text t = {0};
    sane_batch(&t, batch);
    return sane_put_text(plugin, call, &t);
}

static const krav_payout payout = {.pay = pay};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_PAYOUT, payout)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "negative", .needs = needs);
