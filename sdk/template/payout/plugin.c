/* @NAME@ - payouts as a file for a bank, as krav.payout/1.
 *
 * A batch is one file, named by the effect's key: all of it or nothing.  That it is there is the
 * memory of what was done. */
#include "krav/check.h"
#include "krav/outfile.h"

#include <stdio.h>

#define ENDING ".csv"
#define LINE_MAX 200

/* NULL, or why nothing of it is paid. */
static const char *refuses(const krav_batch *batch) {
    krav_ore sum = 0;
    for (uint32_t i = 0; i < batch->n_transfers; i++) {
        const krav_transfer *t = &batch->transfers[i];
        if (t->amount <= 0 || __builtin_add_overflow(sum, t->amount, &sum)) {
            return "an amount is not possible";
        }
        if (!krav_check_account(t->to_account) || t->id.len == 0 || t->id.len > 35) {
            return "a transfer has no account or no id";
        }
    }
    if (batch->n_transfers == 0 || sum != batch->sum) {
        return "the sum is not that of its parts, or there are none";
    }
    return NULL;
}

static int32_t pay(krav_plugin *plugin, const krav_call *call, const krav_batch *batch) {
    const krav_frame *frame = krav_frame_of(plugin);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ENDING);
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    if (krav_outfile_done_before(frame, call, file.name)) {
        return KRAV_OK;
    }
    const char *why = refuses(batch);
    if (why) {
        krav_answer_refused(frame->host, call, krav_str_of(why));
        return KRAV_OK;
    }
    char *text = malloc((size_t)batch->n_transfers * LINE_MAX);
    size_t len = 0;
    for (uint32_t i = 0; text && i < batch->n_transfers; i++) {
        const krav_transfer *t = &batch->transfers[i];
        const int n = snprintf(text + len, LINE_MAX, "%.11s;%lld;%.*s\n", t->to_account.ptr,
                               (long long)t->amount, (int)t->id.len, t->id.ptr);
        len += n > 0 ? (size_t)n : 0;
    }
    const krav_str content = {text, len};
    const int32_t rc = text ? frame->files->put(frame->host, file.name, content) : KRAV_E_NOMEM;
    krav_outfile_answer(frame, call, file.name, rc);
    free(text);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    return krav_outfile_recall(krav_frame_of(plugin), call, ENDING);
}

static const krav_payout table = {.pay = pay};
static const char *const needs[] = {KRAV_HOST_FILES, NULL};

#define PROVIDES(X) X(KRAV_PAYOUT, table)
static const krav_hooks hooks = {.recall = recall};
KRAV_PLUGIN(krav_frame, PROVIDES, hooks, .id = "@ID@", .name = "@NAME@", .version = "0.1.0",
            .vendor = "@VENDOR@", .license = "see LICENSE", .needs = needs);
