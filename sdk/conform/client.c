#include "conform/client.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "conform/hearing.h"
#include "wire/socket.h"

int64_t client_now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the process ------------------------------------------------------------------------------- */

#define MOST_WORDS 24

#define WORKER_FD 3 /* as in a home */

static void child_run(const struct client_start *start, int sock, int words) {
    char fd[16], uses[16];
    const char *argv[MOST_WORDS];
    size_t n = 0;
    for (size_t i = 0; start->wrapper && start->wrapper[i] && n < MOST_WORDS - 10; i++) {
        argv[n++] = start->wrapper[i];
    }
    snprintf(fd, sizeof fd, "%d", WORKER_FD);
    snprintf(uses, sizeof uses, "%u", start->uses);
    argv[n++] = start->worker;
    argv[n++] = start->describe ? "--describe" : "--serve";
    argv[n++] = start->so;
    argv[n++] = "--fd";
    argv[n++] = fd;
    argv[n++] = "--uses";
    argv[n++] = uses;
    if (start->mode) {
        argv[n++] = "--mode";
        argv[n++] = start->mode;
    }
    argv[n] = NULL;
    if (!start->own_words) {
        const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
        dup2(nothing, STDIN_FILENO);
        dup2(words, STDOUT_FILENO);
        dup2(words, STDERR_FILENO);
    }
    if (dup2(sock, WORKER_FD) == sock) {
        fcntl(WORKER_FD, F_SETFD, 0); /* it is there already: only keep it open */
    }
    signal(SIGPIPE, SIG_DFL);
    char *arguments[MOST_WORDS]; /* execv takes pointers without const and does not write there */
    memcpy(arguments, argv, sizeof arguments);
    execvp(arguments[0], arguments);
    _exit(127);
}

static bool spawn(struct client *c, const struct client_start *start) {
    int sockets[2], words[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
        return false;
    }
    if (pipe2(words, O_CLOEXEC | O_NONBLOCK) != 0) {
        close(sockets[0]);
        close(sockets[1]);
        return false;
    }
    fcntl(words[1], F_SETFL, 0); /* the worker's end blocks, as any stdout */
    c->pid = fork();
    if (c->pid == 0) {
        child_run(start, sockets[1], words[1]);
    }
    close(sockets[1]);
    close(words[1]);
    c->fd = sockets[0];
    c->words_fd = words[0];
    return c->pid > 0;
}

static void reap(struct client *c, int options) {
    struct rusage usage;
    if (!c->ended && c->pid > 0 && wait4(c->pid, &c->status, options, &usage) == c->pid) {
        c->ended = true;
        c->peak_kib = usage.ru_maxrss;
    }
}

void client_kill(struct client *c) {
    if (!c->ended && c->pid > 0) {
        kill(c->pid, SIGKILL);
        reap(c, 0);
    }
}

void client_close(struct client *c) {
    client_kill(c);
    if (c->fd >= 0) {
        close(c->fd);
    }
    if (c->words_fd >= 0) {
        close(c->words_fd);
    }
    wire_stream_fini(&c->stream);
    wire_out_fini(&c->hello);
    *c = (struct client){.fd = -1, .words_fd = -1, .ended = true};
}

void client_death(const struct client *c, char *out, size_t size) {
    if (!c->ended) {
        snprintf(out, size, "its worker broke the connection");
    } else if (WIFSIGNALED(c->status)) {
        snprintf(out, size, "its worker died of signal %d (%s)", WTERMSIG(c->status),
                 strsignal(WTERMSIG(c->status)));
    } else {
        snprintf(out, size, "its worker ended with code %d", WEXITSTATUS(c->status));
    }
}

/* ---- frames out -------------------------------------------------------------------------------- */

