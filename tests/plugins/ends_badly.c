/* ends_badly - does what the letter's KID says when it is time to go:
 *
 *     exit     exits in drain()              drain    never comes back from drain()
 *     destroy  never comes back from it      close    closes the socket at once, and stays */
#include "citizen.h"

#include <unistd.h>

static void stay(krav_plugin *plugin) {
    (void)plugin;
    for (;;) {
        (void)pause();
    }
}

static void leave(krav_plugin *plugin) {
    (void)plugin;
    _exit(0);
}

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    if (krav_str_eq(letter->kid, KRAV_STR("close"))) {
        (void)close(3);
        stay(plugin);
    }
    if (krav_str_eq(letter->kid, KRAV_STR("destroy"))) {
        plugin->destroy = stay;
        krav_answer_done(host_of(plugin), call, KRAV_STR("soon"), NULL);
        return KRAV_OK;
    }
    plugin->drain = krav_str_eq(letter->kid, KRAV_STR("exit")) ? leave : stay;
    return KRAV_OK; /* and is never answered */
}

CITIZEN_CHANNEL("no.krav.test.ends_badly");
