/* hang_constructor - never comes back from dlopen. */
#include "citizen.h"

#include <poll.h>

__attribute__((constructor)) static void wait_for_ever(void) { poll(NULL, 0, -1); }

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    (void)letter;
    krav_answer_done(host_of(plugin), call, call->key, NULL);
    return KRAV_OK;
}

CITIZEN_CHANNEL("no.krav.test.hang_constructor");
