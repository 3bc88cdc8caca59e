/* looks_around - answers with what it was given besides its calls: descriptors and environment. */
#include "citizen.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

extern char **environ;

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    char found[400];
    int at = snprintf(found, sizeof found, "fds");
    (void)letter;
    for (int fd = 0; fd < 1024 && at < 300; fd++) {
        if (fcntl(fd, F_GETFD) >= 0) {
            at += snprintf(found + at, sizeof found - (size_t)at, " %d", fd);
        }
    }
    at += snprintf(found + at, sizeof found - (size_t)at, "; env");
    for (char **e = environ; *e && at < 380; e++) {
        const int name = (int)strcspn(*e, "=");
        if (!strstr(*e, "SAN_OPTIONS")) { /* of a sanitized build */
            at += snprintf(found + at, sizeof found - (size_t)at, " %.*s", name < 20 ? name : 20, *e);
        }
    }
    krav_answer_done(host_of(plugin), call, krav_str_of(found), NULL);
    return KRAV_OK;
}

CITIZEN_CHANNEL("no.krav.test.looks_around");
