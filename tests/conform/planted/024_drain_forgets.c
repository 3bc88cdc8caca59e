/* Breaks: plugin.h, drain(): "finish those in flight"; it forgets them.
 * Suffers: each swap of the plugin leaves letters that nobody knows the fate of. */
#include "late.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    return late_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.drain = late_close, .close = late_close, .recall = sane_recall,
                                 .cancel = late_cancel, .reply = late_reply};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(struct late, PROVIDES, hooks, "forgets", .needs = needs);
