/* answers_late - keeps a call until it is cancelled, and answers then. */
#include "citizen.h"

static void cancel(krav_plugin *plugin, krav_call_id id) {
    const krav_call call = {.size = sizeof call, .id = id};
    krav_answer_done(host_of(plugin), &call, KRAV_STR("late"), NULL);
}

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    (void)call;
    (void)letter;
    plugin->cancel = cancel;
    return KRAV_OK;
}

CITIZEN_CHANNEL("no.krav.test.answers_late");
