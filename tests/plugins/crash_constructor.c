/* crash_constructor - dies inside dlopen, before anybody could check anything. */
#include "citizen.h"

__attribute__((constructor)) static void fall(void) { abort(); }

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    (void)letter;
    krav_answer_done(host_of(plugin), call, call->key, NULL);
    return KRAV_OK;
}

CITIZEN_CHANNEL("no.krav.test.crash_constructor");
