/* crash_begin - dies in the middle of a file, after one record. */
#include "citizen.h"

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    const krav_host *host = host_of(plugin);
    const krav_host_facts *facts = host->extension(host, KRAV_HOST_FACTS);
    const krav_receipt receipt = {.size = sizeof receipt, .key = KRAV_STR("k")};
    (void)fd;
    (void)name;
    (void)size;
    (void)facts->receipt(host, call->id, &receipt);
    abort();
}

CITIZEN_INTAKE("no.krav.test.crash_begin");
