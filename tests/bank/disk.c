#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE 65536

static int read_all(int fd, const char *name, struct buf *b, struct status *st) {
    char piece[PIECE];
    for (;;) {
        const ssize_t n = read(fd, piece, sizeof piece);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return status_fail(st, STATUS_IO, "%s: cannot be read: %s", name, strerror(errno));
        }
        if (n == 0) {
            return 0;
        }
        buf_add(b, (struct text){piece, (size_t)n});
        if (b->overflowed) {
            return status_fail(st, STATUS_LIMIT, "%s: is longer than %zu bytes", name, b->max);
        }
    }
}

int disk_read(const char *path, size_t bytes_max, struct arena *arena, struct text *content,
              struct status *st) {
    const int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    if (fd < 0) {
        return status_fail(st, STATUS_IO, "%s: cannot be read: %s", path, strerror(errno));
    }
    struct buf b;
    buf_init(&b, bytes_max);
    const int rc = read_all(fd, path ? path : "standard input", &b, st);
    *content = arena_text(arena, buf_text(&b));
    buf_fini(&b);
    if (path) {
        (void)close(fd);
    }
    return rc;
}

static int write_all(int fd, struct text content) {
    while (content.len > 0) {
        const ssize_t n = write(fd, content.ptr, content.len);
        if (n < 0 && errno != EINTR) {
            return -1;
        }
        const size_t done = n > 0 ? (size_t)n : 0;
        content = (struct text){content.ptr + done, content.len - done};
    }
    return 0;
}

/* Renaming would put a file in the place of a device or a link. */
static bool is_free_or_file(const char *path) {
    struct stat info;
    return lstat(path, &info) != 0 || S_ISREG(info.st_mode);
}

int disk_write(const char *path, struct text content, struct status *st) {
    char part[PATH_MAX];
    const char *slash = strrchr(path, '/');
    const int dir_len = slash ? (int)(slash - path) + 1 : 0;
    const int n = snprintf(part, sizeof part, "%.*s.%s.part", dir_len, path, path + dir_len);
    if (n < 0 || (size_t)n >= sizeof part || path[dir_len] == '\0') {
        return status_fail(st, STATUS_INVALID, "%s: is not the name of a file", path);
    }
    if (!is_free_or_file(path)) {
        return status_fail(st, STATUS_INVALID, "%s: is there, and is not a regular file", path);
    }
    const int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) {
        return status_fail(st, STATUS_IO, "%s: cannot be written: %s", path, strerror(errno));
    }
    int rc = write_all(fd, content);
    rc = close(fd) == 0 ? rc : -1;
    rc = rc == 0 ? rename(part, path) : rc;
    if (rc != 0) {
        const int why = errno;
        (void)unlink(part);
        return status_fail(st, STATUS_IO, "%s: cannot be written: %s", path, strerror(why));
    }
    return 0;
}
