/* lent.c - see lent.h. */
#include "engine/lent.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_BYTES_MAX 64

/* All of an open file behind what stands in `out`. */
static bool read_into(int fd, struct buf *out) {
    char piece[4096];
    for (;;) {
        const ssize_t n = read(fd, piece, sizeof piece);
        if (n > 0) {
            buf_add(out, (struct text){piece, (size_t)n});
        } else if (n == 0 || errno != EINTR) {
            explicit_bzero(piece, sizeof piece);
            return n == 0 && !out->overflowed;
        }
    }
}

/* `forbidden` are mode bits that the file must not have. */
static bool take(int fd, mode_t forbidden, struct buf *out) {
    struct stat st;
    const bool taken = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
                       (st.st_mode & forbidden) == 0 && read_into(fd, out);
    if (fd >= 0) {
        close(fd);
    }
    return taken;
}

static bool is_name(struct text name) {
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
              (c == '.' && i > 0))) {
            return false;
        }
    }
    return name.len > 0 && name.len <= NAME_BYTES_MAX;
}

static int open_in(const char *dir, const char *sub, struct text name) {
    char path[PATH_MAX];
    const int n = snprintf(path, sizeof path, "%s%s/%.*s", dir, sub, TEXT_ARG(name));
    return n > 0 && (size_t)n < sizeof path
               ? open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
               : -1;
}

bool lent_secret(const char *home, struct text name, struct buf *out) {
    if (!is_name(name)) {
        return false;
    }
    const char *credentials = getenv("CREDENTIALS_DIRECTORY");
    bool lent = credentials && take(open_in(credentials, "", name), 0, out);
    lent = lent || take(open_in(home, "/secrets", name), S_IRWXG | S_IRWXO, out);
    while (out->len > 0 && (out->ptr[out->len - 1] == '\n' || out->ptr[out->len - 1] == '\r')) {
        buf_cut(out, out->len - 1);
    }
    return lent && out->len > 0;
}

/* True of a path that stays below where it begins. */
static bool stays_below(struct text path) {
    struct text rest = path, part;
    while (text_cut(&rest, '/', &part)) {
        if (part.len == 0 || text_is(part, "..") || text_is(part, ".")) {
            return false;
        }
    }
    return path.len > 0 && !text_starts(path, TEXT("secrets/"));
}

bool lent_file(const char *home, struct text path, struct buf *out) {
    return stays_below(path) && take(open_in(home, "", path), 0, out);
}
