/* Breaks: channel.md, "it changes no word: the law judged this text": what is not ASCII becomes
 * '?', as the printer wants it.
 * Suffers: a notice that the law would have refused; names that are no names. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct sane_text t = {0};
    if (sane_content(letter).len == 0) {
        return KRAV_E_INVALID;
    }
    sane_letter(&t, letter);
    for (size_t i = 0; i < t.len; i++) {
        t.ptr[i] = (unsigned char)t.ptr[i] < 0x80 ? t.ptr[i] : '?';
    }
    return sane_put_text(plugin, call, &t);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "ascii", .needs = needs);
