/* text.h - text that grows, for a message that is made in memory.
 *
 * Running out of memory, or over the limit, sets `failed`; the rest is then ignored. */
#ifndef EMAIL_TEXT_H
#define EMAIL_TEXT_H

#include "krav/plugin.h"

#define TEXT_BYTES_MAX ((size_t)24 << 20)

struct text {
    char *bytes;
    size_t len, cap;
    int failed;
};

void text_add(struct text *t, krav_str s);
void text_put(struct text *t, const char *s);
void text_free(struct text *t); /* and makes it empty */

#endif
