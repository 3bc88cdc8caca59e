/* scrub.h - takes secrets out of text, and finds what is left of them.
 *
 * Each secret is looked for as it is and as it may have travelled: percent-encoded, as in a JSON
 * string, in hex, and in base64 wherever it stands in what was encoded.  A scrub owns copies of
 * them all and wipes them when it goes. */
#ifndef KRAV_NET_SCRUB_H
#define KRAV_NET_SCRUB_H

#include <stdbool.h>
#include <stddef.h>

#include "krav/values.h"

#define SCRUB_LEAST 6 /* bytes: a shorter secret cannot be told from other text */
#define SCRUB_SECRET "<secret>"
#define SCRUB_ID "99999999999" /* no national id, and a number in JSON as well */

struct scrub_needle {
    char *bytes;
    size_t len;
    const char *instead;
};

struct scrub {
    struct scrub_needle *needles;
    size_t n, cap;
    bool too_short; /* a secret that cannot be looked for: nothing is safe */
};

/* An empty secret is none. */
void scrub_add(struct scrub *s, krav_str secret);
/* Adds the national ids that stand in a text. */
void scrub_add_ids(struct scrub *s, krav_str text);
/* The text without them, to be wiped and freed by the caller; never NULL. */
char *scrub_apply(const struct scrub *s, krav_str text, size_t *len);
/* True if one of them is in the text, or any national id. */
bool scrub_finds(const struct scrub *s, krav_str text);
void scrub_fini(struct scrub *s);

/* Base64 with the common alphabet or that of URLs, without padding.  `out` has room for
 * 4 * len / 3 + 4; returns its length. */
size_t scrub_base64(krav_str in, bool for_url, char *out);

#endif
