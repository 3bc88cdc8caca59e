/* Breaks: "never send one twice" by the key; this goes by the case: a case files one paper.
 * Suffers: the second filing of a case is DONE with the first one's number, and lapses. */
#include "papers.h"

static int32_t file(krav_plugin *plugin, const krav_call *call, const krav_filing_form *form) {
    krav_call mine = *call;
    mine.key = form->case_ref.len > 0 ? form->case_ref : call->key;
    return papers_file(plugin, &mine, form);
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    krav_call mine = *call;
    mine.key = call->case_ref.len > 0 ? call->case_ref : call->key;
    return sane_recall(plugin, &mine);
}

static const krav_filing filing = {.file = file};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = recall};
#define PROVIDES(X) X(KRAV_FILING, filing)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "by_case", .needs = needs);
