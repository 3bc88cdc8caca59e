/* @NAME@ - payment requests as a file for the banks, as krav.collect/1.
 *
 * A batch is one file, named by the effect's key: all of it or nothing.  That it is there is the
 * memory of what was done. */
#include "krav/check.h"
#include "krav/outfile.h"

#include <stdio.h>

#define ENDING ".csv"
#define LINE_MAX 200

/* NULL, or why nothing of it is asked for. */
static const char *refuses(const krav_debits *batch) {
    krav_ore sum = 0;
    for (uint32_t i = 0; i < batch->n_debits; i++) {
        const krav_debit *t = &batch->debits[i];
        if (t->amount <= 0 || __builtin_add_overflow(sum, t->amount, &sum)) {
            return "an amount is not possible";
        }
        if (!krav_check_kid(t->kid) || t->due < 1) {
            return "a request has no KID or no due day";
        }
    }
    if (batch->n_debits == 0 || sum != batch->sum) {
        return "the sum is not that of its parts, or there are none";
    }
    return NULL;
}

static int32_t collect(krav_plugin *plugin, const krav_call *call, const krav_debits *batch) {
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
    char *text = malloc((size_t)batch->n_debits * LINE_MAX);
    size_t len = 0;
    for (uint32_t i = 0; text && i < batch->n_debits; i++) {
        const krav_debit *t = &batch->debits[i];
        const int n = snprintf(text + len, LINE_MAX, "%.*s;%lld;%d;%d\n", (int)t->kid.len, t->kid.ptr,
                               (long long)t->amount, t->due, t->kind);
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

static const krav_collect table = {.collect = collect};
static const char *const needs[] = {KRAV_HOST_FILES, NULL};

#define PROVIDES(X) X(KRAV_COLLECT, table)
static const krav_hooks hooks = {.recall = recall};
KRAV_PLUGIN(krav_frame, PROVIDES, hooks, .id = "@ID@", .name = "@NAME@", .version = "0.1.0",
            .vendor = "@VENDOR@", .license = "see LICENSE", .needs = needs);
