/* Breaks: payout.md, a krav_batch_refusal "names them": it names the one behind the bad one
 * (counted from 1, indexed from 0).
 * Suffers: the host pays the bad one under another key, and leaves a good one out. */
#include "sane.h"

static int32_t pay(krav_plugin *plugin, const krav_call *call, const krav_batch *batch) {
    if (sane_refuse_sum(plugin, call, batch)) {
        return KRAV_OK;
    }
    uint32_t bad = 0;
    for (uint32_t i = 0; i < batch->n_transfers; i++) {
        bad = sane_transfer(&batch->transfers[i]) ? bad : i + 1;
    }
    if (bad > 0) {
        const krav_refused_transfer one = {
            .size = sizeof one,
            .id = batch->transfers[bad % batch->n_transfers].id,
            .reason = KRAV_STR("no such account, or nothing to pay")};
        const krav_batch_refusal all = {.size = sizeof all, .n_transfers = 1, .transfers = &one};
        krav_answer_with(krav_frame_of(plugin)->host, call, KRAV_REFUSED,
                         KRAV_STR("one cannot be paid"), &all);
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
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "names_next", .needs = needs);
