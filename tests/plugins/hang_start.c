/* hang_start - never comes back from start(). */
#include "citizen.h"

#include <poll.h>

static int32_t start(krav_plugin *plugin) {
    (void)plugin;
    return poll(NULL, 0, -1) == 0 ? KRAV_OK : KRAV_E_STATE;
}

static const krav_hooks hooks = {.start = start};
CITIZEN_IDLE("no.krav.test.hang_start");
