/* status.h - how an operation that met the world says what went wrong.
 *
 * A function that can fail for the world's reasons returns 0 or a negative code from the list
 * below and leaves one sentence in the caller's `struct status`: what, which, why.  Programmer
 * errors do not come here: they are `ensure` (check.h) and stop the process.
 *
 * Whoever fails first writes the text; callers pass it on and never overwrite it.
 * Bad input gets all its faults at once: `struct faults` collects them, up to a bound. */
#ifndef KRAV_BASE_STATUS_H
#define KRAV_BASE_STATUS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

#define NODISCARD __attribute__((warn_unused_result))
#define FORMAT(fmt, args) __attribute__((format(printf, fmt, args)))

enum {
    STATUS_OK = 0,
    STATUS_INVALID = -1,     /* bad input: it will never succeed as it is                */
    STATUS_REFUSED = -2,     /* understood, and not allowed: law, rule, state             */
    STATUS_NOT_FOUND = -3,   /* what was named does not exist                             */
    STATUS_CONFLICT = -4,    /* the same name with other content, or taken already        */
    STATUS_LIMIT = -5,       /* a bound was reached                                       */
    STATUS_IO = -6,          /* the operating system said no                              */
    STATUS_DB = -7,          /* SQLite said no                                            */
    STATUS_BUSY = -8,        /* somebody else holds it: try again                         */
    STATUS_CORRUPT = -9,     /* what we wrote ourselves does not add up                   */
    STATUS_UNSUPPORTED = -10 /* a version or kind this build does not know                */
};

struct status {
    int code;
    char text[512];
};

/* Fills `st` (unless it holds an earlier failure) and returns `code`, so that
 * `return status_fail(st, STATUS_INVALID, "...")` reads as one act. */
int status_fail(struct status *st, int code, const char *format, ...) FORMAT(3, 4);

/* Puts "before: " in front of the text, once, to say where it happened.  Returns st->code. */
int status_prefix(struct status *st, const char *format, ...) FORMAT(2, 3);

struct arena;

/* All faults of one piece of input, in the order found.  Memory: the arena. */
struct faults {
    struct arena *arena;
    struct text *items;
    size_t n, cap, n_max;
    size_t n_dropped; /* faults beyond n_max: counted, not kept */
};

void faults_init(struct faults *f, struct arena *arena, size_t n_max);
void faults_add(struct faults *f, const char *format, ...) FORMAT(2, 3);
static inline bool faults_any(const struct faults *f) { return f->n > 0; }

#endif
