/* forger - writes well-formed frames of its own: answers twice, speaks for calls that are not. */
#include "citizen.h"

#include <unistd.h>

#include "wire/frame.h"
#include "wire/records.h"

static void forge_answer(struct wire_out *out, uint64_t id) {
    const krav_answer answer = {.size = sizeof answer, .outcome = KRAV_DONE};
    const size_t begin = wire_begin(out, WIRE_ANSWER, id);
    (void)wire_encode(out, &wire_answer, &answer);
    wire_put_u32(out, 0);
    (void)wire_end(out, begin);
}

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct wire_out out = {0};
    const krav_receipt receipt = {.size = sizeof receipt, .key = KRAV_STR("forged")};
    (void)plugin;
    (void)letter;
    const size_t begin = wire_begin(&out, WIRE_RECORD, call->id);
    wire_put_u32(&out, WIRE_FACT_RECEIPT);
    (void)wire_encode(&out, &wire_receipt, &receipt);
    (void)wire_end(&out, begin);
    forge_answer(&out, call->id);
    forge_answer(&out, call->id);
    forge_answer(&out, call->id + 77);
    const ssize_t n = write(3, out.ptr, out.len);
    wire_out_fini(&out);
    return n > 0 ? KRAV_OK : KRAV_E_IO;
}

CITIZEN_CHANNEL("no.krav.test.forger");
