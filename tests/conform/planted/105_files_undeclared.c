/* Breaks: README, KRAV_USES_FILES is not declared: a template is looked for in the system; without
 * one there is a fallback.
 * Suffers: it worked at the maker's; here each letter looks another way, and nobody knows why. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>

#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const int fd = open("/usr/share/brevpost/template.txt", O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        close(fd);
    }
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "template", .needs = needs);
