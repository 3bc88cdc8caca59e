/* Breaks: plugin.h, destroy(): it waits for a thread that waits for work, and signals before it
 * has the lock: sooner or later the signal is lost; here, if it was ever asked.
 * Suffers: a swap that never ends, and a worker that is killed each time. */
#define _GNU_SOURCE
#include <pthread.h>

#include "sane.h"

struct waits {
    krav_frame frame;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t more;
    int asked;
    int runs;
};

static void *work(void *ctx) {
    struct waits *w = ctx;
    pthread_mutex_lock(&w->lock);
    pthread_cond_wait(&w->more, &w->lock);
    while (w->asked) {
        pthread_cond_wait(&w->more, &w->lock);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

static int32_t start(krav_plugin *plugin) {
    struct waits *w = (struct waits *)plugin->impl;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->more, NULL);
    w->runs = pthread_create(&w->thread, NULL, work, w) == 0;
    return w->runs ? KRAV_OK : KRAV_E_IO;
}

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    struct waits *w = (struct waits *)plugin->impl;
    w->asked = 1;
    krav_score_part parts[3];
    const uint32_t n = sane_parts(parts, subject);
    sane_score(w->frame.host, call, parts, n);
    return KRAV_OK;
}

static void stop(krav_plugin *plugin) {
    struct waits *w = (struct waits *)plugin->impl;
    if (w->runs) {
        pthread_cond_signal(&w->more);
        pthread_join(w->thread, NULL);
    }
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget, .start = start, .close = stop};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(struct waits, PROVIDES, hooks, "waits", .needs = NULL, .flags = KRAV_USES_THREADS);
