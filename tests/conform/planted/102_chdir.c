/* Breaks: README rule 6, cwd: it goes to / so that no mount is held, as daemons do.
 * Suffers: whoever in the process opens a relative path opens another file. */
#define _GNU_SOURCE
#include <unistd.h>

#include "sane.h"

static int32_t start(krav_plugin *plugin) {
    (void)plugin;
    return chdir("/") == 0 ? KRAV_OK : KRAV_OK;
}

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall, .start = start};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "cwd", .needs = needs);
