/* never_answers - accepts every call and forgets it. */
#include "citizen.h"

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    (void)plugin;
    (void)call;
    (void)letter;
    return KRAV_OK;
}

CITIZEN_CHANNEL("no.krav.test.never_answers");
