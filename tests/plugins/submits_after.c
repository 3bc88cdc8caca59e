/* submits_after - goes on submitting when the call is answered, and for calls not its own. */
#include "citizen.h"

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    const krav_host *host = host_of(plugin);
    const krav_host_facts *facts = host->extension(host, KRAV_HOST_FACTS);
    const krav_receipt receipt = {.size = sizeof receipt, .key = KRAV_STR("k")};
    (void)fd;
    (void)name;
    (void)size;
    const int other = facts->receipt(host, call->id + 1, &receipt) == KRAV_E_STATE;
    krav_answer_done(host, call, other ? KRAV_STR("told so") : KRAV_STR("taken"), NULL);
    if (facts->receipt(host, call->id, &receipt) != KRAV_E_STATE ||
        facts->fault(host, call->id, 1, KRAV_STR("late")) != KRAV_E_STATE) {
        abort();
    }
    return KRAV_OK;
}

CITIZEN_INTAKE("no.krav.test.submits_after");
