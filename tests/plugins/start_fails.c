/* start_fails - is not content with its settings. */
#include "citizen.h"

static int32_t start(krav_plugin *plugin) {
    krav_log(host_of(plugin), KRAV_LOG_ERROR, KRAV_STR("the moon is wrong"));
    return KRAV_E_INVALID;
}

static const krav_hooks hooks = {.start = start};
CITIZEN_IDLE("no.krav.test.start_fails");
