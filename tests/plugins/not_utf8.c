/* not_utf8 - submits a Latin-1 name as if it were UTF-8, and calls that done. */
#include "citizen.h"

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    const krav_host *host = host_of(plugin);
    const krav_host_facts *facts = host->extension(host, KRAV_HOST_FACTS);
    const krav_claim claim = {
        .size = sizeof claim, .line = 12, .debtor_name = KRAV_STR("Bj\xf8rn")};
    (void)fd;
    (void)name;
    (void)size;
    (void)facts->claim(host, call->id, &claim);
    krav_answer_done(host, call, KRAV_STR("\xe6"), NULL);
    return KRAV_OK;
}

CITIZEN_INTAKE("no.krav.test.not_utf8");
