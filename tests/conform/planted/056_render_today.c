/* Breaks: channel.md, "the same letter gives the same bytes": the page bears the day of the
 * asking, not the letter's own (`composed`).
 * Suffers: a letter made again the next day is another one than was judged and stored. */
#include "sane.h"

static int32_t render(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct sane_text t = {0};
    sane_add_int(&t, call->today);
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
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "today", .needs = needs);
