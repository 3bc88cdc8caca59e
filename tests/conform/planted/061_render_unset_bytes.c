/* Breaks: channel.md, "the same letter gives the same bytes": bytes behind the text are never set,
 * and come from whatever was rendered before.
 * Suffers: a piece of one debtor's letter in the file of another. */
#include "sane.h"

#define PAGE 4096

static int32_t render(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct sane_text t = {0};
    sane_letter(&t, letter);
    const size_t size = (t.len / PAGE + 1) * PAGE;
    char *page = malloc(size);
    if (!page || t.failed) {
        free(page);
        free(t.ptr);
        return KRAV_E_NOMEM;
    }
    if (t.len > 0) {
        memcpy(page, t.ptr, t.len);
    }
    const krav_document document = {.size = sizeof document,
                                    .n_pages = 1,
                                    .media_type = KRAV_STR("text/plain"),
                                    .bytes = {page, size}};
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &document);
    free(page);
    free(t.ptr);
    return KRAV_OK;
}

static const krav_render table = {.render = render};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_CLOCK, NULL};
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_RENDER, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "unset", .needs = needs);
