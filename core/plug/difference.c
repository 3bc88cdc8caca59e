#include "plug/difference.h"

#include <string.h>

#define MAX_SHAPE 24
#define ROOM 1024 /* the largest record's struct; ensured by what decodes it */

/* Letters as A and a, digits as 9, anything beyond ASCII as a letter; signs stay. */
static void shape_add(struct buf *out, krav_str s) {
    if (!s.ptr) {
        buf_add_str(out, "nothing");
        return;
    }
    if (s.len > MAX_SHAPE) {
        buf_addf(out, "%zu bytes", s.len);
        return;
    }
    buf_add_char(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        const char c = s.ptr[i];
        const bool is_upper = c >= 'A' && c <= 'Z';
        const bool is_sign = (c >= ' ' && c <= '/') || (c >= ':' && c <= '@');
        if (((unsigned char)c & 0xc0u) == 0x80u) {
            continue; /* the rest of a letter that has been counted */
        }
        buf_add_char(out, c >= '0' && c <= '9' ? '9' : is_upper ? 'A' : is_sign ? c : 'a');
    }
    buf_add_char(out, '"');
}

static void number_add(struct buf *out, const struct wire_field *f, const uint8_t *record) {
    int32_t v32;
    int64_t v64;
    if (f->type == WIRE_32) {
        memcpy(&v32, record + f->offset, sizeof v32);
        v64 = v32;
    } else {
        memcpy(&v64, record + f->offset, sizeof v64);
    }
    buf_add_i64(out, v64);
}

static void field_add(struct buf *out, const struct wire_field *f, const uint8_t *record) {
    krav_str s;
    uint32_t n;
    switch (f->type) {
    case WIRE_32:
    case WIRE_64:
        number_add(out, f, record);
        break;
    case WIRE_STR:
        memcpy(&s, record + f->offset, sizeof s);
        shape_add(out, s);
        break;
    case WIRE_LIST:
        memcpy(&n, record + f->count_offset, sizeof n);
        buf_addf(out, "%u of them", n);
        break;
    }
}

/* Two fields are equal if they are sent as the same bytes. */
static bool field_is_equal(const struct wire_layout *layout, uint32_t i, const uint8_t *one,
                           const uint8_t *other) {
    const struct wire_layout alone = {layout->name, layout->size, layout->align, 1,
                                      &layout->fields[i]};
    struct wire_out a = {0}, b = {0};
    const bool encoded = wire_encode(&a, &alone, one) && wire_encode(&b, &alone, other);
    const bool equal = encoded && a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
    wire_out_fini(&a);
    wire_out_fini(&b);
    return equal;
}

void difference_say(const struct wire_layout *layout, struct wire_in one, struct wire_in other,
                    struct buf *out) {
    union {
        max_align_t align;
        uint8_t bytes[ROOM];
    } a, b;
    struct wire_pool pool = {0};
    const char *comma = "";
    if (layout->size <= ROOM && wire_decode(&one, layout, a.bytes, &pool) &&
        wire_decode(&other, layout, b.bytes, &pool)) {
        for (uint32_t i = 0; i < layout->n; i++) {
            if (!field_is_equal(layout, i, a.bytes, b.bytes)) {
                buf_addf(out, "%s%s ", comma, layout->fields[i].name);
                field_add(out, &layout->fields[i], a.bytes);
                buf_add_str(out, " / ");
                field_add(out, &layout->fields[i], b.bytes);
                comma = ", ";
            }
        }
    }
    wire_pool_fini(&pool);
}
