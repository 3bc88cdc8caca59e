/* Breaks: README rule 6, signals: SIGPIPE is ignored at the first letter, as libraries ask for.
 * Suffers: the host's own worker does not notice that its host is gone. */
#define _GNU_SOURCE
#include <signal.h>

#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    signal(SIGPIPE, SIG_IGN);
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "sigpipe", .needs = needs);
