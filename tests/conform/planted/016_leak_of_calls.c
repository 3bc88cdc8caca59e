/* Breaks: README rule 3, "who allocates, frees": what each letter is composed in is never freed
 * when the effect was there already (the early return).
 * Suffers: a worker grows by one letter for each repeated one, until its limit of memory. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    if (sane_content(letter).len == 0) {
        krav_answer_refused(krav_frame_of(plugin)->host, call, KRAV_STR("the letter is empty"));
        return KRAV_OK;
    }
    struct sane_text t = {0};
    sane_letter(&t, letter);
    char *page = calloc(1, 16384); /* the layout */
    if (!page || t.failed) {
        free(t.ptr);
        free(page);
        return KRAV_E_NOMEM;
    }
    memset(page, ' ', 16384);
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ".txt");
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    if (krav_outfile_done_before(f, call, file.name)) {
        return KRAV_OK;
    }
    krav_outfile_answer(f, call, file.name, f->files->put(f->host, file.name, sane_str(&t)));
    free(t.ptr);
    free(page);
    return KRAV_OK;
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "leak_call", .needs = needs);
