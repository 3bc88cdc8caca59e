/* frames - writes to the wire what is no frame, or not its to write: the letter's KID says what.
 *
 *     long     a length of 2 GiB            half     a header and a piece, then nothing
 *     tiny     a length shorter than itself lies     a text that is longer than its frame
 *     ready    READY once more              bye      a farewell with a call open
 *     start    a frame that only a host sends */
#include "citizen.h"

#include <unistd.h>

#include "wire/frame.h"
#include "wire/records.h"

static void put_header(struct wire_out *out, uint32_t length, enum wire_kind kind, uint64_t id) {
    wire_put_u32(out, length);
    wire_put_u16(out, (uint16_t)kind);
    wire_put_u16(out, WIRE_VERSION);
    wire_put_u64(out, id);
}

static void put_whole(struct wire_out *out, enum wire_kind kind, uint64_t id) {
    const struct wire_ready ready = {.size = sizeof ready, .rc = KRAV_OK};
    const size_t begin = wire_begin(out, kind, id);
    if (kind == WIRE_READY) {
        (void)wire_encode(out, &wire_ready, &ready);
    }
    (void)wire_end(out, begin);
}

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct wire_out out = {0};
    const krav_str what = letter->kid;
    (void)plugin;
    if (krav_str_eq(what, KRAV_STR("long"))) {
        put_header(&out, 0x7fffffffu, WIRE_ANSWER, call->id);
    } else if (krav_str_eq(what, KRAV_STR("tiny"))) {
        put_header(&out, 3, WIRE_ANSWER, call->id);
    } else if (krav_str_eq(what, KRAV_STR("half"))) {
        put_header(&out, 100, WIRE_ANSWER, call->id);
        wire_put_u32(&out, 1);
    } else if (krav_str_eq(what, KRAV_STR("lies"))) {
        put_header(&out, WIRE_HEADER + 8, WIRE_LOG, 0);
        wire_put_u32(&out, 1);
        wire_put_u32(&out, 0x7ffffff0u);
    } else {
        put_whole(&out,
                  krav_str_eq(what, KRAV_STR("ready")) ? WIRE_READY
                  : krav_str_eq(what, KRAV_STR("bye")) ? WIRE_BYE
                                                       : WIRE_START,
                  0);
    }
    const ssize_t n = write(3, out.ptr, out.len);
    wire_out_fini(&out);
    for (; n > 0;) {
        (void)pause();
    }
    return KRAV_E_IO;
}

CITIZEN_CHANNEL("no.krav.test.frames");
