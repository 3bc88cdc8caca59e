/* krav.host.files/1, done in the worker: a channel that must say what became of a letter can
 * look into its own out/ however busy the host is. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "worker/worker.h"

#define MAX_NAME 200

/* One component that names no other directory and hides from nobody. */
static bool name_take(krav_str name, char out[MAX_NAME + 1]) {
    if (name.len == 0 || name.len > MAX_NAME || name.ptr[0] == '.' ||
        memchr(name.ptr, '/', name.len) || memchr(name.ptr, '\0', name.len)) {
        return false;
    }
    memcpy(out, name.ptr, name.len);
    out[name.len] = '\0';
    return true;
}

static bool write_all(int fd, krav_str content) {
    while (content.len > 0) {
        const ssize_t n = write(fd, content.ptr, content.len);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        if (n > 0) {
            content.ptr += n;
            content.len -= (size_t)n;
        }
    }
    return fsync(fd) == 0;
}

static int32_t files_put(const krav_host *host, krav_str name, krav_str content) {
    const struct worker *w = host->impl;
    char final[MAX_NAME + 1], temporary[MAX_NAME + 8];
    if (!name_take(name, final) || (content.len > 0 && !content.ptr)) {
        return KRAV_E_INVALID;
    }
    snprintf(temporary, sizeof temporary, ".tmp-%s", final);
    /* A leftover of a killed worker is simply written over. */
    const int fd = openat(w->out_fd, temporary,
                          O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0640);
    if (fd < 0) {
        return KRAV_E_IO;
    }
    const bool written = write_all(fd, content);
    const bool closed = close(fd) == 0;
    if (!written || !closed || renameat(w->out_fd, temporary, w->out_fd, final) != 0) {
        unlinkat(w->out_fd, temporary, 0);
        return KRAV_E_IO;
    }
    return fsync(w->out_fd) == 0 ? KRAV_OK : KRAV_E_IO;
}

static int32_t files_have(const krav_host *host, krav_str name) {
    const struct worker *w = host->impl;
    char final[MAX_NAME + 1];
    if (!name_take(name, final)) {
        return KRAV_E_INVALID;
    }
    struct stat st;
    if (fstatat(w->out_fd, final, &st, AT_SYMLINK_NOFOLLOW) == 0) {
        return 1;
    }
    return errno == ENOENT ? 0 : KRAV_E_IO;
}

const krav_host_files worker_files = {files_put, files_have};
