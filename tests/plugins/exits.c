/* exits - answers the first letter, ends the process at a letter without a KID. */
#include "citizen.h"

#include <unistd.h>

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    if (!letter->kid.ptr) {
        _exit(3);
    }
    krav_answer_done(host_of(plugin), call, call->key, NULL);
    return KRAV_OK;
}

CITIZEN_CHANNEL("no.krav.test.exits");
