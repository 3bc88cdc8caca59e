#include "plug/image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"

static int make_dir(const char *path, struct status *st) {
    if (mkdir(path, 0700) != 0 && errno != EEXIST) {
        return status_fail(st, STATUS_IO, "%s: %s", path, strerror(errno));
    }
    return STATUS_OK;
}

static bool copy_bytes(int from, int to) {
    char bytes[65536];
    for (;;) {
        const ssize_t n = read(from, bytes, sizeof bytes);
        if (n <= 0) {
            return n == 0;
        }
        for (ssize_t done = 0; done < n;) {
            const ssize_t wrote = write(to, bytes + done, (size_t)(n - done));
            if (wrote < 0) {
                return false;
            }
            done += wrote;
        }
    }
}

/* Copies `from` into a fresh file and hashes what was written, not what was read.  It is made anew at
 * each start, so it need not outlive the machine: nothing waits for the disk. */
static int copy_out(int from, const char *temporary, struct hash *digest, struct status *st) {
    unlink(temporary);
    const int to = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0500);
    if (to < 0) {
        return status_fail(st, STATUS_IO, "%s: %s", temporary, strerror(errno));
    }
    int rc = STATUS_OK;
    if (!copy_bytes(from, to) || fchmod(to, 0500) != 0 || lseek(to, 0, SEEK_SET) != 0) {
        rc = status_fail(st, STATUS_IO, "%s: %s", temporary, strerror(errno));
    } else {
        uint64_t size;
        rc = hash_file(to, digest, &size, st);
    }
    close(to);
    return rc;
}

static int copy_place(const char *plugins, const char *temporary, struct text name,
                      const struct hash *digest, char **path, struct status *st) {
    char hex[HASH_HEX];
    struct buf dir, file;
    buf_init(&dir, 4096);
    buf_init(&file, 4096);
    buf_addf(&dir, "%s/%s", plugins, hash_hex(digest, hex));
    buf_addf(&file, "%s/%.*s.so", dir.ptr, TEXT_ARG(name));
    int rc = make_dir(dir.ptr, st);
    if (rc == STATUS_OK && rename(temporary, file.ptr) != 0) {
        rc = status_fail(st, STATUS_IO, "%s: %s", file.ptr, strerror(errno));
    }
    if (rc == STATUS_OK) {
        *path = mem_copy_string(file.ptr);
    }
    buf_fini(&dir);
    buf_fini(&file);
    return rc;
}

int image_take(const char *so, const char *run_dir, struct text name, const struct hash *pinned,
               char **path, struct hash *digest, struct status *st) {
    const int from = open(so, O_RDONLY | O_CLOEXEC);
    if (from < 0) {
        return status_fail(st, STATUS_IO, "%s: %s", so, strerror(errno));
    }
    struct buf plugins, temporary;
    buf_init(&plugins, 4096);
    buf_init(&temporary, 4096);
    buf_addf(&plugins, "%s/plugins", run_dir);
    buf_addf(&temporary, "%s/.tmp-%.*s", plugins.ptr, TEXT_ARG(name));
    int rc = make_dir(run_dir, st);
    rc = rc ? rc : make_dir(plugins.ptr, st);
    rc = rc ? rc : copy_out(from, temporary.ptr, digest, st);
    if (rc == STATUS_OK && pinned && !hash_eq(pinned, digest)) {
        char is[HASH_HEX], pin[HASH_HEX];
        rc = status_fail(st, STATUS_REFUSED, "%s: its SHA-256 is %s, and %s is pinned", so,
                         hash_hex(digest, is), hash_hex(pinned, pin));
    }
    rc = rc ? rc : copy_place(plugins.ptr, temporary.ptr, name, digest, path, st);
    if (rc != STATUS_OK) {
        unlink(temporary.ptr);
    }
    close(from);
    buf_fini(&plugins);
    buf_fini(&temporary);
    return rc;
}
