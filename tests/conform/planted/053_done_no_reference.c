/* Breaks: filing.md, "DONE, reference = its own number", "UNKNOWN until you have its number"; DONE
 * has no reference.
 * Suffers: a filing without evidence, and nothing to ask the court by. */
#include "papers.h"

static int32_t file(krav_plugin *plugin, const krav_call *call, const krav_filing_form *form) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile name;
    krav_outfile_name(&name, call->key, ".txt");
    if (name.name.len == 0 || !papers_fine(form)) {
        return KRAV_E_INVALID;
    }
    struct sane_text t = {0};
    papers_text(&t, form);
    const int32_t rc = f->files->put(f->host, name.name, sane_str(&t));
    free(t.ptr);
    krav_outfile_answer(f, call, KRAV_STR_ABSENT, rc);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile name;
    krav_outfile_name(&name, call->key, ".txt");
    if (name.name.len > 0 && f->files->have(f->host, name.name) == 1) {
        krav_answer_done(f->host, call, KRAV_STR_ABSENT, NULL);
        return KRAV_OK;
    }
    return sane_recall(plugin, call);
}

static const krav_filing filing = {.file = file};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = recall};
#define PROVIDES(X) X(KRAV_FILING, filing)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "no_number", .needs = needs);
