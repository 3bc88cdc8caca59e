/* hash.c - SHA-256 through libsodium. */
#include "base/hash.h"

#include <errno.h>
#include <string.h>
#include <sodium.h>
#include <unistd.h>

#include "base/check.h"
#include "base/status.h"

_Static_assert(HASH_SIZE == crypto_hash_sha256_BYTES, "a SHA-256 is 32 bytes");
_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct hash_parts),
               "struct hash_parts holds libsodium's state");

/* The state is copied in and out, since `opaque` is not of its type. */
static crypto_hash_sha256_state state_of(const struct hash_parts *h) {
    crypto_hash_sha256_state state;
    memcpy(&state, h->opaque, sizeof state);
    return state;
}

static void bytes_add(crypto_hash_sha256_state *state, const void *bytes, size_t n) {
    if (n > 0) {
        (void)crypto_hash_sha256_update(state, bytes, n); /* always 0 */
    }
}

struct hash hash_of(struct text t) {
    struct hash h;
    crypto_hash_sha256_state state;
    (void)crypto_hash_sha256_init(&state);
    bytes_add(&state, t.ptr, t.len);
    (void)crypto_hash_sha256_final(&state, h.bytes);
    return h;
}

void hash_begin(struct hash_parts *h) {
    crypto_hash_sha256_state state;
    *h = (struct hash_parts){{0}};
    (void)crypto_hash_sha256_init(&state);
    memcpy(h->opaque, &state, sizeof state);
}

void hash_add(struct hash_parts *h, struct text part) {
    crypto_hash_sha256_state state = state_of(h);
    uint8_t length[8]; /* little-endian on every machine */
    for (int i = 0; i < 8; i++) {
        length[i] = (uint8_t)((uint64_t)part.len >> (8 * i));
    }
    bytes_add(&state, length, sizeof length);
    bytes_add(&state, part.ptr, part.len);
    memcpy(h->opaque, &state, sizeof state);
}

struct hash hash_end(struct hash_parts *h) {
    struct hash result;
    crypto_hash_sha256_state state = state_of(h);
    (void)crypto_hash_sha256_final(&state, result.bytes);
    *h = (struct hash_parts){{0}};
    return result;
}

bool hash_eq(const struct hash *a, const struct hash *b) {
    return memcmp(a->bytes, b->bytes, HASH_SIZE) == 0;
}

bool hash_is_zero(const struct hash *h) {
    static const struct hash zero;
    return hash_eq(h, &zero);
}

const char *hash_hex(const struct hash *h, char out[HASH_HEX]) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < HASH_SIZE; i++) {
        out[2 * i] = digits[h->bytes[i] >> 4];
        out[2 * i + 1] = digits[h->bytes[i] & 15];
    }
    out[HASH_HEX - 1] = '\0';
    return out;
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hash_parse(struct text hex, struct hash *out) {
    struct hash parsed;
    if (hex.len != HASH_HEX - 1) {
        return false;
    }
    for (size_t i = 0; i < HASH_SIZE; i++) {
        int high = hex_digit(hex.ptr[2 * i]), low = hex_digit(hex.ptr[2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        parsed.bytes[i] = (uint8_t)(high * 16 + low);
    }
    *out = parsed;
    return true;
}

int hash_file(int fd, struct hash *out, uint64_t *size, struct status *st) {
    unsigned char piece[16384];
    crypto_hash_sha256_state state;
    uint64_t n_read = 0;
    (void)crypto_hash_sha256_init(&state);
    for (;;) {
        ssize_t n = pread(fd, piece, sizeof piece, (off_t)n_read);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return status_fail(st, STATUS_IO, "hashing a file: byte %llu: %s",
                               (unsigned long long)n_read, strerror(errno));
        }
        if (n == 0) {
            break;
        }
        bytes_add(&state, piece, (size_t)n);
        n_read += (uint64_t)n;
    }
    (void)crypto_hash_sha256_final(&state, out->bytes);
    *size = n_read;
    return STATUS_OK;
}

void hash_random(struct hash *out) {
    ensure(sodium_init() >= 0);
    randombytes_buf(out->bytes, sizeof out->bytes);
}
