/* Breaks: recall(): "DONE with the same reference"; it gives the key, where send() gave the file.
 * Suffers: the evidence of a letter depends on whether the worker died. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    return sane_send(plugin, call, letter);
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ".txt");
    if (file.name.len > 0 && f->files->have(f->host, file.name) == 1) {
        krav_answer_done(f->host, call, call->key, NULL);
        return KRAV_OK;
    }
    return sane_recall(plugin, call);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "other_ref", .needs = needs);
