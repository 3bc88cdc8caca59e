/* threads - answers every call from a thread of its own. */
#include "citizen.h"

#include <pthread.h>

struct errand {
    const krav_host *host;
    krav_call call;
};

static void *run(void *arg) {
    struct errand *e = arg;
    krav_answer_done(e->host, &e->call, KRAV_STR("from afar"), NULL);
    free(e);
    return NULL;
}

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    pthread_t thread;
    struct errand *e = malloc(sizeof *e);
    (void)letter;
    if (!e) {
        return KRAV_E_NOMEM;
    }
    *e = (struct errand){host_of(plugin), *call};
    if (pthread_create(&thread, NULL, run, e) != 0) {
        free(e);
        return KRAV_E_BUSY;
    }
    pthread_detach(thread);
    return KRAV_OK;
}

CITIZEN_CHANNEL_USING("no.krav.test.threads", KRAV_USES_THREADS);
