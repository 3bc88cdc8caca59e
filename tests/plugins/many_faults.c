/* many_faults - finds 500 faults in a file, one of them unreadable itself. */
#include "citizen.h"

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    const krav_host *host = host_of(plugin);
    const krav_host_facts *facts = host->extension(host, KRAV_HOST_FACTS);
    (void)fd;
    (void)name;
    (void)size;
    for (int64_t i = 1; i <= 500; i++) {
        facts->fault(host, call->id, i, i == 1 ? KRAV_STR("\xff") : KRAV_STR("wrong"));
    }
    krav_answer_refused(host, call, KRAV_STR("full of faults"));
    return KRAV_OK;
}

CITIZEN_INTAKE("no.krav.test.many_faults");
