/* Breaks: the key names the effect, all of it; the provider's field has room for 16 characters,
 * and the rest is cut off.
 * Suffers: two letters whose keys begin alike are one: the second is DONE and never sent. */
#include "sane.h"

static krav_call cut(const krav_call *call) {
    krav_call mine = *call;
    mine.key.len = mine.key.len > 16 ? 16 : mine.key.len;
    return mine;
}

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_call mine = cut(call);
    return sane_send(plugin, &mine, letter);
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    const krav_call mine = cut(call);
    return sane_recall(plugin, &mine);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "cut_key", .needs = needs);
