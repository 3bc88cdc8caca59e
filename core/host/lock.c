/* lock.c - see lock.h.  flock goes with the process: a killed holder leaves nothing to clean. */
#include "host/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* A flock is shared with a child until it execs, so a host killed while it starts a worker holds
 * its book for a moment longer than it lives: half a second of patience with the dead. */
static bool inherit(int fd, const char *line) {
    const char *at = strstr(line, "(pid ");
    const long pid = at ? strtol(at + 5, NULL, 10) : 0;
    for (int i = 0; i < 100 && pid > 0 && kill((pid_t)pid, 0) != 0 && errno == ESRCH; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
            return true;
        }
        (void)poll(NULL, 0, 5);
    }
    return false;
}

int lock_take(const char *path, const char *who, int *fd, struct status *st) {
    char line[200];
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (*fd < 0) {
        return status_fail(st, STATUS_IO, "lock: %s: %s", path, strerror(errno));
    }
    if (flock(*fd, LOCK_EX | LOCK_NB) != 0) {
        const ssize_t n = pread(*fd, line, sizeof line - 1, 0);
        line[n > 0 ? n : 0] = '\0';
        line[strcspn(line, "\n")] = '\0';
        if (!inherit(*fd, line)) {
            (void)close(*fd);
            *fd = -1;
            return status_fail(st, STATUS_BUSY, "book: held by %s: one process writes at a time",
                               line[0] ? line : "another process");
        }
    }
    const int n = snprintf(line, sizeof line, "krav %s (pid %ld)\n", who, (long)getpid());
    if (ftruncate(*fd, 0) != 0 || pwrite(*fd, line, (size_t)n, 0) != n) {
        return status_fail(st, STATUS_IO, "lock: %s: %s", path, strerror(errno));
    }
    return STATUS_OK;
}
