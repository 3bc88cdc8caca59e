/* remote.h - one worker process and the wire to it, on a libuv loop.
 *
 * Frames written within one turn of the loop leave together, before it waits.  `gone` comes
 * exactly once, after the process has ended and all that it sent has been read.
 *
 * Memory: remote_spawn, then remote_release at any time: it kills what lives, and frees when the
 * last handle is closed (n_open counts down to 0). */
#ifndef KRAV_PLUG_REMOTE_H
#define KRAV_PLUG_REMOTE_H

#include <uv.h>

#include "base/status.h"
#include "base/text.h"
#include "wire/frame.h"

struct remote_events {
    void *ctx;
    /* False: the stream is not to be trusted any more; the worker is killed. */
    bool (*frame)(void *ctx, struct wire_frame *frame);
    void (*output)(void *ctx, struct text line); /* stdout and stderr, by line */
    void (*gone)(void *ctx, struct text why);
};

struct remote_args {
    uv_loop_t *loop;
    const char *worker_path;
    const char *mode; /* "--describe" or "--serve" */
    const char *so;
    uint32_t uses;
    int *n_open; /* counts the handles not yet closed */
};

struct remote;
struct remote *remote_spawn(const struct remote_args *args, const struct remote_events *events,
                            struct status *st);
void remote_kill(struct remote *r);
/* No event comes after this.  From `gone`, or from outside the events. */
void remote_release(struct remote *r);

/* Append frames to remote_out, then remote_push.  A file descriptor goes with the frame that
 * begins at `begin`; it is taken over and closed. */
struct wire_out *remote_out(struct remote *r);
void remote_push(struct remote *r);
bool remote_takes_file(const struct remote *r); /* false: too many wait to be sent */
void remote_push_fd(struct remote *r, size_t begin, int fd);
size_t remote_queued(const struct remote *r); /* bytes not yet taken by the kernel */

#endif
