#include "wire/frame.h"

#include <stdlib.h>
#include <string.h>

#define ROOM ((size_t)64 << 10)

size_t wire_begin(struct wire_out *out, enum wire_kind kind, uint64_t id) {
    const size_t begin = out->len;
    wire_put_u32(out, 0);
    wire_put_u16(out, (uint16_t)kind);
    wire_put_u16(out, WIRE_VERSION);
    wire_put_u64(out, id);
    return begin;
}

bool wire_end(struct wire_out *out, size_t begin) {
    const size_t len = out->len - begin;
    out->len = begin;
    if (len > WIRE_MAX) {
        return false;
    }
    wire_put_u32(out, (uint32_t)len);
    out->len = begin + len;
    return true;
}

void wire_stream_fini(struct wire_stream *s) {
    free(s->ptr);
    *s = (struct wire_stream){0};
}

uint8_t *wire_stream_room(struct wire_stream *s, size_t *room) {
    if (s->begin > 0) {
        memmove(s->ptr, s->ptr + s->begin, s->end - s->begin);
        s->end -= s->begin;
        s->begin = 0;
    }
    if (s->cap - s->end < ROOM) {
        s->cap = s->cap * 2 > s->end + ROOM ? s->cap * 2 : s->end + ROOM;
        s->ptr = wire_grow(s->ptr, s->cap);
    }
    *room = s->cap - s->end;
    return s->ptr + s->end;
}

void wire_stream_filled(struct wire_stream *s, size_t n) { s->end += n; }

int wire_stream_next(struct wire_stream *s, struct wire_frame *frame) {
    struct wire_in in = {.ptr = s->ptr + s->begin, .left = s->end - s->begin};
    if (in.left < WIRE_HEADER) {
        return 0;
    }
    const uint32_t len = wire_get_u32(&in);
    const uint16_t kind = wire_get_u16(&in);
    const uint16_t version = wire_get_u16(&in);
    const uint64_t id = wire_get_u64(&in);
    if (len < WIRE_HEADER || len > WIRE_MAX || version != WIRE_VERSION || kind < WIRE_HELLO ||
        kind > WIRE_BYE) {
        return -1;
    }
    if (s->end - s->begin < len) {
        return 0;
    }
    in.left = len - WIRE_HEADER;
    *frame = (struct wire_frame){(enum wire_kind)kind, id, in};
    s->begin += len;
    return 1;
}
