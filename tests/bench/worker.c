/* worker.c - see worker.h. */
#include "worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "office.h"

static void on_answer(void *ctx, const struct plug_answer *a) {
    struct worker *w = ctx;
    heard_answer(&w->heard, a->outcome, a->ask == WIRE_ASK_RENDER ? a->result : NULL);
}

static void on_record(void *ctx, uint64_t call, enum wire_fact fact, const void *record) {
    struct worker *w = ctx;
    (void)call, (void)fact, (void)record;
    w->heard.n_records++;
}

static void on_fault(void *ctx, uint64_t call, int64_t line, struct text reason) {
    struct worker *w = ctx;
    (void)call, (void)line, (void)reason;
    w->heard.n_faults++;
}

void worker_open(struct worker *w, const char *name, const char *so) {
    struct faults faults;
    struct arena arena;
    *w = (struct worker){.name = text_of(name), .dir = "/tmp/krav-bench-XXXXXX",
        .log = {STDERR_FILENO, LOG_ERROR},
        .sink = {.ctx = w, .answer = on_answer, .record = on_record, .fault = on_fault}};
    heard_init(&w->heard);
    bench_must(mkdtemp(w->dir) == NULL || uv_loop_init(&w->loop) != 0, NULL, "making a directory");
    arena_init(&arena);
    faults_init(&faults, &arena, 10);
    const struct plug_config config = {.loop = &w->loop, .sink = &w->sink, .run_dir = w->dir,
        .worker_path = KRAV_BIN "/krav-worker", .log = &w->log, .today = 739500};
    w->plug = plug_new(&config);
    const struct plug_add add = {.name = w->name, .so = so};
    bench_must(plug_add(w->plug, &add, &faults) || !plug_settle(w->plug, 10000), NULL, so);
    arena_fini(&arena);
}

void worker_close(struct worker *w) {
    char command[64];
    plug_free(w->plug);
    (void)uv_loop_close(&w->loop);
    heard_fini(&w->heard);
    (void)snprintf(command, sizeof command, "rm -rf '%s'", w->dir);
    bench_must(system(command), NULL, "cleaning up");
}

struct plug_call worker_call(const struct worker *w) {
    return (struct plug_call){.plugin = w->name, .timeout_ms = 10000,
        .key = TEXT("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")};
}

void worker_wait(struct worker *w, int64_t n_answers) {
    while (w->heard.n_answers < n_answers) {
        plug_run_once(w->plug, 1000);
    }
}
