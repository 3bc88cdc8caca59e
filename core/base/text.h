/* text.h - text as pointer and length, and a builder that is born with its maximum size.
 *
 * `struct text` borrows: it never owns what it points to, and is not NUL-terminated.
 * {NULL, 0} is "absent"; every function takes it as empty.
 * `struct buf` owns.  Past its maximum it stops growing and remembers that it did
 * (`buf.overflowed`): builders of bounded things check once, at the end. */
#ifndef KRAV_BASE_TEXT_H
#define KRAV_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
    const char *ptr;
    size_t len;
};

#define TEXT(literal) ((struct text){(literal), sizeof(literal) - 1})
#define TEXT_ARG(t) (int)(t).len, (t).len ? (t).ptr : "" /* for "%.*s" */

struct text text_of(const char *s); /* NULL gives absent */
bool text_eq(struct text a, struct text b);
bool text_is(struct text a, const char *s);
int text_cmp(struct text a, struct text b); /* bytewise, shorter first on a tie */
bool text_starts(struct text a, struct text prefix);
bool text_ends(struct text a, struct text suffix);
struct text text_trim(struct text a); /* spaces, tabs, CR, LF at both ends */
/* Cuts at the first `sep`: the part before goes to *head, the rest stays in *rest.
 * False when *rest is absent: nothing was left.  "a,,b" gives "a", "", "b". */
bool text_cut(struct text *rest, char sep, struct text *head);
bool text_all_digits(struct text a); /* false when empty */
/* Strict UTF-8: no overlongs, surrogates or code points over U+10FFFF. */
bool text_is_utf8(struct text a);
/* The first max bytes, less a UTF-8 sequence that the cut left incomplete. */
struct text text_head(struct text a, size_t max);
/* True if any byte is a control character other than TAB, CR and LF (NUL included). */
bool text_has_control(struct text a);
/* Decimal, optional '-', no blanks, no overflow, the whole text.  False otherwise. */
bool text_to_i64(struct text a, int64_t *value);
/* Exactly n decimal digits of value >= 0, zero-padded; returns the place after them. */
char *text_put_digits(char *out, int64_t value, int n);

struct buf {
    char *ptr; /* NUL-terminated whenever not NULL, for library borders */
    size_t len, cap, max;
    bool overflowed;
};

void buf_init(struct buf *b, size_t max);
void buf_fini(struct buf *b);
void buf_clear(struct buf *b);
/* n more bytes at the end, already counted in len, for the caller to fill; NULL past the maximum.
 * Every buf_add* adds all it was given or nothing. */
char *buf_grow(struct buf *b, size_t n);
void buf_cut(struct buf *b, size_t len); /* back to an earlier, smaller len */
void buf_add(struct buf *b, struct text t);
void buf_add_str(struct buf *b, const char *s);
void buf_add_char(struct buf *b, char c);
void buf_add_i64(struct buf *b, int64_t v);
void buf_addf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
struct text buf_text(const struct buf *b);

#endif
