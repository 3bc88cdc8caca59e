/* bench.h - a plug on a loop of its own with a sink that only records, and the citizens to add.
 *
 * Asserts come after the loop has turned: cmocka long-jumps, and libuv is not to be left so. */
#ifndef TEST_PLUG_BENCH_H
#define TEST_PLUG_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "plug/plug.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"

#define CITIZENS KRAV_BIN "/../tests/plugins/"
#define PATIENCE_MS 20000
#define MAX_ANSWERS 1024

struct seen_answer {
    uint64_t call;
    int32_t outcome;
    char reference[64], reason[200];
    int64_t score; /* of recognise */
    krav_file_result file;
    bool has_result;
};

struct bench {
    uv_loop_t loop;
    struct plug *plug;
    struct plug_sink sink;
    struct log log;
    char dir[64], out[80], run[80], kit[80];
    struct arena arena;
    struct faults faults;
    struct seen_answer answers[MAX_ANSWERS];
    size_t n_answers, n_records, n_faults, n_bad_records;
    int64_t sum, last_fault_line;
    char last_fault[100];
};

static inline void copy_text(char *out, size_t size, struct text t) {
    snprintf(out, size, "%.*s", TEXT_ARG(t));
}

static inline void on_answer(void *ctx, const struct plug_answer *a) {
    struct bench *b = ctx;
    if (b->n_answers == MAX_ANSWERS) {
        return;
    }
    struct seen_answer *seen = &b->answers[b->n_answers++];
    *seen = (struct seen_answer){.call = a->call, .outcome = a->outcome};
    copy_text(seen->reference, sizeof seen->reference, a->reference);
    copy_text(seen->reason, sizeof seen->reason, a->reason);
    seen->has_result = a->result != NULL;
    if (a->result && a->ask == WIRE_ASK_RECOGNISE) {
        seen->score = ((const struct wire_likeness *)a->result)->score;
    } else if (a->result && a->ask == WIRE_ASK_SCORE) {
        seen->score = ((const krav_score_result *)a->result)->points;
    } else if (a->result && a->ask == WIRE_ASK_BEGIN) {
        seen->file = *(const krav_file_result *)a->result;
        seen->file.kind.ptr = NULL; /* borrowed */
    }
}

static inline void on_record(void *ctx, uint64_t call, enum wire_fact fact, const void *record) {
    struct bench *b = ctx;
    (void)call;
    b->n_records++;
    if (fact == WIRE_FACT_PAYMENT) {
        const krav_payment *p = record;
        b->sum += p->amount;
        b->n_bad_records += p->kid.len != 10 || p->line != p->amount;
    }
}

static inline void on_fault(void *ctx, uint64_t call, int64_t line, struct text reason) {
    struct bench *b = ctx;
    (void)call;
    b->n_faults++;
    b->last_fault_line = line;
    copy_text(b->last_fault, sizeof b->last_fault, reason);
}

static inline bool on_secret(void *ctx, struct text name, struct buf *out) {
    (void)ctx;
    if (!text_is(name, "test")) {
        return false;
    }
    buf_add_str(out, "hemmelig");
    return true;
}

static inline bool on_file(void *ctx, struct text path, struct buf *out) {
    (void)ctx;
    if (text_is(path, "motto.txt")) {
        buf_add_str(out, "Gjer rett\n");
    } else if (text_is(path, "long.txt")) {
        buf_add_str(out, "seventeen letters");
    } else if (text_is(path, "vast.txt")) {
        (void)buf_grow(out, ((size_t)1 << 20) + 1);
    } else {
        return text_is(path, "empty.txt");
    }
    return true;
}

/* ---- setting up -------------------------------------------------------------------------------- */

static const struct plug_policy quick = {
    .backoff_ms = 1, .backoff_most_ms = 4, .long_rest_ms = 600000, .hang_ms = 50};

/* `kit`: what a shell does in the kit's place, with its words as $1, $2...; NULL: there is none. */
static inline struct bench *bench_new_proving(const struct plug_policy *policy, const char *kit) {
    struct bench *b = calloc(1, sizeof *b);
    assert_non_null(b);
    snprintf(b->dir, sizeof b->dir, "/tmp/krav-plug-XXXXXX");
    assert_non_null(mkdtemp(b->dir));
    snprintf(b->out, sizeof b->out, "%s/out", b->dir);
    snprintf(b->run, sizeof b->run, "%s/run", b->dir);
    assert_int_equal(mkdir(b->out, 0700), 0);
    arena_init(&b->arena);
    faults_init(&b->faults, &b->arena, 100);
    char log_path[96];
    snprintf(log_path, sizeof log_path, "%s/log", b->dir);
    snprintf(b->kit, sizeof b->kit, "%s/kit", b->dir);
    if (kit) {
        FILE *f = fopen(b->kit, "we");
        assert_non_null(f);
        assert_true(fprintf(f, "#!/bin/sh\n%s\n", kit) > 0);
        assert_int_equal(fchmod(fileno(f), 0700), 0);
        assert_int_equal(fclose(f), 0);
    }
    b->log = (struct log){open(log_path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600), LOG_DEBUG};
    b->sink = (struct plug_sink){.ctx = b, .answer = on_answer, .record = on_record,
                                 .fault = on_fault, .secret = on_secret, .file = on_file};
    assert_int_equal(uv_loop_init(&b->loop), 0);
    const struct plug_config config = {.loop = &b->loop,
                                       .sink = &b->sink,
                                       .run_dir = b->run,
                                       .worker_path = KRAV_BIN "/krav-worker",
                                       .log = &b->log,
                                       .today = 739500,
                                       .policy = *policy,
                                       .kit_path = kit ? b->kit : NULL,
                                       .kit_dir = b->dir};
    b->plug = plug_new(&config);
    return b;
}

