/* prints - talks on stdout and stderr, where nobody asked it to. */
#include "citizen.h"

#include <stdio.h>

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    (void)letter;
    puts("hello from stdout");
    fflush(stdout);
    fputs("and from stderr\n", stderr);
    krav_answer_done(host_of(plugin), call, call->key, NULL);
    return KRAV_OK;
}

CITIZEN_CHANNEL("no.krav.test.prints");
