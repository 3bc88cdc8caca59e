/* Breaks: plugin.h, recall is NULL "if it has no effects"; this one writes letters.
 * Suffers: whatever is UNKNOWN stays so, and a person has to look for each. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "no_recall", .needs = needs);
