/* answers.c - the least a channel can do: says that the letter is sent. */
#include "plugins/citizen.h"

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    (void)letter;
    krav_answer_done(host_of(plugin), call, call->key, NULL);
    return KRAV_OK;
}

CITIZEN_CHANNEL("no.krav.bench.answers");
