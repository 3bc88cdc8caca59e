/* Breaks: "killed at any moment, it tells the truth": the mark that it is done comes first, and
 * the letter after it; recall() believes the mark.
 * Suffers: a kill between the two is a letter on record that does not exist. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile mark;
    krav_outfile file;
    krav_outfile_name(&mark, call->key, ".done");
    krav_outfile_name(&file, call->key, ".txt");
    if (mark.name.len == 0 || sane_content(letter).len == 0) {
        return KRAV_E_INVALID;
    }
    if (krav_outfile_done_before(f, call, mark.name)) {
        return KRAV_OK;
    }
    struct sane_text t = {0};
    sane_letter(&t, letter);
    int32_t rc = f->files->put(f->host, mark.name, KRAV_STR("done\n"));
    if (rc == KRAV_OK) {
        rc = f->files->put(f->host, file.name, sane_str(&t));
    }
    free(t.ptr);
    krav_outfile_answer(f, call, mark.name, rc);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    return krav_outfile_recall(krav_frame_of(plugin), call, ".done");
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "mark_first", .needs = needs);
