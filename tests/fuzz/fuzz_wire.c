/* Whatever may come over the wire, either way: cut into frames; every body read as every record, and as
 * every question.  What can be read is written again as the same bytes. */
#include <stdint.h>
#include <string.h>

#include "target.h"
#include "wire/frame.h"
#include "wire/records.h"

static void read_as_everything(struct wire_in body) {
    for (size_t i = 0; wire_layouts[i]; i++) {
        union {
            max_align_t align;
            uint8_t bytes[512];
        } record;
        struct wire_pool pool = {0};
        struct wire_in in = body;
        promise(wire_layouts[i]->size <= sizeof record);
        if (wire_decode(&in, wire_layouts[i], record.bytes, &pool)) {
            struct wire_out out = {0};
            promise(wire_encode(&out, wire_layouts[i], record.bytes));
            promise(out.len == body.left - in.left && memcmp(out.ptr, body.ptr, out.len) == 0);
            wire_out_fini(&out);
        }
        wire_pool_fini(&pool);
    }
}

/* As the worker reads what the host asks. */
static void read_as_question(struct wire_in body) {
    const struct wire_ask_row *row = wire_ask_row(wire_get_u32(&body));
    union wire_any_record argument;
    krav_call call;
    struct wire_pool pool = {0};
    if (row && wire_decode(&body, &wire_call, &call, &pool) && row->argument) {
        (void)wire_decode(&body, row->argument, &argument, &pool);
    }
    wire_pool_fini(&pool);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct wire_stream stream = {0};
    struct wire_frame frame;
    size_t room;
    while (size > 0) {
        uint8_t *at = wire_stream_room(&stream, &room);
        const size_t n = size < room ? size : room;
        memcpy(at, data, n);
        wire_stream_filled(&stream, n);
        data += n;
        size -= n;
        int got;
        while ((got = wire_stream_next(&stream, &frame)) == 1) {
            read_as_everything(frame.body);
            read_as_question(frame.body);
        }
        if (got < 0) {
            break;
        }
    }
    wire_stream_fini(&stream);
    return 0;
}
