/* Breaks: README rule 4: a call past its deadline is accepted and dropped, "the host gave up".
 * Suffers: what came late because the machine slept is never answered. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_frame *f = krav_frame_of(plugin);
    if (call->deadline <= f->clock->now(f->host)) {
        return KRAV_OK;
    }
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "gave_up", .needs = needs);
