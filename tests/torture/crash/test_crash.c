/* test_crash.c - krav is killed again and again, and must end where it would have ended anyway.
 *
 * One home is made and copied.  The twin lives the story undisturbed.  In every other copy each
 * command is killed some times and given again until it is done.  After each death the book must
 * verify, hold every step it held before, and be how the twin's book began; at the end of the life
 * the whole book, every letter and every document must be the twin's, byte for byte. */
#include <inttypes.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench.h"

struct tally {
    int hosts, by_call, workers, restarts, lives, tells_lost;
    int of_command[4]; /* take, day, tell, money: remit and reconcile */
    int64_t worst_us;
    const char *worst; /* command that was given again and then done */
};

struct trial {
    struct bench *b;
    char *twin, *victim;
    struct chain chain; /* of the twin */
    struct tally tally;
};

static const struct death PEACE = {.kind = DEATH_NONE};

/* How often a letter was handed over is the one thing that a crash may leave behind. */
static const char *const CRASH_MAY_CHANGE[] = {"outbox.attempts", NULL};

/* ---- the twin ------------------------------------------------------------------------------- */

static void live_as_twin(struct trial *t) {
    struct bench *b = t->b;
    tree_copy(b->newborn, t->twin);
    for (int i = 0; i < b->story.n; i++) {
        struct command *c = &b->story.commands[i];
        const struct ending e = in_peace(b, t->twin, c->args);
        c->code = e.code;
        c->took_us = e.took_us;
        c->calls = e.calls;
        c->steps = n_steps(t->twin);
        (void)printf("crash:   %-4s exit %d, %6" PRId64 " steps, %5" PRId64 " ms, %6" PRId64
                     " calls\n", c->args[0], e.code, c->steps, e.took_us / 1000, e.calls);
        if (e.code < 0 || e.code > 1 || (c->is_tell && e.code != 0)) {
            say_why(b, t->twin, c->args[0]);
            cannot(c->args[0], "the undisturbed twin could not do it");
        }
    }
    expect_verified(b, t->twin, "the twin's life");
    t->chain = chain_read(t->twin);
}

/* ---- one life ------------------------------------------------------------------------------- */

static void draw_death(struct bench *b, const struct command *c, struct death *d) {
    const uint64_t kind = dice_roll(&b->dice, c->is_tell ? 7 : 10);
    *d = (struct death){.kind = kind < 4 ? DEATH_BY_TIME : kind < 7 ? DEATH_BY_CALL
                                                                    : DEATH_OF_WORKER};
    d->after_us = (int64_t)dice_roll(&b->dice, (uint64_t)c->took_us);
    d->call = 1 + (int64_t)dice_roll(&b->dice, (uint64_t)c->calls);
    d->is_torn = dice_roll(&b->dice, 2) == 1;
}

static void count_death(struct tally *t, const struct command *c, const struct death *d,
                        const struct ending *e) {
    t->hosts += e->host_died && d->kind == DEATH_BY_TIME;
    t->by_call += e->host_died && d->kind == DEATH_BY_CALL;
    t->workers += e->worker_died;
    t->of_command[c->is_tell ? 2 : c->args[0][0] == 'r' ? 3 : c->args[0][0] == 'd']++;
}

static int n_deaths(const struct tally *t) { return t->hosts + t->by_call + t->workers; }

/* Nothing that was there is gone, and nothing is there that the twin does not have. */
static void expect_prefix(struct trial *t, int64_t before, const char *after,
                          const struct death *d) {
    static const char *const kinds[] = {"nobody", "the host, by time", "the host, by call",
        "a worker"};
    struct chain c = chain_read(t->victim);
    const bool is_prefix = chain_begins(&t->chain, &c);
    if (!is_prefix || c.n < before) {
        say_why(t->b, t->victim, after);
        fail_msg("%s: killed %s after %" PRId64 " us or at call %" PRId64 "%s: %s", after,
                 kinds[d->kind], d->after_us, d->call, d->is_torn ? ", torn" : "",
                 is_prefix ? "steps are lost" : "the journal is not how the twin's began");
    }
    chain_free(&c);
}

