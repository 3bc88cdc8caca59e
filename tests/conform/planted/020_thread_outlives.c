/* Breaks: plugin.h, destroy(): "nothing runs after".  A detached thread looks at the state now and
 * then, for ever.
 * Suffers: it reads freed memory, and after the swap of the library, code that is gone. */
#define _GNU_SOURCE
#include <pthread.h>
#include <unistd.h>

#include "sane.h"

struct watched {
    krav_frame frame;
    volatile int calls;
};

static void *watch(void *ctx) {
    const struct watched *w = ctx;
    while (w->calls >= 0) {
        usleep(20000);
    }
    return NULL;
}

static int32_t start(krav_plugin *plugin) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, watch, plugin->impl) != 0) {
        return KRAV_E_IO;
    }
    pthread_detach(thread);
    return KRAV_OK;
}

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    struct watched *w = (struct watched *)plugin->impl;
    w->calls = 1;
    krav_score_part parts[3];
    const uint32_t n = sane_parts(parts, subject);
    sane_score(w->frame.host, call, parts, n);
    return KRAV_OK;
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget, .start = start};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(struct watched, PROVIDES, hooks, "watcher", .needs = NULL, .flags = KRAV_USES_THREADS);
