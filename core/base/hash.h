/* hash.h - SHA-256 (libsodium), as bytes and as hex. */
#ifndef KRAV_BASE_HASH_H
#define KRAV_BASE_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

#define HASH_SIZE 32
#define HASH_HEX 65

struct hash {
    uint8_t bytes[HASH_SIZE];
};

struct hash hash_of(struct text t);

/* Several parts, each preceded by its length, so that ("ab","c") and ("a","bc") differ. */
struct hash_parts {
    uint64_t opaque[16]; /* holds a crypto_hash_sha256_state */
};
void hash_begin(struct hash_parts *h);
void hash_add(struct hash_parts *h, struct text part);
struct hash hash_end(struct hash_parts *h);

/* Fresh random bytes, for a secret salt.  Nothing that is decided or replayed may use them. */
void hash_random(struct hash *out);

bool hash_eq(const struct hash *a, const struct hash *b);
bool hash_is_zero(const struct hash *h);
const char *hash_hex(const struct hash *h, char out[HASH_HEX]);
bool hash_parse(struct text hex, struct hash *out); /* 64 lower-case digits, exactly */

/* The hash of a whole file, read in pieces from its beginning; the file position is neither used
 * nor moved.  0 or STATUS_IO. */
struct status;
int hash_file(int fd, struct hash *out, uint64_t *size, struct status *st)
    __attribute__((warn_unused_result));

#endif