/* True if the command is done. */
static bool attempt(struct trial *t, const struct command *c, const struct death *d,
                    bool is_again) {
    struct bench *b = t->b;
    const int64_t had = n_steps(t->victim);
    const struct ending e = krav_run(&b->stage, t->victim, c->args, d, &b->dice);
    if (e.host_died || e.worker_died) {
        count_death(&t->tally, c, d, &e);
        expect_verified(b, t->victim, c->args[0]);
        expect_prefix(t, had, c->args[0], d);
    } else if (is_again && e.took_us > t->tally.worst_us) {
        t->tally.worst_us = e.took_us;
        t->tally.worst = c->args[0];
    }
    if (c->is_tell && e.host_died) {
        const bool is_recorded = n_steps(t->victim) == c->steps;
        t->tally.tells_lost += !is_recorded;
        return is_recorded;
    }
    if (e.code != c->code && !e.host_died && !e.worker_died) {
        say_why(b, t->victim, c->args[0]);
        fail_msg("%s: exit %d, the twin had %d", c->args[0], e.code, c->code);
    }
    /* A worker's death may be answered with exit 1, which is also how a refused file ends. */
    return e.code == c->code && (e.code == 0 || !e.worker_died);
}

static void live_through(struct trial *t, const struct command *c) {
    struct bench *b = t->b;
    const int n = (int)dice_roll(&b->dice, strcmp(c->args[0], "day") == 0 ? 7 : 5);
    for (int i = 0;; i++) {
        struct death d = PEACE;
        if (i < n && n_deaths(&t->tally) < b->kills_wanted) {
            draw_death(b, c, &d);
        }
        if (attempt(t, c, &d, i > 0)) {
            break;
        }
        t->tally.restarts++;
    }
    if (n_steps(t->victim) != c->steps) {
        say_why(b, t->victim, c->args[0]);
        fail_msg("after %s: %" PRId64 " steps, the twin had %" PRId64, c->args[0],
                 n_steps(t->victim), c->steps);
    }
}

/* Every worker goes with its host: the orphans are ours, and within two seconds there are none. */
static void expect_no_orphans(void) {
    const int64_t until = now_us() + 2000000;
    pid_t pid;
    while ((pid = waitpid(-1, NULL, WNOHANG)) >= 0 && now_us() < until) {
        (void)usleep(pid == 0 ? 1000 : 0);
    }
    if (pid >= 0) {
        fail_msg("a worker outlives its host");
    }
}

/* What came in lies where it belongs, once.  The broken file alone may lie there more than once:
 * it is refused each time it is handed over. */
static void expect_same_in(struct trial *t) {
    static const char *const places[] = {"in/erp_csv", "in/ocr_giro/done", "in/letter_text",
        "in/unrecognised", "in/camt054/done"};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        expect_same_directory(t->b, places[i], t->twin, t->victim);
    }
}

static void live(struct trial *t) {
    struct bench *b = t->b;
    be_born(b, t->victim);
    for (int i = 0; i < b->story.n; i++) {
        live_through(t, &b->story.commands[i]);
    }
    expect_no_orphans();
    expect_verified(b, t->victim, "a whole life");
    expect_same(b, t->twin, t->victim, CRASH_MAY_CHANGE);
    expect_same_in(t);
    t->tally.lives++;
}

/* ---- the tests ------------------------------------------------------------------------------ */

static void test_a_life_lived_twice_is_the_same(void **state) {
    struct trial *t = *state;
    struct bench *b = t->b;
    be_born(b, t->victim);
    for (int i = 0; i < b->story.n; i++) {
        const struct ending e = in_peace(b, t->victim, b->story.commands[i].args);
        assert_int_equal(e.code, b->story.commands[i].code);
    }
    static const char *const nothing[] = {NULL};
    expect_same(b, t->twin, t->victim, nothing);
}

