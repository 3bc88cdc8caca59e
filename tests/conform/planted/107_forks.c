/* Breaks: README rule 6, "never forks": lp is started for each letter; that it fails is not looked
 * at.
 * Suffers: a second worker that holds the pipe of the first, or no letter at all. */
#define _GNU_SOURCE
#include <sys/wait.h>
#include <unistd.h>

#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const pid_t pid = fork();
    if (pid == 0) {
        _exit(0);
    }
    if (pid > 0) {
        (void)waitpid(pid, NULL, 0);
    }
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "forks", .needs = needs);
