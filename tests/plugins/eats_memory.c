/* eats_memory - takes memory, and uses it, until there is none. */
#include "citizen.h"

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    enum { PIECE = 64 << 20, MANY = 64 };
    static void *pieces[MANY];
    int n = 0;
    (void)letter;
    while (n < MANY && (pieces[n] = malloc(PIECE)) != NULL) {
        memset(pieces[n++], 1, PIECE);
    }
    const int is_stopped = n < MANY;
    while (n > 0) {
        free(pieces[--n]);
    }
    krav_answer_done(host_of(plugin), call, is_stopped ? KRAV_STR("stopped") : KRAV_STR("4 GiB"),
                     NULL);
    return KRAV_OK;
}

CITIZEN_CHANNEL("no.krav.test.eats_memory");
