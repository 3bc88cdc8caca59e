/* hang - never comes back from its channel. */
#include "citizen.h"

#include <poll.h>

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    (void)plugin;
    (void)call;
    (void)letter;
    while (poll(NULL, 0, -1) != 1) {
    }
    return KRAV_OK;
}

CITIZEN_CHANNEL("no.krav.test.hang");
