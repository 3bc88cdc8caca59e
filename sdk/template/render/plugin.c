/* @NAME@ - letters as plain text pages, as krav.render/1.
 *
 * What comes out depends on the letter alone: the same letter gives the same bytes, today,
 * tomorrow and in another process. */
#include "krav/frame.h"

static size_t add(char *out, size_t len, krav_str s) {
    if (s.len > 0) {
        memcpy(out + len, s.ptr, s.len);
    }
    out[len + s.len] = '\n';
    return len + s.len + 1;
}

static int32_t render(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_host *host = krav_frame_of(plugin)->host;
    const krav_str parts[] = {letter->to_name, letter->to_address, KRAV_STR(""), letter->subject,
                              KRAV_STR(""), letter->body};
    size_t size = 0, len = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        size += parts[i].len + 1;
    }
    char *text = letter->body.len > 0 ? malloc(size) : NULL;
    if (!text) {
        if (letter->body.len == 0) {
            krav_answer_refused(host, call, KRAV_STR("the letter has no text"));
        } else {
            krav_answer_retry(host, call, KRAV_STR("not enough memory"));
        }
        return KRAV_OK;
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        len = add(text, len, parts[i]);
    }
    const krav_document document = {.size = sizeof document, .n_pages = 1,
                                    .media_type = KRAV_STR("text/plain; charset=utf-8"),
                                    .bytes = {text, len}};
    krav_answer_done(host, call, KRAV_STR_ABSENT, &document);
    free(text);
    return KRAV_OK;
}

static const krav_render table = {.render = render};

#define PROVIDES(X) X(KRAV_RENDER, table)
static const krav_hooks hooks = {.start = NULL};
KRAV_PLUGIN(krav_frame, PROVIDES, hooks, .id = "@ID@", .name = "@NAME@", .version = "0.1.0",
            .vendor = "@VENDOR@", .license = "see LICENSE");
