#include "wire/layout.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 3

struct wire_block {
    struct wire_block *next;
    max_align_t bytes[];
};

static void *pool_take(struct wire_pool *pool, size_t size) {
    struct wire_block *block = wire_alloc(sizeof *block + size);
    block->next = pool->blocks;
    pool->blocks = block;
    return block->bytes;
}

void wire_pool_fini(struct wire_pool *pool) {
    while (pool->blocks) {
        struct wire_block *next = pool->blocks->next;
        free(pool->blocks);
        pool->blocks = next;
    }
}

static size_t width_of(enum wire_type type) {
    switch (type) {
    case WIRE_32:
        return sizeof(uint32_t);
    case WIRE_64:
        return sizeof(uint64_t);
    case WIRE_STR:
        return sizeof(krav_str);
    case WIRE_LIST:
        return sizeof(void *);
    }
    abort();
}

/* ---- encoding ------------------------------------------------------------------------------ */

static bool encode_list(struct wire_out *out, const struct wire_field *f, const uint8_t *record) {
    const uint8_t *items;
    uint32_t n, stride = 0;
    memcpy(&items, record + f->offset, sizeof items);
    memcpy(&n, record + f->count_offset, sizeof n);
    if (n > 0 && !items) {
        return false;
    }
    wire_put_u32(out, n);
    for (uint32_t i = 0; i < n; i++) {
        /* The sender's own size is the distance between its elements. */
        const uint8_t *item = items + (size_t)i * stride;
        uint32_t size;
        memcpy(&size, item, sizeof size);
        if (i == 0) {
            stride = size;
        }
        if (size != stride || size % f->of->align != 0 || !wire_encode(out, f->of, item)) {
            return false;
        }
    }
    return true;
}

static bool encode_str(struct wire_out *out, const uint8_t *at) {
    krav_str s;
    memcpy(&s, at, sizeof s);
    if ((!s.ptr && s.len > 0) || s.len >= UINT32_MAX) {
        return false;
    }
    wire_put_str(out, s);
    return true;
}

static bool encode_field(struct wire_out *out, const struct wire_field *f, const uint8_t *record) {
    uint32_t v32;
    uint64_t v64;
    switch (f->type) {
    case WIRE_32:
        memcpy(&v32, record + f->offset, sizeof v32);
        wire_put_u32(out, v32);
        return true;
    case WIRE_64:
        memcpy(&v64, record + f->offset, sizeof v64);
        wire_put_u64(out, v64);
        return true;
    case WIRE_STR:
        return encode_str(out, record + f->offset);
    case WIRE_LIST:
        return encode_list(out, f, record);
    }
    abort();
}

static void encode_absent(struct wire_out *out, enum wire_type type) {
    if (type == WIRE_64) {
        wire_put_u64(out, 0);
    } else if (type == WIRE_STR) {
        wire_put_str(out, (krav_str){NULL, 0});
    } else {
        wire_put_u32(out, 0);
    }
}

bool wire_encode(struct wire_out *out, const struct wire_layout *layout, const void *record) {
    const size_t begin = out->len;
    uint32_t size;
    memcpy(&size, record, sizeof size);
    if (size < sizeof size) {
        return false;
    }
    for (uint32_t i = 0; i < layout->n; i++) {
        const struct wire_field *f = &layout->fields[i];
        if (f->offset + width_of(f->type) > size) {
            encode_absent(out, f->type);
        } else if (!encode_field(out, f, record)) {
            out->len = begin;
            return false;
        }
    }
    return true;
}

/* ---- decoding ------------------------------------------------------------------------------ */

static bool decode_at(struct wire_in *in, const struct wire_layout *layout, uint8_t *record,
                      struct wire_pool *pool, int depth);

static size_t least_encoded(const struct wire_layout *layout) {
    size_t n = 0;
    for (uint32_t i = 0; i < layout->n; i++) {
        n += layout->fields[i].type == WIRE_64 ? 8 : 4;
    }
    return n;
}

static bool decode_list(struct wire_in *in, const struct wire_field *f, uint8_t *record,
                        struct wire_pool *pool, int depth) {
    const uint32_t n = wire_get_u32(in);
    /* A count that the input cannot hold is refused before memory is taken for it. */
    if (in->failed || depth == 0 || n > in->left / least_encoded(f->of)) {
        return false;
    }
    if (n == 0) {
        return true;
    }
    uint8_t *items = pool_take(pool, (size_t)n * f->of->size);
    for (uint32_t i = 0; i < n; i++) {
        if (!decode_at(in, f->of, items + (size_t)i * f->of->size, pool, depth - 1)) {
            return false;
        }
    }
    memcpy(record + f->offset, &items, sizeof items);
    memcpy(record + f->count_offset, &n, sizeof n);
    return true;
}

static bool decode_at(struct wire_in *in, const struct wire_layout *layout, uint8_t *record,
                      struct wire_pool *pool, int depth) {
    memset(record, 0, layout->size);
    memcpy(record, &layout->size, sizeof layout->size);
    for (uint32_t i = 0; i < layout->n; i++) {
        const struct wire_field *f = &layout->fields[i];
        if (f->type == WIRE_32) {
            const uint32_t v = wire_get_u32(in);
            memcpy(record + f->offset, &v, sizeof v);
        } else if (f->type == WIRE_64) {
            const uint64_t v = wire_get_u64(in);
            memcpy(record + f->offset, &v, sizeof v);
        } else if (f->type == WIRE_STR) {
            const krav_str s = wire_get_str(in);
            memcpy(record + f->offset, &s, sizeof s);
        } else if (!decode_list(in, f, record, pool, depth)) {
            return false;
        }
    }
    return !in->failed;
}

bool wire_decode(struct wire_in *in, const struct wire_layout *layout, void *record,
                 struct wire_pool *pool) {
    return decode_at(in, layout, record, pool, MAX_DEPTH);
}
