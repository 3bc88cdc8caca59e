/* base64.h - RFC 4648 base64 as it comes, piece by piece, into memory that the caller owns.
 *
 * Strict: blanks and line breaks may stand anywhere, as XML lets them; nothing else that is not of
 * the alphabet, no bits that no byte has, and padding at the end and only there. */
#ifndef EHF_BASE64_H
#define EHF_BASE64_H

#include <stddef.h>
#include <stdint.h>

struct base64 {
    uint8_t *out;
    size_t max, len;
    const char *fault; /* NULL so far; after that nothing more is read */
    uint32_t bits;     /* of the group at hand */
    int n_chars, n_padding;
};

void base64_begin(struct base64 *b, uint8_t *out, size_t max);
void base64_feed(struct base64 *b, const char *text, size_t len);
/* NULL, or what is wrong, in words that stand after the name of the thing. */
const char *base64_end(struct base64 *b);

#endif
