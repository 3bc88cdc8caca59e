/* floods_answers - answers calls that nobody made, without end. */
#include "citizen.h"

#include <unistd.h>

#include "wire/frame.h"
#include "wire/records.h"

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_answer answer = {.size = sizeof answer, .outcome = KRAV_DONE};
    (void)plugin, (void)letter;
    for (uint64_t id = call->id + 1;; id++) {
        struct wire_out out = {0};
        const size_t begin = wire_begin(&out, WIRE_ANSWER, id);
        (void)wire_encode(&out, &wire_answer, &answer);
        wire_put_u32(&out, 0);
        (void)wire_end(&out, begin);
        if (write(3, out.ptr, out.len) != (ssize_t)out.len) {
            return KRAV_E_IO;
        }
        wire_out_fini(&out);
    }
}

CITIZEN_CHANNEL("no.krav.test.floods_answers");
