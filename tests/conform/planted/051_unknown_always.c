/* Breaks: "UNKNOWN: it may have happened": it did, and the plugin knows; it says UNKNOWN each
 * time, in send() and recall() alike.
 * Suffers: a person looks into every single letter. */
#include "sane.h"

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    krav_answer_unknown(krav_frame_of(plugin)->host, call, KRAV_STR("who knows"));
    return KRAV_OK;
}

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ".txt");
    if (file.name.len == 0 || sane_content(letter).len == 0) {
        return KRAV_E_INVALID;
    }
    (void)f->files->put(f->host, file.name, sane_content(letter));
    return recall(plugin, call);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "who_knows", .needs = needs);
