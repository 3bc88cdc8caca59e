/* Breaks: krav_document: DONE with a document of no bytes and less than no pages.
 * Suffers: an envelope with nothing in it, and a fee charged for it. */
#include "sane.h"

static int32_t render(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct sane_text t = {0};
    (void)letter;
    const krav_document document = {.size = sizeof document,
                                    .n_pages = -1,
                                    .media_type = KRAV_STR("application/pdf"),
                                    .bytes = sane_str(&t)};
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &document);
    return KRAV_OK;
}

static const krav_render table = {.render = render};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_CLOCK, NULL};
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_RENDER, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "empty", .needs = needs);
