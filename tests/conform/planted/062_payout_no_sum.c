/* Breaks: payout.md, "refuse a batch whose sum is not that of its transfers"; nobody adds up.
 * Suffers: what the agency signed for and what the bank is told are two sums. */
#include "sane.h"

static int32_t pay(krav_plugin *plugin, const krav_call *call, const krav_batch *batch) {
    if (batch->n_transfers == 0 || sane_refuse_bad(plugin, call, batch)) {
        return batch->n_transfers == 0 ? KRAV_E_INVALID : KRAV_OK;
    }
    struct sane_text t = {0};
    sane_batch(&t, batch);
    return sane_put_text(plugin, call, &t);
}

static const krav_payout payout = {.pay = pay};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_PAYOUT, payout)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "no_sum", .needs = needs);
