/* Breaks: channel.md, "the same letter gives the same bytes": the document's id counts from the
 * start of the worker.
 * Suffers: made again after others, a letter is another one. */
#include "sane.h"

struct counts {
    krav_frame frame;
    int64_t n;
};

static int32_t render(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct counts *c = (struct counts *)plugin->impl;
    struct sane_text t = {0};
    sane_add_int(&t, ++c->n);
    sane_add(&t, KRAV_STR("\n"));
    sane_letter(&t, letter);
    const krav_document document = {.size = sizeof document,
                                    .n_pages = 1,
                                    .media_type = KRAV_STR("text/plain"),
                                    .bytes = sane_str(&t)};
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &document);
    free(t.ptr);
    return KRAV_OK;
}

static const krav_render table = {.render = render};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_CLOCK, NULL};
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_RENDER, table)
SANE_PLUGIN(struct counts, PROVIDES, hooks, "counts", .needs = needs);
