/* Breaks: README rule 6, umask: narrowed when letters with a national id come, and never put back.
 * Suffers: files that others must read cannot be read, from some letter on. */
#define _GNU_SOURCE
#include <sys/stat.h>

#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    if (letter->to_id.len == 11) {
        umask(0077);
    }
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "umask", .needs = needs);
