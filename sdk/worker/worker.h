/* worker.h - what one krav-worker holds: a plugin, its calls, and the way back to the host.
 *
 *     socket ──ASK──▶ serve.c ──▶ plugin ──▶ host.c ──RECORD, ANSWER, LOG──▶ link.c ──▶ socket
 *
 * One process, one plugin, one loop thread.  Threads of the plugin may only answer, log and read
 * the clock: that touches `link` and `calls`, both under the link's lock. */
#ifndef KRAV_WORKER_WORKER_H
#define KRAV_WORKER_WORKER_H

#include "wire/records.h"
#include "worker/link.h"

#define WORKER_MAX_CALLS 4096
#define WORKER_MAX_WAKES 64

struct open_call {
    uint64_t id;
    enum wire_ask ask;
    int fd; /* -1: none */
};

struct wake {
    krav_token token;
    int64_t due_ms; /* monotonic */
};

struct worker {
    struct link link;
    krav_host host;
    krav_plugin *plugin;
    struct wire_start start; /* borrows from start_bytes, which hold secrets */
    struct wire_pool start_pool;
    _Atomic krav_day today;
    int out_fd; /* the plugin's out/, or -1 */

    struct open_call *calls; /* under the link's lock; grows to WORKER_MAX_CALLS */
    size_t n_calls, cap_calls;
    uint64_t asking; /* the call being handed to the plugin right now, or 0 */
    uint64_t n_dropped_answers;

    struct wake wakes[WORKER_MAX_WAKES];
    size_t n_wakes;
    bool draining;
};

/* host.c: the tables a plugin sees. */
void worker_host_init(struct worker *w);
int64_t worker_mono_ms(void);
/* Answers on the plugin's behalf; nothing if the call is not open any more. */
void worker_answer(struct worker *w, uint64_t id, int32_t outcome, const char *reason);

/* files.c: krav.host.files/1. */
extern const krav_host_files worker_files;

/* serve.c: the loop.  Returns when the host is gone or all is drained. */
void worker_serve(struct worker *w, struct wire_stream *stream);
/* The next frame, waiting for it; false when the host is gone.  A frame may bring its file. */
struct wire_fds;
bool worker_read(struct worker *w, struct wire_stream *stream, struct wire_fds *fds);

#endif
