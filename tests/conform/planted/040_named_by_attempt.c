/* Breaks: the key names the effect "across attempts": the attempt stands in the file's name, "so
 * that one sees what happened".
 * Suffers: a repeated attempt is a second letter; recall() knows the first one only. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    char key[200];
    if (call->key.len + 8 > sizeof key || call->key.len == 0) {
        return KRAV_E_INVALID;
    }
    memcpy(key, call->key.ptr, call->key.len);
    krav_call mine = *call;
    mine.key = (krav_str){key, call->key.len};
    if (call->attempt > 1) {
        snprintf(key + call->key.len, 8, "%04x", call->attempt & 0xffffu);
        mine.key.len += 4;
    }
    return sane_send(plugin, &mine, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "by_attempt", .needs = needs);
