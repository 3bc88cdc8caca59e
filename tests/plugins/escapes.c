/* escapes - tries what its descriptor does not ask for; answers with what it got away with. */
#include "citizen.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    char found[64] = "";
    (void)letter;
    const pid_t child = fork();
    if (child == 0) {
        _exit(0);
    }
    const int sock = socket(AF_INET, SOCK_STREAM, 0);
    const int file = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    const int signalled = kill(getppid(), 0);
    snprintf(found, sizeof found, "%s%s%s%s", child > 0 ? "fork " : "", sock >= 0 ? "socket " : "",
             file >= 0 ? "open " : "", signalled == 0 ? "kill " : "");
    execl("/bin/false", "false", (char *)NULL);
    krav_answer_done(host_of(plugin), call, krav_str_of(found), NULL);
    return KRAV_OK;
}

CITIZEN_CHANNEL("no.krav.test.escapes");
