/* lock.c - see lock.h.  flock goes with the process: a killed holder leaves nothing to clean. */
#include "host/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

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
        (void)close(*fd);
        *fd = -1;
        return status_fail(st, STATUS_BUSY, "book: held by %s: one process writes at a time",
                           line[0] ? line : "another process");
    }
    const int n = snprintf(line, sizeof line, "krav %s (pid %ld)\n", who, (long)getpid());
    if (ftruncate(*fd, 0) != 0 || pwrite(*fd, line, (size_t)n, 0) != n) {
        return status_fail(st, STATUS_IO, "lock: %s: %s", path, strerror(errno));
    }
    return STATUS_OK;
}
