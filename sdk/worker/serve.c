#include "worker/worker.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "wire/socket.h"

/* What is being asked; lives on the stack while the plugin is inside. */
struct question {
    enum wire_ask ask;
    krav_call call;
    union wire_any_record argument;
    int fd;
};

/* ---- asking the plugin ----------------------------------------------------------------------- */

static int32_t ask_recognise(struct worker *w, const krav_intake *table,
                             const struct question *q) {
    const struct wire_head *head = &q->argument.head;
    const int32_t score = table->recognise(w->plugin, head->head, head->name);
    const struct wire_likeness result = {
        .size = sizeof result, .score = score < 0 ? 0 : score > 100 ? 100 : score};
    w->host.answer(&w->host, q->call.id,
                   &(krav_answer){.size = sizeof(krav_answer),
                                  .outcome = KRAV_DONE,
                                  .result = &result});
    return KRAV_OK;
}

static int32_t ask_begin(struct worker *w, const krav_intake *table, const struct question *q) {
    const struct wire_file *file = &q->argument.file;
    return table->begin(w->plugin, &q->call, q->fd, file->name, file->n_bytes);
}

static int32_t ask_poll(struct worker *w, const krav_intake *table, const struct question *q) {
    return table->poll ? table->poll(w->plugin, &q->call) : KRAV_E_UNSUPPORTED;
}

/* KRAV_E_UNSUPPORTED if the table lacks the function. */
static int32_t ask_table(struct worker *w, const void *table, const struct question *q) {
    switch (q->ask) {
    case WIRE_ASK_RECOGNISE:
        return ask_recognise(w, table, q);
    case WIRE_ASK_BEGIN:
        return ask_begin(w, table, q);
    case WIRE_ASK_POLL:
        return ask_poll(w, table, q);
#define ASK_CASE(NAME, capability, table_type, slot, type, argument_layout, result)              \
    case WIRE_ASK_##NAME: {                                                                      \
        const table_type *t = table;                                                             \
        return t->slot ? t->slot(w->plugin, &q->call, (const type *)&q->argument)                \
                       : KRAV_E_UNSUPPORTED;                                                     \
    }
        WIRE_PLAIN_ASKS(ASK_CASE)
#undef ASK_CASE
    case WIRE_ASK_RECALL:
    case WIRE_ASK_END:
        break;
    }
    return KRAV_E_UNSUPPORTED;
}

static int32_t ask_plugin(struct worker *w, const struct question *q) {
    if (q->ask == WIRE_ASK_RECALL) {
        return w->plugin->recall ? w->plugin->recall(w->plugin, &q->call) : KRAV_E_UNSUPPORTED;
    }
    const void *table = w->plugin->extension
                            ? w->plugin->extension(w->plugin, wire_ask_row(q->ask)->capability)
                            : NULL;
    return table ? ask_table(w, table, q) : KRAV_E_UNSUPPORTED;
}

/* A call that was not accepted will not be answered by the plugin, so we do. */
static void answer_unaccepted(struct worker *w, const struct question *q, int32_t rc) {
    const bool passing = rc == KRAV_E_BUSY || rc == KRAV_E_NOMEM || rc == KRAV_E_STATE;
    if (q->ask == WIRE_ASK_RECALL) {
        worker_answer(w, q->call.id, KRAV_UNKNOWN, "the plugin cannot tell what became of it");
    } else if (passing) {
        worker_answer(w, q->call.id, KRAV_RETRY, "the plugin is busy");
    } else if (rc == KRAV_E_UNSUPPORTED) {
        worker_answer(w, q->call.id, KRAV_REFUSED, "the plugin does not do this");
    } else {
        worker_answer(w, q->call.id, KRAV_REFUSED, "the plugin did not accept the call");
    }
}

/* ---- frames ------------------------------------------------------------------------------------ */

static bool call_open(struct worker *w, const struct question *q) {
    link_lock(&w->link);
    bool room = w->n_calls < WORKER_MAX_CALLS;
    if (room && w->n_calls == w->cap_calls) {
        w->cap_calls = w->cap_calls ? w->cap_calls * 2 : 64;
        w->calls = wire_grow(w->calls, w->cap_calls * sizeof *w->calls);
    }
    if (room) {
        w->calls[w->n_calls++] = (struct open_call){q->call.id, q->ask, q->fd};
        w->asking = q->call.id;
    }
    link_unlock(&w->link);
    return room;
}

/* Ends the asking; closes the file of a call that was answered meanwhile. */
static void call_handed_over(struct worker *w, const struct question *q) {
    link_lock(&w->link);
    bool open = false;
    for (size_t i = 0; i < w->n_calls; i++) {
        open |= w->calls[i].id == q->call.id;
    }
    w->asking = 0;
    link_unlock(&w->link);
    if (!open && q->fd >= 0) {
        close(q->fd);
    }
}

