/* Breaks: channel.md, "a renderer touches nothing outside": it keeps a copy in out/, "for
 * debugging".
 * Suffers: letters of people lie about for ever, and somebody sends the folder. */
#include "sane.h"

static int32_t render(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_frame *f = krav_frame_of(plugin);
    struct sane_text t = {0};
    sane_letter(&t, letter);
    (void)f->files->put(f->host, KRAV_STR("last-page.txt"), sane_str(&t));
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
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "keeps_copy", .needs = needs);
