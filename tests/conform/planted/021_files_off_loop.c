/* Breaks: plugin.h, files.put is [loop]; a thread of its own calls it, without asking anybody.
 * Suffers: two at once on the pipe to the host, and records cut into one another. */
#define _GNU_SOURCE
#include <pthread.h>

#include "sane.h"

struct job {
    krav_plugin *plugin;
    const krav_call *call;
    const krav_letter *letter;
    int32_t rc;
};

static void *work(void *ctx) {
    struct job *job = ctx;
    job->rc = sane_send(job->plugin, job->call, job->letter);
    return NULL;
}

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct job job = {plugin, call, letter, KRAV_OK};
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, &job) != 0) {
        return KRAV_E_BUSY;
    }
    pthread_join(thread, NULL);
    return job.rc;
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "off_loop", .needs = needs, .flags = KRAV_USES_THREADS);
