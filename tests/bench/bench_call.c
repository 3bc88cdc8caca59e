/* bench_call.c - a letter to a channel that only says yes: one at a time, and many in flight;
 * against the same bytes to a forked child over a socketpair and an answer back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "krav/easy.h"
#include "meter.h"
#include "office.h"

#define TURNS        5
#define FLIGHT_MAX   64
#define BODY_SIZE    1500
#define PAYLOAD_SIZE 2048 /* the letter with its frame, about */
#define REPLY_SIZE   128

struct calls {
    struct plug *plug;
    int64_t n_done, n_failed;
    char body[BODY_SIZE];
};

static void on_answer(void *ctx, const struct plug_answer *a) {
    struct calls *c = ctx;
    c->n_done++;
    c->n_failed += a->outcome != KRAV_DONE;
}

static void no_record(void *ctx, uint64_t call, enum wire_fact fact, const void *record) {
    (void)ctx, (void)call, (void)fact, (void)record;
}

static void no_fault(void *ctx, uint64_t call, int64_t line, struct text reason) {
    (void)ctx, (void)call, (void)line, (void)reason;
}

static void ask(struct calls *c) {
    struct status st = {0, ""};
    const struct plug_call call = {.plugin = TEXT("answers"), .timeout_ms = 10000,
        .key = TEXT("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")};
    const krav_letter letter = {.size = sizeof letter, .kind = KRAV_STR("reminder"),
        .composed = 739500, .deadline = 739514, .amount = CLAIM_PRINCIPAL,
        .to_name = KRAV_STR("Kari Eksempel"), .to_address = KRAV_STR("Storgata 1, 0155 Oslo"),
        .kid = KRAV_STR("1234567897"), .account = KRAV_STR("12345678903"),
        .language = KRAV_STR("nb"), .subject = KRAV_STR("Purring"),
        .body = {c->body, sizeof c->body}, .from_name = KRAV_STR("Eksempel Inkasso AS"),
        .from_address = KRAV_STR("Lillegata 1, 0150 Oslo")};
    bench_must(plug_send_letter(c->plug, &call, &letter, &st) == 0, &st, "call");
}

/* ns for n calls, `in_flight` at a time. */
static int64_t calls_run(struct calls *c, int64_t n, int in_flight) {
    const int64_t from = meter_ns();
    for (int64_t i = 0; i < n; i += in_flight) {
        const int64_t until = c->n_done + in_flight;
        for (int k = 0; k < in_flight; k++) {
            ask(c);
        }
        while (c->n_done < until) {
            plug_run_once(c->plug, 1000);
        }
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

static void measure(struct calls *c, struct child *child, const char *figure, int64_t n,
                    int in_flight) {
    struct series s = {.figure = figure, .unit = "us"};
    const double rounds = (double)((n + in_flight - 1) / in_flight * in_flight);
    for (int i = 0; i < TURNS; i++) {
        const int64_t ours = calls_run(c, n, in_flight);
        series_add(&s, (double)ours / rounds / 1e3,
                   (double)child_run(child, n, in_flight) / rounds / 1e3);
    }
    series_print(&s);
}

void bench_call(int64_t n_rounds) {
    struct calls c = {.n_done = 0};
    struct child child = child_start(); /* before there is anything to copy */
    struct faults faults;
    struct arena arena;
    struct plug_sink sink = {&c, on_answer, no_record, no_fault, NULL};
    struct log log = {STDERR_FILENO, LOG_ERROR};
    uv_loop_t loop;
    char dir[] = "/tmp/krav-bench-XXXXXX", command[64];
    bench_must(mkdtemp(dir) == NULL || uv_loop_init(&loop) != 0, NULL, "making a directory");
    arena_init(&arena);
    faults_init(&faults, &arena, 10);
    memset(c.body, 'a', sizeof c.body);
    const struct plug_config config = {.loop = &loop, .sink = &sink, .run_dir = dir,
        .worker_path = KRAV_BIN "/krav-worker", .log = &log, .today = 739500};
    c.plug = plug_new(&config);
    const struct plug_add add = {.name = TEXT("answers"), .so = BENCH_PLUGINS "/answers.so"};
    bench_must(plug_add(c.plug, &add, &faults) || !plug_settle(c.plug, 10000), NULL, "plugin");
    measure(&c, &child, "plugin call, one at a time", n_rounds, 1);
    measure(&c, &child, "plugin call, 64 in flight", n_rounds, FLIGHT_MAX);
    bench_must(c.n_failed > 0, NULL, "calls failed");
    plug_free(c.plug);
    (void)uv_loop_close(&loop);
    (void)close(child.fd);
    (void)waitpid(child.pid, NULL, 0);
    arena_fini(&arena);
    (void)snprintf(command, sizeof command, "rm -rf '%s'", dir);
    bench_must(system(command), NULL, "cleaning up");
}
