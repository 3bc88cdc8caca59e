/* Breaks: "answer before this, or be UNKNOWN" and RETRY: "nothing happened".  Past the deadline it
 * writes the letter all the same and says RETRY.
 * Suffers: with a channel less careful than this one, two letters. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_frame *f = krav_frame_of(plugin);
    if (call->deadline > f->clock->now(f->host)) {
        return sane_send(plugin, call, letter);
    }
    struct sane_text t = {0};
    krav_outfile file;
    sane_letter(&t, letter);
    krav_outfile_name(&file, call->key, ".txt");
    if (file.name.len > 0) {
        (void)f->files->put(f->host, file.name, sane_str(&t));
    }
    free(t.ptr);
    krav_answer_retry(f->host, call, KRAV_STR("too late for today"));
    return KRAV_OK;
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "late_but_sent", .needs = needs);
