/* garbage - writes to the worker's own socket. */
#include "citizen.h"

#include <unistd.h>

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    (void)plugin;
    (void)call;
    (void)letter;
    static const char noise[] = "this is not a frame, and long enough to be taken for one";
    return write(3, noise, sizeof noise) < 0 ? KRAV_E_IO : KRAV_OK;
}

CITIZEN_CHANNEL("no.krav.test.garbage");
