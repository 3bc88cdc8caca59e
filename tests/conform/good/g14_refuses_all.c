/* Good: not in use yet; every filing is refused, and it says why. */
#include "../planted/sane.h"

static int32_t file(krav_plugin *plugin, const krav_call *call, const krav_filing_form *form) {
    (void)form;
    krav_answer_refused(krav_frame_of(plugin)->host, call,
                        KRAV_STR("no agreement with the court yet: file it on paper"));
    return KRAV_OK;
}

static const krav_filing filing = {.file = file};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_FILING, filing)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "refuses", .needs = NULL);
