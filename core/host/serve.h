/* serve.h - the running service: one libuv loop, and work done between its turns.
 *
 *     callbacks ──flags, queues──▶ work: people first, then rules, files, the day, the outbox
 *
 * Nothing is done inside a callback.  Long work comes up for air between chunks (about 20 ms) and
 * lets a person's word through. */
#ifndef KRAV_HOST_SERVE_H
#define KRAV_HOST_SERVE_H

#include <uv.h>

#include "engine/shadows.h"
#include "host/home.h"

#define SERVE_WATCHES_MAX 64
#define SERVE_POLLS_MAX 64

struct request; /* one connection of the control socket */
struct http;

struct serve {
    struct cli *cli;
    struct home home;
    uv_pipe_t control;
    uv_timer_t tick;
    uv_signal_t signals[3];
    uv_fs_event_t watches[SERVE_WATCHES_MAX];
    uint32_t n_watches;
    struct request *requests; /* whole ones, first in first out */
    struct http *http;        /* NULL: no listener */
    int64_t poll_at_ms[SERVE_POLLS_MAX]; /* by plugin; 0: at the start */
    struct shadows_told shadows; /* what the book's tasks know of versions on trial */
    bool stop, reload;
    bool look;                /* something may have come in */
    int64_t not_before_ms;    /* after a failure: work again then */
    int64_t rules_changed_ms; /* rules/ changed then; 0: not */
};

/* serve_control.c */
bool serve_listen(struct serve *s);
/* Runs what was asked; `at_once`: only what may run between two chunks of other work. */
void serve_requests(struct serve *s, bool at_once);
/* Runs a command as if it had been asked for, its output to the log. */
int serve_self(struct serve *s, const char *command, const char *option); /* NULL: none */
void serve_hang_up(struct serve *s);

/* serve_http.c.  The listener, if krav.conf names one; false with st if it cannot be. */
bool serve_http_open(struct serve *s);
/* Answers what came over the web.  Not between two chunks of other work: it asks plugins itself. */
void serve_http(struct serve *s);
/* Asks those plugins for what is new whose time has come. */
void serve_polls(struct serve *s);

#endif
