/* bytes.h - numbers and strings into bytes and back: little-endian, bounded, never trusting.
 *
 * `struct wire_out` owns a growing buffer; out of memory stops the process.
 * `struct wire_in` borrows; a read past its end gives zero and sets `failed` for good, so a
 * reader checks once, at the end. */
#ifndef KRAV_WIRE_BYTES_H
#define KRAV_WIRE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "krav/plugin.h"

struct wire_out {
    uint8_t *ptr;
    size_t len, cap;
};

void wire_out_fini(struct wire_out *out);
uint8_t *wire_out_take(struct wire_out *out, size_t n); /* n fresh bytes at the end */
void wire_put_u16(struct wire_out *out, uint16_t v);
void wire_put_u32(struct wire_out *out, uint32_t v);
void wire_put_u64(struct wire_out *out, uint64_t v);
void wire_put_str(struct wire_out *out, krav_str s); /* absent and empty stay different */

struct wire_in {
    const uint8_t *ptr;
    size_t left;
    bool failed;
};

uint16_t wire_get_u16(struct wire_in *in);
uint32_t wire_get_u32(struct wire_in *in);
uint64_t wire_get_u64(struct wire_in *in);
krav_str wire_get_str(struct wire_in *in); /* borrows from the input */
/* True if everything was there and nothing is left over. */
bool wire_in_ends(const struct wire_in *in);

/* malloc and realloc that stop the process instead of returning NULL. */
void *wire_alloc(size_t size);
void *wire_grow(void *ptr, size_t size);

#endif
