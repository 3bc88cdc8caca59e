/* krav/lines.h - a file read line by line in flat memory, inline for authors of file formats.
 *
 *     bytes:  [ used | begin .. end | free ]      `offset` is where the file goes on
 *
 * The file is read with pread in pieces of 64 KiB, so its position is left alone and a second
 * pass begins anew with krav_lines_open(); with -std=c11 that wants _GNU_SOURCE, or _POSIX_C_SOURCE
 * of 200809L, to be defined.  A line that is lent is valid until the next call. */
#ifndef KRAV_LINES_H
#define KRAV_LINES_H

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "krav/plugin.h"

#define KRAV_LINE_MAX 65536

enum { KRAV_LINE_NONE = 0, KRAV_LINE = 1, KRAV_LINE_TOO_LONG = 2 }; /* or KRAV_E_IO */

struct krav_lines {
    int fd;
    int at_end;     /* the file has no more bytes than are in `bytes` */
    int64_t offset; /* bytes read so far */
    int64_t line;   /* number of the line last lent, from 1 */
    size_t begin, end;
    char bytes[KRAV_LINE_MAX + 1];
};

static inline void krav_lines_open(struct krav_lines *r, int fd) {
    r->fd = fd;
    r->at_end = 0;
    r->offset = r->line = 0;
    r->begin = r->end = 0;
}

static inline const char *krav_lines_feed(const struct krav_lines *r) {
    return (const char *)memchr(r->bytes + r->begin, '\n', r->end - r->begin);
}

/* Moves what is left to the front and fills up behind it.  0, or KRAV_E_IO. */
static inline int krav_lines_fill(struct krav_lines *r) {
    memmove(r->bytes, r->bytes + r->begin, r->end - r->begin);
    r->end -= r->begin;
    r->begin = 0;
    while (!r->at_end && r->end < sizeof r->bytes) {
        const ssize_t n = pread(r->fd, r->bytes + r->end, sizeof r->bytes - r->end, r->offset);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return KRAV_E_IO;
        }
        r->at_end = n == 0;
        r->end += (size_t)n;
        r->offset += n;
    }
    return 0;
}

/* Past the line feed of a line that is too long.  0, or KRAV_E_IO. */
static inline int krav_lines_skip(struct krav_lines *r) {
    const char *feed = krav_lines_feed(r);
    while (!feed && !r->at_end) {
        r->begin = r->end;
        const int rc = krav_lines_fill(r);
        if (rc != 0) {
            return rc;
        }
        feed = krav_lines_feed(r);
    }
    r->begin = feed ? (size_t)(feed - r->bytes) + 1 : r->end;
    return 0;
}

/* The next line without its line feed; a CR before it is the format's business, and the last
 * line may lack both.  Of a line past KRAV_LINE_MAX nothing is lent. */
static inline int krav_lines_next(struct krav_lines *r, krav_str *line) {
    line->ptr = NULL;
    line->len = 0;
    const char *feed = krav_lines_feed(r);
    if (!feed && !r->at_end) {
        const int rc = krav_lines_fill(r);
        if (rc != 0) {
            return rc;
        }
        feed = krav_lines_feed(r);
    }
    if (r->begin == r->end) {
        return KRAV_LINE_NONE;
    }
    r->line++;
    const char *from = r->bytes + r->begin;
    const size_t len = feed ? (size_t)(feed - from) : r->end - r->begin;
    if (len > KRAV_LINE_MAX) {
        const int rc = krav_lines_skip(r);
        return rc != 0 ? rc : KRAV_LINE_TOO_LONG;
    }
    r->begin += len + (feed ? 1 : 0);
    line->ptr = from;
    line->len = len;
    return KRAV_LINE;
}

#endif /* KRAV_LINES_H */
