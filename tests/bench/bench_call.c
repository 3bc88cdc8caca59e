/* bench_call.c - a letter to a channel that only says yes: one at a time, and many in flight;
 * against the same bytes to a forked child over a socketpair and an answer back. */
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "krav/easy.h"
#include "meter.h"
#include "office.h"
#include "worker.h"

#define TURNS        5
#define FLIGHT_MAX   64
#define BODY_SIZE    1500
#define PAYLOAD_SIZE 2048 /* the letter with its frame, about */
#define REPLY_SIZE   128

static void ask(struct worker *w, const char body[BODY_SIZE]) {
    struct status st = {0, ""};
    const struct plug_call call = worker_call(w);
    const krav_letter letter = {.size = sizeof letter, .kind = KRAV_STR("reminder"),
        .composed = 739500, .deadline = 739514, .amount = CLAIM_PRINCIPAL,
        .to_name = KRAV_STR("Kari Eksempel"), .to_address = KRAV_STR("Storgata 1, 0155 Oslo"),
        .kid = KRAV_STR("1234567897"), .account = KRAV_STR("12345678903"),
        .language = KRAV_STR("nb"), .subject = KRAV_STR("Purring"),
        .body = {body, BODY_SIZE}, .from_name = KRAV_STR("Eksempel Inkasso AS"),
        .from_address = KRAV_STR("Lillegata 1, 0150 Oslo")};
    bench_must(plug_send_letter(w->plug, &call, &letter, &st) == 0, &st, "call");
}

/* ns for n calls, `in_flight` at a time. */
static int64_t calls_run(struct worker *w, int64_t n, int in_flight) {
    char body[BODY_SIZE];
    memset(body, 'a', sizeof body);
    const int64_t from = meter_ns();
    for (int64_t i = 0; i < n; i += in_flight) {
        const int64_t until = w->heard.n_answers + in_flight;
        for (int k = 0; k < in_flight; k++) {
            ask(w, body);
        }
        worker_wait(w, until);
    }
    return meter_ns() - from;
}

/* ---- the floor: a child that answers every payload with a reply ---------------------------- */

struct child {
    pid_t pid;
    int fd;
};

static bool all_read(int fd, char *bytes, size_t n) {
    for (size_t got = 0; got < n;) {
        const ssize_t r = read(fd, bytes + got, n - got);
        if (r <= 0) {
            return false;
        }
        got += (size_t)r;
    }
    return true;
}

static void child_serve(int fd) {
    char payload[PAYLOAD_SIZE], reply[REPLY_SIZE] = {0};
    while (all_read(fd, payload, sizeof payload) &&
           write(fd, reply, sizeof reply) == (ssize_t)sizeof reply) {
    }
    _exit(0);
}

static struct child child_start(void) {
    int pair[2];
    struct child c;
    bench_must(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), NULL, "socketpair");
    c.pid = fork();
    if (c.pid == 0) {
        (void)close(pair[0]);
        child_serve(pair[1]);
    }
    (void)close(pair[1]);
    c.fd = pair[0];
    bench_must(c.pid < 0, NULL, "fork");
    return c;
}

static int64_t child_run(struct child *c, int64_t n, int in_flight) {
    char payload[PAYLOAD_SIZE] = {0}, reply[REPLY_SIZE];
    const int64_t from = meter_ns();
    for (int64_t i = 0; i < n; i += in_flight) {
        for (int k = 0; k < in_flight; k++) {
            bench_must(write(c->fd, payload, sizeof payload) != (ssize_t)sizeof payload, NULL,
                       "write");
        }
        for (int k = 0; k < in_flight; k++) {
            bench_must(!all_read(c->fd, reply, sizeof reply), NULL, "read");
        }
    }
    return meter_ns() - from;
}

static void measure(struct worker *w, struct child *child, const char *figure, int64_t n,
                    int in_flight) {
    struct series s = {.figure = figure, .unit = "us"};
    const double rounds = (double)((n + in_flight - 1) / in_flight * in_flight);
    for (int i = 0; i < TURNS; i++) {
        const int64_t ours = calls_run(w, n, in_flight);
        series_add(&s, (double)ours / rounds / 1e3,
                   (double)child_run(child, n, in_flight) / rounds / 1e3);
    }
    series_print(&s);
}

void bench_call(int64_t n_rounds) {
    struct child child = child_start(); /* before there is anything to copy */
    struct worker w;
    worker_open(&w, "answers", BENCH_PLUGINS "/answers.so");
    measure(&w, &child, "plugin call, one at a time", n_rounds, 1);
    measure(&w, &child, "plugin call, 64 in flight", n_rounds, FLIGHT_MAX);
    bench_must(w.heard.n_failed > 0, NULL, "calls failed");
    worker_close(&w);
    (void)close(child.fd);
    (void)waitpid(child.pid, NULL, 0);
}
