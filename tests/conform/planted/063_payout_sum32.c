/* Breaks: payout.md, "refuse a batch whose sum is not that of its transfers"; it adds up in 32
 * bits, and compares 32 bits.
 * Suffers: batches past 21 million kroner pass whatever their sum is, by 2^32. */
#include "sane.h"

static int32_t pay(krav_plugin *plugin, const krav_call *call, const krav_batch *batch) {
    uint32_t sum = 0;
    for (uint32_t i = 0; i < batch->n_transfers; i++) {
        sum += (uint32_t)batch->transfers[i].amount;
    }
    if (batch->n_transfers == 0 || sum != (uint32_t)batch->sum) {
        krav_answer_refused(krav_frame_of(plugin)->host, call, KRAV_STR("another sum"));
        return KRAV_OK;
    }
    if (sane_refuse_bad(plugin, call, batch)) {
        return KRAV_OK;
    }
    struct sane_text t = {0};
    sane_batch(&t, batch);
    return sane_put_text(plugin, call, &t);
}

static const krav_payout payout = {.pay = pay};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_PAYOUT, payout)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "sum32", .needs = needs);
