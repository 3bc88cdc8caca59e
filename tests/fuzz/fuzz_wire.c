/* Whatever a worker may send: cut into frames, and every body read as every record. */
#include <stdint.h>
#include <string.h>

#include "wire/frame.h"
#include "wire/records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_as_everything(struct wire_in body) {
    for (size_t i = 0; wire_layouts[i]; i++) {
        union {
            max_align_t align;
            uint8_t bytes[512];
        } record;
        struct wire_pool pool = {0};
        struct wire_in in = body;
        (void)wire_decode(&in, wire_layouts[i], record.bytes, &pool);
        wire_pool_fini(&pool);
    }
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
        }
        if (got < 0) {
            break;
        }
    }
    wire_stream_fini(&stream);
    return 0;
}