static inline struct bench *bench_new(const struct plug_policy *policy) {
    return bench_new_proving(policy, NULL);
}

static inline void remove_tree(const char *path) {
    char command[200];
    snprintf(command, sizeof command, "rm -rf '%s'", path);
    assert_int_equal(system(command), 0);
}

static inline void bench_free(struct bench *b) {
    plug_free(b->plug);
    assert_int_equal(uv_loop_close(&b->loop), 0); /* no handle was left */
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD); /* no worker and no zombie */
    close(b->log.fd);
    arena_fini(&b->arena);
    remove_tree(b->dir);
    free(b);
}

static inline int add(struct bench *b, const char *name, const struct plug_option *options, size_t n) {
    char so[300];
    snprintf(so, sizeof so, CITIZENS "%s.so", name);
    const struct plug_add a = {
        .name = text_of(name), .so = so, .out_dir = b->out, .options = options, .n_options = n};
    return plug_add(b->plug, &a, &b->faults);
}

static inline void add_ready(struct bench *b, const char *name) {
    struct plug_info info;
    assert_int_equal(add(b, name, NULL, 0), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    assert_true(plug_info_of(b->plug, text_of(name), &info));
    assert_int_equal(info.state, PLUG_READY);
}

static const struct plug_option echo_options[] = {{{"greeting", 8}, {"god dag", 7}},
                                                  {{"loud", 4}, {"yes", 3}},
                                                  {{"token", 5}, {"secret:test", 11}}};

static inline struct bench *echo_new(void) {
    struct bench *b = bench_new(&quick);
    assert_int_equal(add(b, "echo", echo_options, 3), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    return b;
}

static inline void run_until_answers(struct bench *b, size_t n) {
    const int64_t until = clock_mono_ms() + PATIENCE_MS;
    while (b->n_answers < n && clock_mono_ms() < until) {
        plug_run_once(b->plug, 100);
    }
    assert_int_equal(b->n_answers, n);
}

static inline struct plug_info info_of(struct bench *b, const char *name) {
    struct plug_info info = {0};
    assert_true(plug_info_of(b->plug, text_of(name), &info));
    return info;
}

static inline void run_until_state(struct bench *b, const char *name, enum plug_state state) {
    const int64_t until = clock_mono_ms() + PATIENCE_MS;
    while (info_of(b, name).state != state && clock_mono_ms() < until) {
        plug_run_once(b->plug, 100);
    }
    assert_int_equal(info_of(b, name).state, state);
}

static inline void assert_log_has(struct bench *b, const char *what) {
    static char text[200000];
    const ssize_t n = pread(b->log.fd, text, sizeof text - 1, 0);
    assert_true(n >= 0);
    text[n] = '\0';
    if (!strstr(text, what)) {
        fail_msg("the log lacks \"%s\":\n%s", what, text);
    }
}

static inline struct plug_call call_to(const char *plugin, int64_t timeout_ms) {
    return (struct plug_call){
        .plugin = text_of(plugin), .key = TEXT("key-1"), .timeout_ms = timeout_ms};
}

static inline uint64_t send_to(struct bench *b, const char *plugin, const char *kid, int64_t timeout_ms) {
    struct status st = {0};
    const struct plug_call call = call_to(plugin, timeout_ms);
    const krav_letter letter = {.size = sizeof letter,
                                .kind = {"reminder", 8},
                                .kid = {kid, kid ? strlen(kid) : 0},
                                .body = {"Hei", 3}};
    const uint64_t id = plug_send_letter(b->plug, &call, &letter, &st);
    assert_int_equal(st.code, STATUS_OK);
    return id;
}

static inline uint64_t begin_on(struct bench *b, const char *plugin, const char *content) {
    struct status st = {0};
    char path[100];
    snprintf(path, sizeof path, "%s/file", b->dir);
    const int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, content, strlen(content)), strlen(content));
    const struct plug_call call = call_to(plugin, PATIENCE_MS);
    const struct plug_file file = {fd, TEXT("file.txt"), (int64_t)strlen(content)};
    const uint64_t id = plug_begin_file(b->plug, &call, &file, &st);
    close(fd);
    assert_int_equal(st.code, STATUS_OK);
    return id;
}

static inline int open_fds(void) {
    int n = 0;
    DIR *dir = opendir("/proc/self/fd");
    assert_non_null(dir);
    while (readdir(dir)) {
        n++;
    }
    closedir(dir);
    return n;
}

#endif
