/* Good: a score that one thread works out and answers, while the loop goes on.  It is declared,
 * owns what it is given, and is joined in close(). */
#define _GNU_SOURCE
#include <pthread.h>

#include "../planted/sane.h"

#define N 32

struct asked {
    krav_call_id id;
    krav_day today;
    int points;
};

struct threaded {
    krav_frame frame;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t more, less;
    int ends;
    size_t n; /* waiting, and the one at work */
    struct asked queue[N];
};

static struct threaded *of(krav_plugin *plugin) { return (struct threaded *)plugin->impl; }

static void answer(const struct threaded *t, const struct asked *a) {
    const krav_score_part part = {sizeof part, a->points, KRAV_STR("where everybody begins")};
    const krav_call call = {.size = sizeof call, .id = a->id, .today = a->today};
    sane_score(t->frame.host, &call, &part, 1);
}

static void *work(void *ctx) {
    struct threaded *t = ctx;
    pthread_mutex_lock(&t->lock);
    while (t->n > 0 || !t->ends) {
        if (t->n == 0) {
            pthread_cond_wait(&t->more, &t->lock);
            continue;
        }
        const struct asked a = t->queue[0];
        pthread_mutex_unlock(&t->lock);
        answer(t, &a);
        pthread_mutex_lock(&t->lock);
        t->n--;
        memmove(t->queue, t->queue + 1, t->n * sizeof t->queue[0]);
        pthread_cond_broadcast(&t->less);
    }
    pthread_mutex_unlock(&t->lock);
    return NULL;
}

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    struct threaded *t = of(plugin);
    const struct asked a = {call->id, call->today, subject->exposure > 5000000 ? 40 : 50};
    pthread_mutex_lock(&t->lock);
    const int fits = t->n < N;
    if (fits) {
        t->queue[t->n++] = a;
        pthread_cond_signal(&t->more);
    }
    pthread_mutex_unlock(&t->lock);
    return fits ? KRAV_OK : KRAV_E_BUSY;
}

static int32_t start(krav_plugin *plugin) {
    struct threaded *t = of(plugin);
    pthread_mutex_init(&t->lock, NULL);
    pthread_cond_init(&t->more, NULL);
    pthread_cond_init(&t->less, NULL);
    return pthread_create(&t->thread, NULL, work, t) == 0 ? KRAV_OK : KRAV_E_IO;
}

/* What is in flight is answered before it returns. */
static void drain(krav_plugin *plugin) {
    struct threaded *t = of(plugin);
    pthread_mutex_lock(&t->lock);
    while (t->n > 0) {
        pthread_cond_wait(&t->less, &t->lock);
    }
    pthread_mutex_unlock(&t->lock);
}

static void stop(krav_plugin *plugin) {
    struct threaded *t = of(plugin);
    if (!t->thread) {
        return;
    }
    pthread_mutex_lock(&t->lock);
    t->ends = 1;
    pthread_cond_signal(&t->more);
    pthread_mutex_unlock(&t->lock);
    pthread_join(t->thread, NULL);
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {
    .start = start, .drain = drain, .close = stop, .recall = sane_forget};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(struct threaded, PROVIDES, hooks, "threaded", .flags = KRAV_USES_THREADS,
            .needs = NULL);
