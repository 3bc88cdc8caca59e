/* Breaks: README rule 5, "returns soon": text is broken at blanks, 60 to the line; a word of more
 * than 60 is never broken, and never passed.
 * Suffers: one long link in a letter, and the worker hangs until it is killed. */
#include "sane.h"

static void wrap(struct sane_text *t, krav_str s) {
    size_t at = 0;
    while (at < s.len) {
        size_t n = s.len - at < 60 ? s.len - at : 60;
        while (n > 0 && at + n < s.len && s.ptr[at + n - 1] != ' ' && s.ptr[at + n - 1] != '\n') {
            n--;
        }
        if (n > 0) {
            sane_line(t, (krav_str){s.ptr + at, n});
        }
        at += n;
    }
}

static int32_t render(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct sane_text t = {0};
    wrap(&t, letter->body);
    sane_line(&t, letter->to_name);
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
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "wraps", .needs = NULL);