static bool send_all(struct client *c, struct wire_out *out, int fd) {
    size_t done = 0;
    while (done < out->len) {
        const ssize_t n = wire_send(c->fd, out->ptr + done, out->len - done, done == 0 ? fd : -1);
        if (n < 0 && errno != EINTR) {
            break;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    const bool sent = done == out->len;
    wire_out_fini(out);
    return sent;
}

static bool send_bare(struct client *c, enum wire_kind kind, uint64_t id) {
    struct wire_out out = {0};
    return wire_end(&out, wire_begin(&out, kind, id)) && send_all(c, &out, -1);
}

bool client_cancel(struct client *c, uint64_t id) { return send_bare(c, WIRE_CANCEL, id); }
bool client_drain(struct client *c) { return send_bare(c, WIRE_DRAIN, 0); }

static void hear(struct client *c, struct heard *h) {
    for (size_t i = 0; i < sizeof c->hearing / sizeof c->hearing[0]; i++) {
        if (!c->hearing[i]) {
            c->hearing[i] = h;
            return;
        }
    }
}

bool client_ask(struct client *c, const struct client_ask *ask, struct heard *h) {
    const struct wire_ask_row *row = wire_ask_row(ask->ask);
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *h = (struct heard){.id = ++c->last_id, .result_layout = row->result,
                        .digest = 1469598103934665603u};
    const krav_call call = {.size = sizeof call,
                            .attempt = ask->attempt ? ask->attempt : 1,
                            .id = h->id,
                            .key = {ask->key, strlen(ask->key)},
                            .deadline = (int64_t)now.tv_sec * 1000 + ask->deadline_ms,
                            .today = CLIENT_TODAY,
                            .agency = {"Prøven Inkasso AS", 18},
                            .case_ref = {"2025-1", 6}};
    struct wire_out out = {0};
    const size_t begin = wire_begin(&out, WIRE_ASK, h->id);
    wire_put_u32(&out, ask->ask);
    bool ok = wire_encode(&out, &wire_call, &call);
    ok = ok && (!row->argument || wire_encode(&out, row->argument, ask->argument));
    if (!ok || !wire_end(&out, begin)) {
        wire_out_fini(&out);
        return false;
    }
    hear(c, h);
    return send_all(c, &out, ask->ask == WIRE_ASK_BEGIN ? ask->fd : -1);
}

/* ---- frames in --------------------------------------------------------------------------------- */

/* Keeps the first of what it printed. */
static void read_words(struct client *c) {
    char piece[1024];
    ssize_t n;
    while ((n = read(c->words_fd, piece, sizeof piece)) > 0) {
        size_t room = sizeof c->words - 1 - c->words_len;
        room = (size_t)n < room ? (size_t)n : room;
        memcpy(c->words + c->words_len, piece, room);
        c->words_len += room;
    }
    if (n == 0) {
        close(c->words_fd);
        c->words_fd = -1;
    }
}

static bool read_frames(struct client *c) {
    size_t room;
    uint8_t *at = wire_stream_room(&c->stream, &room);
    const ssize_t n = wire_receive(c->fd, at, room, NULL);
    if (n <= 0) {
        return n < 0 && errno == EINTR;
    }
    wire_stream_filled(&c->stream, (size_t)n);
    struct wire_frame f;
    int got;
    while ((got = wire_stream_next(&c->stream, &f)) == 1) {
        hearing_take(c, &f);
    }
    c->broken |= got < 0;
    return got == 0;
}

enum client_end client_wait(struct client *c, const bool *flag, const uint32_t *count,
                            uint32_t least, int64_t patience_ms) {
    const int64_t until = client_now_ms() + patience_ms;
    for (;;) {
        if ((flag && *flag) || (count && *count > least)) {
            return CLIENT_HEARD;
        }
        const int64_t left = until - client_now_ms();
        struct pollfd p[] = {{.fd = c->fd, .events = POLLIN}, {.fd = c->words_fd, .events = POLLIN}};
        const int n = left > 0 ? poll(p, 2, (int)left) : 0;
        if (n == 0) {
            return CLIENT_SILENT;
        }
        if (n > 0 && p[1].revents) {
            read_words(c);
        }
        if (n > 0 && p[0].revents && !read_frames(c)) {
            const int64_t grace = client_now_ms() + 2000;
            do { /* the socket is closed a moment before the process has ended */
                reap(c, WNOHANG);
            } while (!c->ended && client_now_ms() < grace && poll(NULL, 0, 1) == 0);
            if (c->words_fd >= 0) {
                read_words(c);
            }
            return (flag && *flag) || (count && *count > least) ? CLIENT_HEARD : CLIENT_GONE;
        }
    }
}

enum client_end client_end(struct client *c, int64_t patience_ms) {
    const bool never = false;
    return client_wait(c, &never, NULL, 0, patience_ms);
}

bool client_open(struct client *c, const struct client_start *start) {
    *c = (struct client){.fd = -1, .words_fd = -1};
    if (!spawn(c, start)) {
        snprintf(c->ready_reason, sizeof c->ready_reason, "a worker cannot be started");
        return false;
    }
    /* READY instead of HELLO says why it cannot be loaded. */
    const int64_t patience = start->patience_ms > 0 ? start->patience_ms : CLIENT_PATIENCE_MS;
    const enum client_end end = client_wait(c, &c->has_hello, &c->n_ready, 0, patience);
    if (end == CLIENT_GONE && !c->has_ready) {
        client_death(c, c->ready_reason, sizeof c->ready_reason);
    } else if (end == CLIENT_SILENT) {
        snprintf(c->ready_reason, sizeof c->ready_reason, "loading it takes too long");
    }
    return c->has_hello;
}

bool client_ready(struct client *c, const struct wire_setting *settings, uint32_t n,
                  const char *out_dir, int64_t patience_ms) {
    const struct wire_start start = {.size = sizeof start,
                                     .today = CLIENT_TODAY,
                                     .out_dir = {out_dir, out_dir ? strlen(out_dir) : 0},
                                     .settings = settings,
                                     .n_settings = n};
    struct wire_out out = {0};
    const size_t begin = wire_begin(&out, WIRE_START, 0);
    if (!wire_encode(&out, &wire_start, &start) || !wire_end(&out, begin)) {
        wire_out_fini(&out);
        return false;
    }
    if (!send_all(c, &out, -1)) {
        return false;
    }
    const enum client_end end = client_wait(c, &c->has_ready, NULL, 0, patience_ms);
    if (end == CLIENT_GONE) {
        client_death(c, c->ready_reason, sizeof c->ready_reason);
    } else if (end == CLIENT_SILENT) {
        snprintf(c->ready_reason, sizeof c->ready_reason, "start() does not come back");
    }
    return end == CLIENT_HEARD && c->ready_rc == KRAV_OK;
}