static bool on_ask(struct worker *w, struct wire_frame *f, struct wire_fds *fds) {
    const uint32_t ask = wire_get_u32(&f->body);
    const struct wire_ask_row *row = wire_ask_row(ask);
    struct wire_pool pool = {0};
    struct question q = {.ask = (enum wire_ask)ask, .fd = -1};
    bool ok = row && wire_decode(&f->body, &wire_call, &q.call, &pool);
    ok = ok && (!row->argument || wire_decode(&f->body, row->argument, &q.argument, &pool));
    ok = ok && wire_in_ends(&f->body) && q.call.id == f->id;
    if (ok && q.ask == WIRE_ASK_BEGIN) {
        q.fd = wire_fds_take(fds);
        ok = q.fd >= 0;
    }
    ok = ok && call_open(w, &q);
    if (ok) {
        /* Should this call end the process, the answers before it are out. */
        link_flush(&w->link);
        atomic_store(&w->today, q.call.today);
        const int32_t rc = ask_plugin(w, &q);
        if (rc != KRAV_OK) {
            answer_unaccepted(w, &q, rc);
        }
        call_handed_over(w, &q);
    }
    wire_pool_fini(&pool);
    return ok;
}

static bool on_frame(struct worker *w, struct wire_frame *f, struct wire_fds *fds) {
    switch (f->kind) {
    case WIRE_ASK:
        return on_ask(w, f, fds);
    case WIRE_CANCEL:
        if (w->plugin->cancel) {
            w->plugin->cancel(w->plugin, f->id);
        }
        return link_send(&w->link, WIRE_PONG, f->id, NULL, NULL);
    case WIRE_DRAIN:
        w->draining = true;
        if (w->plugin->drain) {
            w->plugin->drain(w->plugin);
        }
        return true;
    case WIRE_HELLO:
    case WIRE_START:
    case WIRE_READY:
    case WIRE_ANSWER:
    case WIRE_RECORD:
    case WIRE_FAULT:
    case WIRE_LOG:
    case WIRE_PONG:
    case WIRE_BYE:
        return false;
    }
    return false;
}

/* ---- waking ------------------------------------------------------------------------------------ */

static int wake_timeout(const struct worker *w) {
    int64_t least = -1;
    const int64_t now = worker_mono_ms();
    for (size_t i = 0; i < w->n_wakes; i++) {
        const int64_t left = w->wakes[i].due_ms > now ? w->wakes[i].due_ms - now : 0;
        least = least < 0 || left < least ? left : least;
    }
    return (int)(least > INT_MAX ? INT_MAX : least);
}

static void wake_due(struct worker *w) {
    if (w->n_wakes == 0) {
        return;
    }
    const int64_t now = worker_mono_ms();
    struct wake due[WORKER_MAX_WAKES];
    size_t n_due = 0, n_left = 0;
    for (size_t i = 0; i < w->n_wakes; i++) {
        if (w->wakes[i].due_ms <= now) {
            due[n_due++] = w->wakes[i];
        } else {
            w->wakes[n_left++] = w->wakes[i];
        }
    }
    w->n_wakes = n_left; /* before calling out: a woken plugin asks to be woken again */
    for (size_t i = 0; i < n_due; i++) {
        if (w->plugin->reply) {
            w->plugin->reply(w->plugin, due[i].token, KRAV_OK, (krav_str){NULL, 0});
        }
    }
}

/* ---- the loop ---------------------------------------------------------------------------------- */

bool worker_read(struct worker *w, struct wire_stream *stream, struct wire_fds *fds) {
    size_t room;
    uint8_t *at = wire_stream_room(stream, &room);
    for (;;) {
        const ssize_t n = wire_receive(w->link.fd, at, room, fds);
        if (n > 0) {
            wire_stream_filled(stream, (size_t)n);
            return true;
        }
        if (n == 0 || errno != EINTR) {
            return false;
        }
    }
}

static bool drained(struct worker *w, uint64_t *n_dropped) {
    link_lock(&w->link);
    const bool empty = w->n_calls == 0;
    *n_dropped = w->n_dropped_answers;
    link_unlock(&w->link);
    return w->draining && empty;
}

/* Another thread's last answer must wake a draining loop: it looks this often. */
#define DRAIN_LOOK_MS 20

void worker_serve(struct worker *w, struct wire_stream *stream) {
    struct wire_fds fds = {.n = 0};
    for (;;) {
        struct wire_frame frame;
        int got;
        while ((got = wire_stream_next(stream, &frame)) == 1) {
            if (!on_frame(w, &frame, &fds)) {
                fprintf(stderr, "krav-worker: a frame could not be read; ending\n");
                return;
            }
        }
        if (got < 0) {
            fprintf(stderr, "krav-worker: the stream is broken; ending\n");
            return;
        }
        wake_due(w);
        uint64_t n_dropped;
        if (drained(w, &n_dropped)) {
            link_send(&w->link, WIRE_BYE, n_dropped, NULL, NULL);
            link_flush(&w->link);
            break;
        }
        link_flush(&w->link);
        struct pollfd p = {.fd = w->link.fd, .events = POLLIN};
        int timeout = wake_timeout(w);
        if (w->draining && (timeout < 0 || timeout > DRAIN_LOOK_MS)) {
            timeout = DRAIN_LOOK_MS;
        }
        const int n = poll(&p, 1, timeout);
        if (n > 0 && !worker_read(w, stream, &fds)) {
            break;
        }
    }
    wire_fds_close(&fds);
}
