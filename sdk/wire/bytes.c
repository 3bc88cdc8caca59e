#include "wire/bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ABSENT UINT32_MAX

void *wire_alloc(size_t size) {
    return memset(wire_grow(NULL, size), 0, size);
}

void *wire_grow(void *ptr, size_t size) {
    void *grown = realloc(ptr, size ? size : 1);
    if (!grown) {
        fputs("krav: out of memory\n", stderr);
        abort();
    }
    return grown;
}

void wire_out_fini(struct wire_out *out) {
    free(out->ptr);
    *out = (struct wire_out){0};
}

uint8_t *wire_out_take(struct wire_out *out, size_t n) {
    if (out->cap - out->len < n) {
        size_t cap = out->cap ? out->cap : 4096;
        while (cap - out->len < n) {
            cap *= 2;
        }
        out->ptr = wire_grow(out->ptr, cap);
        out->cap = cap;
    }
    uint8_t *at = out->ptr + out->len;
    out->len += n;
    return at;
}

static void put_le(uint8_t *at, uint64_t v, size_t n) {
    for (size_t i = 0; i < n; i++) {
        at[i] = (uint8_t)(v >> (8 * i));
    }
}

static uint64_t get_le(struct wire_in *in, size_t n) {
    if (in->failed || in->left < n) {
        in->failed = true;
        return 0;
    }
    uint64_t v = 0;
    for (size_t i = 0; i < n; i++) {
        v |= (uint64_t)in->ptr[i] << (8 * i);
    }
    in->ptr += n;
    in->left -= n;
    return v;
}

void wire_put_u16(struct wire_out *out, uint16_t v) { put_le(wire_out_take(out, 2), v, 2); }
void wire_put_u32(struct wire_out *out, uint32_t v) { put_le(wire_out_take(out, 4), v, 4); }
void wire_put_u64(struct wire_out *out, uint64_t v) { put_le(wire_out_take(out, 8), v, 8); }

void wire_put_str(struct wire_out *out, krav_str s) {
    wire_put_u32(out, s.ptr ? (uint32_t)s.len : ABSENT);
    if (s.ptr && s.len > 0) {
        memcpy(wire_out_take(out, s.len), s.ptr, s.len);
    }
}

uint16_t wire_get_u16(struct wire_in *in) { return (uint16_t)get_le(in, 2); }
uint32_t wire_get_u32(struct wire_in *in) { return (uint32_t)get_le(in, 4); }
uint64_t wire_get_u64(struct wire_in *in) { return get_le(in, 8); }

krav_str wire_get_str(struct wire_in *in) {
    const uint32_t len = wire_get_u32(in);
    if (in->failed || len == ABSENT) {
        return (krav_str){NULL, 0};
    }
    if (len > in->left) {
        in->failed = true;
        return (krav_str){NULL, 0};
    }
    krav_str s = {(const char *)in->ptr, len};
    in->ptr += len;
    in->left -= len;
    return s;
}

bool wire_in_ends(const struct wire_in *in) { return !in->failed && in->left == 0; }
