/* Breaks: sense: a paragraph is laid out by a call for each line feed, and no compiler turns it
 * into a loop.
 * Suffers: a letter of many line feeds is out of stack. */
#include "sane.h"

static size_t layout(struct sane_text *t, krav_str s) {
    volatile char page[512];
    const char *end = s.len > 0 ? memchr(s.ptr, '\n', s.len) : NULL;
    page[0] = (char)s.len;
    if (!end) {
        sane_line(t, s);
        return 1;
    }
    const size_t n = (size_t)(end - s.ptr);
    sane_line(t, (krav_str){s.ptr, n});
    const size_t rest = layout(t, (krav_str){end + 1, s.len - n - 1});
    return rest + 1 + (size_t)(page[0] == 'x');
}

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct sane_text t = {0};
    if (letter->body.len == 0) {
        return KRAV_E_INVALID;
    }
    (void)layout(&t, letter->body);
    return sane_put_text(plugin, call, &t);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "recursion", .needs = needs);
