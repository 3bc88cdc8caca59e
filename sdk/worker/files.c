/* krav.host.files/1, done in the worker: a channel that must say what became of a letter can
 * look into its own out/ however busy the host is. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "worker/worker.h"

#define MAX_NAME 200
#define MAX_CONTENT (8 * 1024 * 1024)

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

/* The whole of an open file, or NULL. */
static char *read_all(int fd, size_t len) {
    char *bytes = wire_alloc(len + 1);
    size_t n = 0;
    while (n < len) {
        const ssize_t got = read(fd, bytes + n, len - n);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            free(bytes);
            return NULL;
        }
        n += got > 0 ? (size_t)got : 0;
    }
    return bytes;
}

static int32_t files_get(const krav_host *host, krav_str name,
                         void (*use)(void *ctx, krav_str content), void *ctx) {
    const struct worker *w = host->impl;
    char final[MAX_NAME + 1];
    if (!name_take(name, final) || !use) {
        return KRAV_E_INVALID;
    }
    const int fd = openat(w->out_fd, final, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? KRAV_E_STATE : KRAV_E_IO;
    }
    struct stat st;
    char *bytes = NULL;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= MAX_CONTENT) {
        bytes = read_all(fd, (size_t)st.st_size);
    }
    close(fd);
    if (!bytes) {
        return KRAV_E_IO;
    }
    use(ctx, (krav_str){bytes, (size_t)st.st_size});
    free(bytes);
    return KRAV_OK;
}

const krav_host_files worker_files = {files_put, files_have, files_get};
