/* Breaks: plugin.h, krav_transfer.id: "unique in the batch; comes back from the bank": two of one
 * id are taken.
 * Suffers: one of them is found again and the other never: paid, and owed. */
#include "sane.h"

static int32_t pay(krav_plugin *plugin, const krav_call *call, const krav_batch *batch) {
    if (sane_refuse_sum(plugin, call, batch) || sane_refuse_bad(plugin, call, batch)) {
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
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "same_ids", .needs = needs);
