/* Breaks: README, "floods are cut": a line for each byte of the letter, at DEBUG, always on.
 * Suffers: what other plugins have to say is lost, and the disk is full. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_host *host = krav_frame_of(plugin)->host;
    for (int i = 0; i < 20000; i++) {
        krav_log(host, KRAV_LOG_DEBUG, KRAV_STR("one more byte of the letter was looked at"));
    }
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "flood", .needs = needs);
