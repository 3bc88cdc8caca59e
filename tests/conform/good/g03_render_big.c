/* Good: a renderer that pads each letter to 3 MiB: big, and the same each time.
 * Needs no service. */
#include "../planted/sane.h"

#define SIZE ((size_t)3 << 20)

static int32_t render(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_host *host = krav_frame_of(plugin)->host;
    struct sane_text t = {0};
    sane_letter(&t, letter);
    char *page = calloc(1, SIZE);
    if (!page || t.failed) {
        krav_answer_retry(host, call, KRAV_STR("not enough memory"));
    } else if (t.len > SIZE) {
        krav_answer_refused(host, call, KRAV_STR("the letter is too long"));
    } else {
        memset(page, ' ', SIZE);
        memcpy(page, t.ptr, t.len);
        const krav_document document = {.size = sizeof document,
                                        .n_pages = 1,
                                        .media_type = KRAV_STR("text/plain"),
                                        .bytes = {page, SIZE}};
        krav_answer_done(host, call, KRAV_STR_ABSENT, &document);
    }
    free(page);
    free(t.ptr);
    return KRAV_OK;
}

static const krav_render table = {.render = render};
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_RENDER, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "big_pages", .needs = NULL);
