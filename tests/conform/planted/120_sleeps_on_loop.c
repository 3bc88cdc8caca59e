/* Breaks: README rule 5, "[loop] returns soon": it sleeps on the loop until the provider's minute
 * has passed: 45 seconds a letter.
 * Suffers: deadlines pass for whatever else the plugin was asked meanwhile. */
#define _GNU_SOURCE
#include <unistd.h>

#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    sleep(45);
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "sleeps", .needs = needs);
