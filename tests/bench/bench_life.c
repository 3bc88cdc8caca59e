/* bench_life.c - a plugin described, started, and replaced while it answers; against the same worker
 * run bare: spawned, read to its end and waited for, once for each process that it takes. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "krav/easy.h"
#include "meter.h"
#include "office.h"
#include "plug/describe.h"
#include "worker.h"

#define TURNS 5
#define SO BENCH_PLUGINS "/answers.so"

extern char **environ;

/* ns for n runs of krav-worker --describe with nobody behind it. */
static int64_t bare_run(int64_t n) {
    char program[] = KRAV_BIN "/krav-worker", mode[] = "--describe", so[] = SO;
    char *argv[] = {program, mode, so, NULL};
    const int64_t from = meter_ns();
    for (int64_t i = 0; i < n; i++) {
        posix_spawn_file_actions_t actions;
        int pair[2], status = 0;
        char bytes[4096];
        pid_t pid;
        bench_must(pipe2(pair, O_CLOEXEC), NULL, "pipe");
        (void)posix_spawn_file_actions_init(&actions);
        (void)posix_spawn_file_actions_adddup2(&actions, pair[1], STDOUT_FILENO);
        bench_must(posix_spawn(&pid, program, &actions, NULL, argv, environ), NULL, program);
        (void)posix_spawn_file_actions_destroy(&actions);
        (void)close(pair[1]);
        while (read(pair[0], bytes, sizeof bytes) > 0) {
        }
        (void)close(pair[0]);
        bench_must(waitpid(pid, &status, 0) != pid, NULL, "waiting");
    }
    return meter_ns() - from;
}

static int64_t describe_n(int64_t n) {
    const int64_t from = meter_ns();
    for (int64_t i = 0; i < n; i++) {
        struct description d = {0};
        struct status st = {0, ""};
        bench_must(describe_run(KRAV_BIN "/krav-worker", SO, 10000, &d, &st), &st, "describe");
        description_fini(&d);
    }
    return meter_ns() - from;
}

/* Only until it is ready: its end is not counted. */
static int64_t start_n(int64_t n) {
    int64_t ns = 0;
    for (int64_t i = 0; i < n; i++) {
        struct worker w;
        const int64_t from = meter_ns();
        worker_open(&w, "answers", SO);
        ns += meter_ns() - from;
        worker_close(&w);
    }
    return ns;
}

/* The same library with a byte more behind it: another hash. */
static void copy_other(const char *path) {
    char bytes[65536];
    size_t n;
    FILE *from = fopen(SO, "rbe"), *to = fopen(path, "wbe");
    bench_must(!from || !to, NULL, path);
    while ((n = fread(bytes, 1, sizeof bytes, from)) > 0) {
        bench_must(fwrite(bytes, 1, n, to) != n, NULL, path);
    }
    (void)fputc(' ', to);
    bench_must(fclose(from) + fclose(to), NULL, path);
}

static void ask(struct worker *w) {
    struct status st = {0, ""};
    const struct plug_call call = worker_call(w);
    const krav_letter letter = {.size = sizeof letter, .kind = KRAV_STR("reminder"),
        .body = KRAV_STR("Hei")};
    bench_must(plug_send_letter(w->plug, &call, &letter, &st) == 0, &st, "call");
}

/* n reloads back and forth, a call always under way; the longest that one waited goes to *longest. */
static int64_t reload_n(struct worker *w, const char *other, int64_t n, int64_t *longest) {
    struct faults faults;
    struct arena arena;
    struct plug_info info;
    arena_init(&arena);
    faults_init(&faults, &arena, 10);
    const int64_t from = meter_ns();
    for (int64_t i = 0; i < n; i++) {
        const struct plug_add add = {.name = w->name, .so = i % 2 == 0 ? other : SO};
        (void)plug_info_of(w->plug, w->name, &info);
        const struct hash before = info.digest;
        ask(w);
        int64_t asked = meter_ns(), until = w->heard.n_answers + 1;
        bench_must(plug_reload(w->plug, &add, &faults) != PLUG_RELOAD_TRIAL, NULL, "reload");
        while (plug_info_of(w->plug, w->name, &info) && hash_eq(&info.digest, &before)) {
            plug_run_once(w->plug, 1000);
            if (w->heard.n_answers >= until) {
                const int64_t waited = meter_ns() - asked;
                *longest = waited > *longest ? waited : *longest;
                ask(w);
                asked = meter_ns();
                until++;
            }
        }
        worker_wait(w, until);
    }
    const int64_t ns = meter_ns() - from;
    arena_fini(&arena);
    return ns;
}

static void print(const char *figure, const char *unit, const int64_t *ours, const int64_t *floor,
                  int64_t n) {
    struct series s = {.figure = figure, .unit = unit};
    for (int i = 0; i < TURNS; i++) {
        series_add(&s, (double)ours[i] / (double)n / 1e3, (double)floor[i] / (double)n / 1e3);
    }
    series_print(&s);
}

void bench_life(int64_t n) {
    int64_t described[TURNS], started[TURNS], reloaded[TURNS], one[TURNS], two[TURNS], more[TURNS];
    int64_t longest = 0;
    struct worker w;
    char other[64];
    n += n % 2; /* back and forth */
    worker_open(&w, "answers", SO);
    (void)snprintf(other, sizeof other, "%s/other.so", w.dir);
    copy_other(other);
    for (int i = 0; i < TURNS; i++) {
        described[i] = describe_n(n);
        one[i] = bare_run(n);
        started[i] = start_n(n);
        two[i] = bare_run(2 * n);
        reloaded[i] = reload_n(&w, other, n, &longest);
        more[i] = bare_run(2 * n);
    }
    bench_must(w.heard.n_failed > 0, NULL, "calls failed");
    worker_close(&w);
    print("plugin described", "us", described, one, n);
    print("plugin started", "us", started, two, n);
    print("plugin replaced while it answers", "us", reloaded, more, n);
    meter_note("  the longest a call waited", "%.2f ms", (double)longest / 1e6);
}
