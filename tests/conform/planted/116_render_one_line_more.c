/* Breaks: plugin.h, lines and n_lines: one more than there are, since the total is printed below
 * them.
 * Suffers: it reads a line that is not there; mostly it is zero, sometimes a stranger's. */
#include "sane.h"

static int32_t render(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct sane_text t = {0};
    sane_letter(&t, letter);
    for (uint32_t i = 0; letter->n_lines > 0 && i <= letter->n_lines; i++) {
        sane_line(&t, letter->lines[i].label);
        sane_add_int(&t, letter->lines[i].amount);
    }
    const krav_document document = {.size = sizeof document,
                                    .n_pages = 1,
                                    .media_type = KRAV_STR("text/plain"),
                                    .bytes = sane_str(&t)};
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &document);
    free(t.ptr);
    return KRAV_OK;
}

static const krav_render table = {.render = render};
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_RENDER, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "one_more", .needs = NULL);
