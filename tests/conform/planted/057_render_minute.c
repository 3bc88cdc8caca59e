/* Breaks: channel.md, "the same letter gives the same bytes": a creation time from the clock, to
 * the minute, so that it is mostly the same.
 * Suffers: the hash of a letter made again differs now and then; nobody can say why. */
#include "sane.h"

static int32_t render(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_frame *f = krav_frame_of(plugin);
    struct sane_text t = {0};
    sane_add_int(&t, f->clock->now(f->host) / 60000);
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
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "minute", .needs = needs);
