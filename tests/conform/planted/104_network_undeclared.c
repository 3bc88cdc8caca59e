/* Breaks: README, KRAV_USES_NETWORK is not declared: it tries to tell its maker how it is used;
 * when that fails it says nothing.
 * Suffers: the agency allowed no network, and is not told who wants it. */
#define _GNU_SOURCE
#include <sys/socket.h>
#include <unistd.h>

#include "sane.h"

static int32_t post(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd >= 0) {
        close(fd);
    }
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = post};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "phones_home", .needs = needs);
