/* Breaks: README, KRAV_USES_THREADS is not declared: a thread that cannot be had is done without.
 * Suffers: at the agency everything runs ten times as slowly as at the maker's. */
#define _GNU_SOURCE
#include <pthread.h>

#include "sane.h"

static void *work(void *ctx) { return ctx; }

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL) == 0) {
        pthread_join(thread, NULL);
    }
    krav_score_part parts[3];
    const uint32_t n = sane_parts(parts, subject);
    sane_score(krav_frame_of(plugin)->host, call, parts, n);
    return KRAV_OK;
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "quiet_thread", .needs = NULL);
