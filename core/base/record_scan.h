/* record_scan.h - the tokens of JSON, for record_read.c alone.
 *
 * A scan holds a place in the text and the names to blame.  Whoever finds something wrong calls
 * scan_fail, which says what, where and why, and every caller passes the code up. */
#ifndef KRAV_BASE_RECORD_SCAN_H
#define KRAV_BASE_RECORD_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/text.h"

struct scan {
    const char *start, *p, *end;
    const char *record_name;
    struct text field_name; /* the field being read; absent between fields */
    struct arena *arena;
    struct status *st;
};

int scan_fail(struct scan *in, const char *why); /* STATUS_INVALID */
int scan_fail_code(struct scan *in, int code, const char *why);

/* The next character that is not blank, or 0 at the end; it is not taken. */
char scan_peek(struct scan *in);
bool scan_take(struct scan *in, char c); /* true, and taken, if the next one is c */

/* The string borrows from the input, or from the arena if it had escapes. */
int scan_string(struct scan *in, struct text *t) NODISCARD;
int scan_int(struct scan *in, int64_t least, int64_t most, int64_t *value) NODISCARD;
int scan_bool(struct scan *in, bool *value) NODISCARD;

#endif
