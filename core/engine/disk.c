/* disk.c - see disk.h. */
#include "engine/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_BYTES 4096

static int failed(struct status *st, const char *what, const char *path) {
    return status_fail(st, STATUS_IO, "%s: %s: %s", what, path, strerror(errno));
}

static bool join(char out[PATH_BYTES], const char *dir, const char *name) {
    const int n = snprintf(out, PATH_BYTES, "%s/%s", dir, name);
    return n > 0 && n < PATH_BYTES;
}

bool disk_name_is_plain(const char *name) {
    return name[0] != '\0' && name[0] != '.' && !strchr(name, '/') && strlen(name) <= DISK_NAME_MAX;
}

int disk_make_dir(const char *path, struct status *st) {
    return mkdir(path, 0750) == 0 || errno == EEXIST ? STATUS_OK : failed(st, "mkdir", path);
}

static int sync_dir(const char *dir, struct status *st) {
    const int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) {
        (void)close(fd);
    }
    return ok ? STATUS_OK : failed(st, "sync", dir);
}

static bool write_all(int fd, const char *p, size_t len) {
    while (len > 0) {
        const ssize_t n = write(fd, p, len);
        if (n <= 0) {
            return false;
        }
        p += n;
        len -= (size_t)n;
    }
    return true;
}

static bool copy_all(int from, int to) {
    char piece[65536];
    for (;;) {
        const ssize_t n = read(from, piece, sizeof piece);
        if (n <= 0) {
            return n == 0;
        }
        if (!write_all(to, piece, (size_t)n)) {
            return false;
        }
    }
}

/* `from` < 0: writes content. */
static int put(const char *dir, const char *name, int from, struct text content,
               struct status *st) {
    char temp[PATH_BYTES], path[PATH_BYTES], hidden[300];
    if (!disk_name_is_plain(name)) {
        return status_fail(st, STATUS_INVALID, "%s: not a plain file name", name);
    }
    (void)snprintf(hidden, sizeof hidden, ".%s.part", name);
    if (!join(temp, dir, hidden) || !join(path, dir, name)) {
        return status_fail(st, STATUS_LIMIT, "%s: the path is too long", name);
    }
    const int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (fd < 0) {
        return failed(st, "create", temp);
    }
    bool ok = from < 0 ? write_all(fd, content.ptr, content.len) : copy_all(from, fd);
    ok = ok && fsync(fd) == 0;
    const int saved = errno;
    ok = close(fd) == 0 && ok;
    if (!ok || rename(temp, path) != 0) {
        errno = saved ? saved : errno;
        const int rc = failed(st, "write", path);
        (void)unlink(temp);
        return rc;
    }
    return sync_dir(dir, st);
}

int disk_copy(const char *from, const char *dir, const char *name, struct status *st) {
    const int fd = open(from, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return failed(st, "open", from);
    }
    const int rc = put(dir, name, fd, (struct text){NULL, 0}, st);
    (void)close(fd);
    return rc;
}

int disk_write(const char *dir, const char *name, struct text content, struct status *st) {
    return put(dir, name, -1, content, st);
}

/* Cuts off a last line that was never finished: its writer died over it. */
static bool drop_torn_line(int fd) {
    char last = '\n';
    off_t end = lseek(fd, 0, SEEK_END);
    const off_t whole = end;
    while (end > 0 && pread(fd, &last, 1, end - 1) == 1 && last != '\n') {
        end--;
    }
    return end >= 0 && (end == whole || ftruncate(fd, end) == 0);
}

int disk_append(const char *path, struct text line, struct status *st) {
    const int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (fd < 0) {
        return failed(st, "open", path);
    }
    const bool ok = drop_torn_line(fd) && write_all(fd, line.ptr, line.len) && fsync(fd) == 0;
    const int rc = ok ? STATUS_OK : failed(st, "append", path);
    (void)close(fd);
    return rc;
}

/* True if `to` is `from` already: a process was killed between link and unlink. */
static bool is_same_file(const char *from, const char *to) {
    struct stat a, b;
    return stat(from, &a) == 0 && stat(to, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

int disk_free_name(const char *dir, const char *name, const char *to_dir, char out[DISK_NAME],
                   struct status *st) {
    char from[PATH_BYTES], to[PATH_BYTES];
    struct stat info;
    (void)snprintf(out, DISK_NAME, "%s", name);
    for (int i = 2; i < 10000; i++) {
        if (!join(from, dir, name) || !join(to, to_dir, out)) {
            return status_fail(st, STATUS_LIMIT, "%s: the path is too long", name);
        }
        if (stat(to, &info) != 0 || is_same_file(from, to)) {
            return STATUS_OK;
        }
        (void)snprintf(out, DISK_NAME, "%s.%d", name, i);
    }
    return status_fail(st, STATUS_LIMIT, "%s: too many files of that name in %s", name, to_dir);
}

int disk_move(const char *dir, const char *name, const char *to_dir, struct status *st) {
    char from[PATH_BYTES], to[PATH_BYTES], chosen[DISK_NAME];
    int rc = disk_make_dir(to_dir, st);
    rc = rc ? rc : disk_free_name(dir, name, to_dir, chosen, st);
    if (rc) {
        return rc;
    }
    if (!join(from, dir, name) || !join(to, to_dir, chosen)) {
        return status_fail(st, STATUS_LIMIT, "%s: the path is too long", name);
    }
    /* link refuses an existing name where rename would destroy it */
    if (link(from, to) != 0 && !is_same_file(from, to)) {
        return failed(st, "move", from);
    }
    if (unlink(from) != 0) {
        return failed(st, "unlink", from);
    }
    rc = sync_dir(to_dir, st);
    return rc ? rc : sync_dir(dir, st);
}
