/* chatters - has 10,000 lines to say about one letter. */
#include "citizen.h"

#include <stdio.h>

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    (void)letter;
    for (int i = 0; i < 10000; i++) {
        char line[32];
        snprintf(line, sizeof line, "chatter %d", i);
        krav_log(host_of(plugin), KRAV_LOG_INFO, krav_str_of(line));
    }
    krav_answer_done(host_of(plugin), call, call->key, NULL);
    return KRAV_OK;
}

CITIZEN_CHANNEL("no.krav.test.chatters");
