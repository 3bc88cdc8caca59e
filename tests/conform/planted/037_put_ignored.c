/* Breaks: "DONE: it happened": what put() said is not looked at.
 * Suffers: on a full disk every letter of the day is DONE, fees are charged, none exists. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    if (sane_content(letter).len == 0) {
        krav_answer_refused(krav_frame_of(plugin)->host, call, KRAV_STR("the letter is empty"));
        return KRAV_OK;
    }
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ".txt");
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    struct sane_text t = {0};
    sane_letter(&t, letter);
    (void)f->files->put(f->host, file.name, sane_str(&t));
    free(t.ptr);
    krav_answer_done(f->host, call, file.name, NULL);
    return KRAV_OK;
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "put_ignored", .needs = needs);
