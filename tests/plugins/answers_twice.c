/* answers_twice - DONE, then REFUSED, for one call; and a call that was never made. */
#include "citizen.h"

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_host *host = host_of(plugin);
    krav_call other = *call;
    (void)letter;
    other.id += 1000;
    krav_answer_done(host, call, call->key, NULL);
    krav_answer_refused(host, call, KRAV_STR("on second thoughts"));
    krav_answer_done(host, &other, call->key, NULL);
    return KRAV_E_INVALID; /* too late to take it back */
}

CITIZEN_CHANNEL("no.krav.test.answers_twice");
