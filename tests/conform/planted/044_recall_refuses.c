/* Breaks: recall(): "RETRY if it never happened"; a key that is not found is REFUSED here.
 * Suffers: a letter that never left will never be tried again: the claim lapses. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    return sane_send(plugin, call, letter);
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ".txt");
    if (file.name.len > 0 && f->files->have(f->host, file.name) == 1) {
        krav_answer_done(f->host, call, file.name, NULL);
    } else {
        krav_answer_refused(f->host, call, KRAV_STR("no such letter"));
    }
    return KRAV_OK;
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "pessimist", .needs = needs);
