/* floods_facts - submits records for a file without ever coming to an end. */
#include "citizen.h"

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    const krav_host *host = host_of(plugin);
    const krav_host_facts *facts = host->extension(host, KRAV_HOST_FACTS);
    const krav_receipt receipt = {.size = sizeof receipt, .key = KRAV_STR("again")};
    (void)fd, (void)name, (void)size;
    while (facts->receipt(host, call->id, &receipt) == KRAV_OK) {
    }
    return KRAV_E_IO;
}

CITIZEN_INTAKE("no.krav.test.floods_facts");