static int by_size(const void *a, const void *b) {
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void print_tally(const struct tally *t, struct bench *b) {
    const int n = b->n_verified;
    qsort(b->verify_us, (size_t)n, sizeof b->verify_us[0], by_size);
    (void)printf("crash: %d kills in %d lives: host %d by time, %d by call; workers %d\n"
                 "crash: of take %d, day %d, tell %d, money %d; given again %d, tells unrecorded %d\n"
                 "crash: the book opened and verified after a death: median %" PRId64 " ms, p99 %"
                 PRId64 " ms, worst %" PRId64 " ms\n"
                 "crash: longest command given again and done: %s, %" PRId64 " ms\n",
                 n_deaths(t), t->lives, t->hosts, t->by_call, t->workers, t->of_command[0],
                 t->of_command[1], t->of_command[2], t->of_command[3], t->restarts, t->tells_lost,
                 b->verify_us[n / 2] / 1000, b->verify_us[n * 99 / 100] / 1000,
                 b->verify_us[n - 1] / 1000, t->worst ? t->worst : "none", t->worst_us / 1000);
}

static void test_killed_and_told_again_the_end_is_the_same(void **state) {
    struct trial *t = *state;
    while (n_deaths(&t->tally) < t->b->kills_wanted) {
        live(t);
    }
    print_tally(&t->tally, t->b);
}

static void test_init_killed_leaves_a_whole_home_or_none(void **state) {
    struct trial *t = *state;
    struct bench *b = t->b;
    char *made = bench_home(b, "made");
    const char *const init[] = {"init", made, "--example", NULL};
    struct stat info;
    int n_none = 0, n_whole = 0;
    tree_remove(made);
    const struct ending whole = in_peace(b, NULL, init);
    assert_int_equal(whole.code, 0);
    for (int i = 0; i < b->kills_wanted / 10; i++) {
        /* Every third at the very end, where the home is moved into its place. */
        const uint64_t last = (uint64_t)(i % 3 == 0 ? 6 : whole.calls);
        const struct death d = {.kind = DEATH_BY_CALL, .is_torn = i % 2 == 0,
            .call = whole.calls - (int64_t)dice_roll(&b->dice, last)};
        tree_remove(made);
        (void)krav_run(&b->stage, NULL, init, &d, &b->dice);
        if (stat(made, &info) == 0) {
            expect_verified(b, made, "init");
            n_whole++;
        } else {
            n_none++;
        }
    }
    (void)printf("crash: init killed %d times: %d homes, %d none\n", n_none + n_whole, n_whole,
                 n_none);
    free(made);
}

/* ---- two at once ---------------------------------------------------------------------------- */

/* Waits until `pid` stands in the home's lock; false if it ended before. */
static bool holds_lock(const char *home, pid_t pid) {
    char *path = path_of(home, "run/lock"), who[32];
    bool holds = false, ended = false;
    (void)snprintf(who, sizeof who, "(pid %ld)", (long)pid);
    while (!holds && !ended) {
        char *text = file_text(path);
        siginfo_t info = {0};
        holds = text && strstr(text, who);
        ended = waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid;
        free(text);
    }
    free(path);
    return holds;
}

static void test_a_second_process_is_refused_by_name(void **state) {
    struct trial *t = *state;
    struct bench *b = t->b;
    static const char *const day[] = {"day", NULL}, *const verify[] = {"verify", NULL};
    char *log = path_of(b->dir, "other.log"), holder[32];
    be_born(b, t->victim);
    const struct command *c = &b->story.commands[0];
    const pid_t pid = krav_start(&b->stage, t->victim, c->args, log);
    assert_true(holds_lock(t->victim, pid));
    /* Held where it is, so that it cannot end before the other has asked. */
    assert_int_equal(kill(pid, SIGSTOP), 0);
    const struct ending refused = in_peace(b, t->victim, day);
    char *said = file_text(b->stage.log);
    (void)snprintf(holder, sizeof holder, "pid %ld", (long)pid);
    const bool is_named = said && strstr(said, holder);
    const struct ending looked = in_peace(b, t->victim, verify);
    assert_int_equal(kill(pid, SIGCONT), 0);
    const int code = krav_wait(pid);
    assert_int_equal(refused.code, 1);
    assert_true(is_named);
    assert_int_equal(looked.code, 0); /* readers are let in */
    assert_int_equal(code, 0);
    assert_int_equal(n_steps(t->victim), c->steps);
    expect_verified(b, t->victim, "two at once");
    free(said);
    free(log);
}

/* ---- before and after ----------------------------------------------------------------------- */

static int trial_open(void **state) {
    struct trial *t = calloc(1, sizeof *t);
    void *bench = NULL;
    if (!t || bench_open(&bench) != 0) {
        cannot("trial", "out of memory");
    }
    t->b = bench;
    bench_pay_creditors(t->b);
    t->twin = bench_home(t->b, "twin");
    t->victim = bench_home(t->b, "victim");
    live_as_twin(t);
    *state = t;
    return 0;
}

static int trial_close(void **state) {
    struct trial *t = *state;
    void *bench = t->b;
    chain_free(&t->chain);
    free(t->twin);
    free(t->victim);
    free(t);
    return bench_close(&bench);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_life_lived_twice_is_the_same),
        cmocka_unit_test(test_a_second_process_is_refused_by_name),
        cmocka_unit_test(test_killed_and_told_again_the_end_is_the_same),
        cmocka_unit_test(test_init_killed_leaves_a_whole_home_or_none),
    };
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    return cmocka_run_group_tests(tests, trial_open, trial_close);
}
