/* link.h - the worker's end of the socketpair: frames out, collected and sent in large writes.
 *
 * Frames gather in a buffer and go out when it passes 64 KiB, before the next call is handed to
 * the plugin, before the loop waits, and at once when another thread than the loop's answers.  Writing blocks: that is the plugin's
 * back-pressure, and the host never blocks, so it cannot deadlock.
 *
 * Everything here is [any] between link_lock and link_unlock. */
#ifndef KRAV_WORKER_LINK_H
#define KRAV_WORKER_LINK_H

#include <pthread.h>

#include "wire/frame.h"
#include "wire/layout.h"

struct link {
    int fd;
    pthread_t loop_thread;
    pthread_mutex_t lock;
    struct wire_out out;
};

void link_init(struct link *l, int fd);
void link_lock(struct link *l);
/* Sends what has gathered if it is time to, and unlocks. */
void link_unlock(struct link *l);
void link_flush(struct link *l); /* locks by itself */
/* One frame holding one record, locked by itself.  False if it is malformed or too large. */
bool link_send(struct link *l, enum wire_kind kind, uint64_t id, const struct wire_layout *layout,
               const void *record);

#endif
