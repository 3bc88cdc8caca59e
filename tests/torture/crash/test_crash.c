/* test_crash.c - krav is killed again and again, and must end where it would have ended anyway.
 *
 * One home is made and copied.  The twin lives the story undisturbed.  In every other copy each
 * command is killed some times and given again until it is done.  After each death the book must
 * verify, hold every step it held before, and be how the twin's book began; at the end of the life
 * the whole book, every letter and every document must be the twin's, byte for byte.
 *
 * KRAV_KILLS (200) deaths in all, KRAV_SEED where the dice begin, KRAV_CLAIMS (60) the size of the
 * portfolio, KRAV_ROUNDS (4) of deliveries, KRAV_TORTURE_DIR (/tmp) where it happens. */
#include <inttypes.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "book.h"
#include "run.h"
#include "story.h"
#include "tree.h"

#define ATTEMPTS_MAX 40  /* of one command, before it is left to end in peace */
#define VERIFY_MAX   100000

struct tally {
    int hosts, by_call, workers, restarts, lives, tells_lost;
    int of_command[3]; /* take, day, tell */
    int n_verify;
    int64_t verify_us[VERIFY_MAX], worst_restart_us;
    const char *worst_restart;
};

struct bench {
    char dir[PATH_BYTES];
    char *newborn, *twin, *victim, *files;
    struct stage stage;
    uint64_t seed, dice;
    int kills_wanted, claims, rounds;
    struct story story;
    struct chain chain;
    struct tally tally;
};

static const struct death PEACE = {.kind = DEATH_NONE};

/* How often a letter was handed over is the one thing that a crash may leave behind. */
static const char *const CRASH_MAY_CHANGE[] = {"outbox.attempts", NULL};
/* The name a file came under, and files that only repeat what others said. */
static const char *const DELIVERY_MAY_CHANGE[] = {"files", NULL};

static int64_t setting(const char *name, int64_t otherwise) {
    const char *text = getenv(name);
    return text && text[0] ? strtoll(text, NULL, 0) : otherwise;
}

/* What krav said last, for whoever looks at a failure. */
static void say_why(struct bench *b, const char *home, const char *what) {
    char *log = file_text(b->stage.log);
    (void)fprintf(stderr, "crash: %s: %s (seed %" PRIu64 ")\n%s\n", home, what, b->seed,
                  log ? log : "");
    free(log);
}

static struct ending in_peace(struct bench *b, const char *home, const char *const *args) {
    return krav_run(&b->stage, home, args, &PEACE, &b->dice);
}

static void expect_verified(struct bench *b, const char *home, const char *after) {
    static const char *const verify[] = {"verify", NULL};
    const struct ending e = in_peace(b, home, verify);
    if (e.code != 0) {
        say_why(b, home, after);
        fail_msg("verify found faults after %s", after);
    }
    if (b->tally.n_verify < VERIFY_MAX) {
        b->tally.verify_us[b->tally.n_verify++] = e.took_us;
    }
}

static bool same_directory(const char *what, const char *expected_home, const char *home) {
    char *a = path_of(expected_home, what), *b = path_of(home, what);
    char *at = tree_text(a), *bt = tree_text(b);
    const bool same = texts_agree(what, at, bt);
    free(a);
    free(b);
    free(at);
    free(bt);
    return same;
}

static bool same_book(const char *expected_home, const char *home, const char *const *but) {
    char *a = book_text(expected_home, but), *b = book_text(home, but);
    const bool same = texts_agree("book", a, b);
    free(a);
    free(b);
    return same;
}

/* in/PLUGIN/ holds done/ and rejected/ and nothing else, run/ nothing that grows. */
static bool is_tidy(const char *home) {
    static const char *const nothing[] = {NULL}, *const ends[] = {"done", "rejected", NULL};
    char *in = path_of(home, "in"), *plugins = names_text(in, nothing);
    bool tidy = true;
    char *rest = plugins;
    for (char *name; (name = strsep(&rest, "\n")) != NULL && name[0];) {
        char *dir = path_of(in, name), *left = names_text(dir, ends);
        tidy = texts_agree(dir, "", left) && tidy;
        free(dir);
        free(left);
    }
    free(in);
    free(plugins);
    return tidy && book_number(home, "SELECT count(*) FROM outbox WHERE state IN"
                                     " ('composed', 'asked')") == 0 &&
           book_number(home, "SELECT count(*) FROM files WHERE state = 'applying'") == 0;
}

static void expect_same(struct bench *b, const char *expected, const char *home,
                        const char *const *but) {
    const bool same = same_book(expected, home, but) & same_directory("out", expected, home) &
                      same_directory("documents", expected, home) & is_tidy(home);
    if (!same) {
        say_why(b, home, "does not end as its twin");
        fail_msg("%s is not as %s", home, expected);
    }
}

/* ---- one life ------------------------------------------------------------------------------- */

static void be_born(struct bench *b, const char *home) {
    tree_remove(home);
    tree_copy(b->newborn, home);
}

static int64_t n_steps(const char *home) { return book_number(home, "SELECT count(*) FROM steps"); }

static void draw_death(struct bench *b, const struct command *c, struct death *d) {
    const uint64_t kind = dice_roll(&b->dice, c->is_tell ? 7 : 10);
    *d = (struct death){.kind = kind < 4 ? DEATH_BY_TIME : kind < 7 ? DEATH_BY_CALL
                                                                    : DEATH_OF_WORKER};
    d->after_us = (int64_t)dice_roll(&b->dice, (uint64_t)c->took_us);
    d->call = 1 + (int64_t)dice_roll(&b->dice, (uint64_t)c->calls);
    d->is_torn = dice_roll(&b->dice, 2) == 1;
}

static void count_death(struct bench *b, const struct command *c, const struct death *d,
                        const struct ending *e) {
    struct tally *t = &b->tally;
    t->hosts += e->host_died && d->kind == DEATH_BY_TIME;
    t->by_call += e->host_died && d->kind == DEATH_BY_CALL;
    t->workers += e->worker_died;
    t->of_command[c->is_tell ? 2 : c->args[0][0] == 'd']++;
}

static int n_deaths(const struct tally *t) { return t->hosts + t->by_call + t->workers; }

/* Nothing that was there is gone, and nothing is there that the twin does not have. */
static void expect_prefix(struct bench *b, int64_t before, const char *after) {
    struct chain c = chain_read(b->victim);
    const bool is_prefix = chain_begins(&b->chain, &c);
    if (!is_prefix || c.n < before) {
        say_why(b, b->victim, after);
        fail_msg("after a killed %s: %s", after,
                 is_prefix ? "steps are lost" : "the journal is not how the twin's began");
    }
    chain_free(&c);
}

/* True if the command is done.  `before` is how many steps the book had when it was first given. */
static bool attempt(struct bench *b, struct command *c, const struct death *d, int64_t before,
                    bool is_again) {
    const int64_t had = n_steps(b->victim);
    const struct ending e = krav_run(&b->stage, b->victim, c->args, d, &b->dice);
    if (e.host_died || e.worker_died) {
        count_death(b, c, d, &e);
        expect_verified(b, b->victim, c->args[0]);
        expect_prefix(b, had, c->args[0]);
    } else if (is_again && e.took_us > b->tally.worst_restart_us) {
        b->tally.worst_restart_us = e.took_us;
        b->tally.worst_restart = c->args[0];
    }
    if (c->is_tell && e.host_died) {
        const int64_t has = n_steps(b->victim);
        b->tally.tells_lost += has == before;
        return has == c->steps;
    }
    if (e.code != c->code && !e.host_died && !e.worker_died) {
        say_why(b, b->victim, c->args[0]);
        fail_msg("%s: exit %d, the twin had %d", c->args[0], e.code, c->code);
    }
    return e.code == c->code;
}

static void live_through(struct bench *b, struct command *c) {
    const int64_t before = n_steps(b->victim);
    int deaths = (int)dice_roll(&b->dice, strcmp(c->args[0], "day") == 0 ? 7 : 5);
    for (int i = 0;; i++) {
        struct death d = PEACE;
        if (i < deaths && i < ATTEMPTS_MAX && n_deaths(&b->tally) < b->kills_wanted) {
            draw_death(b, c, &d);
        }
        if (attempt(b, c, &d, before, i > 0)) {
            break;
        }
        b->tally.restarts++;
    }
    if (n_steps(b->victim) != c->steps) {
        say_why(b, b->victim, c->args[0]);
        fail_msg("after %s: %" PRId64 " steps, the twin had %" PRId64, c->args[0],
                 n_steps(b->victim), c->steps);
    }
}

/* Every worker goes with its host: we inherit the orphans, and within two seconds there are none. */
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
static void expect_same_in(struct bench *b) {
    static const char *const places[] = {"in/erp_csv", "in/ocr_giro/done", "in/letter_text",
        "in/unrecognised"};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (!same_directory(places[i], b->twin, b->victim)) {
            say_why(b, b->victim, "files");
            fail_msg("%s is not as the twin's", places[i]);
        }
    }
}

static void live(struct bench *b) {
    be_born(b, b->victim);
    for (int i = 0; i < b->story.n; i++) {
        live_through(b, &b->story.commands[i]);
    }
    expect_no_orphans();
    expect_verified(b, b->victim, "a whole life");
    expect_same(b, b->twin, b->victim, CRASH_MAY_CHANGE);
    expect_same_in(b);
    b->tally.lives++;
}

/* ---- the tests ------------------------------------------------------------------------------ */

static void test_a_life_lived_twice_is_the_same(void **state) {
    struct bench *b = *state;
    be_born(b, b->victim);
    for (int i = 0; i < b->story.n; i++) {
        const struct ending e = in_peace(b, b->victim, b->story.commands[i].args);
        assert_int_equal(e.code, b->story.commands[i].code);
    }
    static const char *const nothing[] = {NULL};
    expect_same(b, b->twin, b->victim, nothing);
}

static int by_size(const void *a, const void *b) {
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void print_tally(struct tally *t) {
    qsort(t->verify_us, (size_t)t->n_verify, sizeof t->verify_us[0], by_size);
    (void)printf("crash: %d kills in %d lives: host %d by time, %d by call; workers %d\n"
                 "crash: of take %d, day %d, tell %d; commands given again %d, tells unrecorded %d\n"
                 "crash: verify after a kill, process included: median %" PRId64 " ms, p99 %" PRId64
                 " ms, worst %" PRId64 " ms\n"
                 "crash: worst command given again and done: %s, %" PRId64 " ms\n",
                 n_deaths(t), t->lives, t->hosts, t->by_call, t->workers, t->of_command[0],
                 t->of_command[1], t->of_command[2], t->restarts, t->tells_lost,
                 t->verify_us[t->n_verify / 2] / 1000, t->verify_us[t->n_verify * 99 / 100] / 1000,
                 t->verify_us[t->n_verify - 1] / 1000, t->worst_restart ? t->worst_restart : "none",
                 t->worst_restart_us / 1000);
}

static void test_killed_and_told_again_the_end_is_the_same(void **state) {
    struct bench *b = *state;
    while (n_deaths(&b->tally) < b->kills_wanted) {
        live(b);
    }
    print_tally(&b->tally);
}

static void test_init_killed_leaves_a_whole_home_or_none(void **state) {
    struct bench *b = *state;
    const char *const init[] = {"init", b->victim, "--example", NULL};
    struct stat info;
    int n_none = 0, n_whole = 0;
    tree_remove(b->victim);
    const struct ending whole = in_peace(b, NULL, init);
    assert_int_equal(whole.code, 0);
    for (int i = 0; i < b->kills_wanted / 10; i++) {
        const struct death d = {.kind = DEATH_BY_CALL, .is_torn = i % 2 == 0,
            .call = 1 + (int64_t)dice_roll(&b->dice, (uint64_t)whole.calls)};
        tree_remove(b->victim);
        (void)krav_run(&b->stage, NULL, init, &d, &b->dice);
        if (stat(b->victim, &info) == 0) {
            expect_verified(b, b->victim, "init");
            n_whole++;
        } else {
            n_none++;
        }
    }
    (void)printf("crash: init killed %d times: %d homes, %d none\n", n_none + n_whole, n_whole,
                 n_none);
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
    struct bench *b = *state;
    static const char *const day[] = {"day", NULL}, *const verify[] = {"verify", NULL};
    char *log = path_of(b->dir, "other.log"), holder[32];
    be_born(b, b->victim);
    const struct command *c = &b->story.commands[0];
    const pid_t pid = krav_start(&b->stage, b->victim, c->args, log);
    assert_true(holds_lock(b->victim, pid));
    /* Held where it is, so that it cannot end before the other has asked. */
    assert_int_equal(kill(pid, SIGSTOP), 0);
    const struct ending refused = in_peace(b, b->victim, day);
    char *said = file_text(b->stage.log);
    (void)snprintf(holder, sizeof holder, "pid %ld", (long)pid);
    const bool is_named = said && strstr(said, holder);
    const struct ending looked = in_peace(b, b->victim, verify);
    assert_int_equal(kill(pid, SIGCONT), 0);
    const int code = krav_wait(pid);
    assert_int_equal(refused.code, 1);
    assert_true(is_named);
    assert_int_equal(looked.code, 0); /* readers are let in */
    assert_int_equal(code, 0);
    assert_int_equal(n_steps(b->victim), c->steps);
    expect_verified(b, b->victim, "two at once");
    free(said);
    free(log);
}

/* ---- deliveries ----------------------------------------------------------------------------- */

#define AT_ONCE_MAX 3

/* The file under another name. */
static char *disguise(struct bench *b, const char *file, int number) {
    char name[64];
    (void)snprintf(name, sizeof name, "delivery_%d_%s", number, strrchr(file, '/') + 1);
    char *path = path_of(b->files, name);
    tree_remove(path);
    (void)unlink(path);
    tree_copy(file, path);
    return path;
}

/* Up to three processes with the same file; those that find the book held come again. */
static void deliver(struct bench *b, const char *home, const char *file, int n_at_once) {
    const char *const take[] = {"take", file, NULL};
    char *log = path_of(b->dir, "other.log");
    pid_t pids[AT_ONCE_MAX];
    for (int n_left = n_at_once; n_left > 0;) {
        int n_done = 0;
        for (int i = 0; i < n_left; i++) {
            pids[i] = krav_start(&b->stage, home, take, log);
        }
        for (int i = 0; i < n_left; i++) {
            const int code = krav_wait(pids[i]);
            assert_in_range(code, 0, 1);
            n_done += code == 0;
        }
        assert_true(n_done > 0); /* one of them held the book */
        n_left -= n_done;
    }
    free(log);
}

static void pass_days(struct bench *b, const char *home) {
    static const char *const day[] = {"day", NULL};
    const struct ending e = in_peace(b, home, day);
    assert_int_equal(e.code, 0);
}

struct delivery {
    int file; /* -1: a day passes */
    bool is_first;
};

static int draw_deliveries(struct bench *b, struct delivery *out) {
    bool seen[8] = {false};
    int n = 0;
    for (int f = 0; f < b->story.n_files; f++) {
        for (int i = 1 + (int)dice_roll(&b->dice, 5); i > 0; i--) {
            out[n++].file = f;
        }
    }
    for (int i = 0; i < 12; i++) {
        out[n++].file = -1;
    }
    for (int i = n - 1; i > 0; i--) {
        const int k = (int)dice_roll(&b->dice, (uint64_t)i + 1), kept = out[i].file;
        out[i].file = out[k].file;
        out[k].file = kept;
    }
    for (int i = 0; i < n; i++) {
        out[i].is_first = out[i].file < 0 || !seen[out[i].file];
        if (out[i].file >= 0) {
            seen[out[i].file] = true;
        }
    }
    return n;
}

static void test_a_file_taken_again_changes_nothing(void **state) {
    struct bench *b = *state;
    struct delivery all[64];
    char *once = path_of(b->dir, "once");
    int n_extra = 0;
    for (int round = 0; round < b->rounds; round++) {
        const int n = draw_deliveries(b, all);
        be_born(b, once);
        be_born(b, b->victim);
        for (int i = 0; i < n; i++) {
            if (all[i].file < 0) {
                pass_days(b, once);
                pass_days(b, b->victim);
                continue;
            }
            const char *file = b->story.files[all[i].file];
            char *other = disguise(b, file, i);
            const int n_at_once = 1 + (int)dice_roll(&b->dice, AT_ONCE_MAX);
            if (all[i].is_first) {
                deliver(b, once, file, 1);
            }
            deliver(b, b->victim, other, n_at_once);
            n_extra += n_at_once - all[i].is_first;
            (void)unlink(other);
            free(other);
        }
        expect_verified(b, b->victim, "deliveries");
        expect_same(b, once, b->victim, DELIVERY_MAY_CHANGE);
    }
    (void)printf("crash: %d deliveries too many in %d rounds, no effect\n", n_extra, b->rounds);
    tree_remove(once);
    free(once);
}

/* ---- before and after ----------------------------------------------------------------------- */

static void live_as_twin(struct bench *b) {
    tree_copy(b->newborn, b->twin);
    for (int i = 0; i < b->story.n; i++) {
        struct command *c = &b->story.commands[i];
        const struct ending e = in_peace(b, b->twin, c->args);
        c->code = e.code;
        c->took_us = e.took_us;
        c->calls = e.calls;
        c->steps = n_steps(b->twin);
        (void)printf("crash:   %-5s %-12.12s exit %d, %6" PRId64 " steps, %5" PRId64 " ms, %6" PRId64
                     " calls\n", c->args[0], strrchr(c->args[1], '/') ? strrchr(c->args[1], '/') + 1
                     : c->args[1], e.code, c->steps, e.took_us / 1000, e.calls);
        if (e.code < 0 || e.code > 1 || (c->is_tell && e.code != 0)) {
            say_why(b, b->twin, c->args[0]);
            cannot(c->args[0], "the undisturbed twin could not do it");
        }
    }
    expect_verified(b, b->twin, "the twin's life");
    b->chain = chain_read(b->twin);
}

static int bench_open(void **state) {
    static struct bench bench;
    struct bench *b = &bench;
    const char *dir = getenv("KRAV_TORTURE_DIR");
    (void)snprintf(b->dir, sizeof b->dir, "%s/krav-crash-XXXXXX", dir && dir[0] ? dir : "/tmp");
    if (!mkdtemp(b->dir) || prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) {
        cannot(b->dir, "cannot be made");
    }
    b->seed = (uint64_t)setting("KRAV_SEED", now_us());
    b->kills_wanted = (int)setting("KRAV_KILLS", 200);
    b->claims = (int)setting("KRAV_CLAIMS", 60);
    b->rounds = (int)setting("KRAV_ROUNDS", 4);
    b->dice = b->seed;
    b->newborn = path_of(b->dir, "newborn");
    b->twin = path_of(b->dir, "twin");
    b->victim = path_of(b->dir, "victim");
    b->files = path_of(b->dir, "files");
    b->stage = (struct stage){.bin = KRAV_BIN, .log = path_of(b->dir, "log"),
        .calls = path_of(b->dir, "calls")};
    (void)printf("crash: KRAV_SEED=%" PRIu64 " KRAV_KILLS=%d in %s\n", b->seed, b->kills_wanted,
                 b->dir);
    const char *const init[] = {"init", b->newborn, "--example", NULL};
    if (mkdir(b->files, 0700) != 0 || in_peace(b, NULL, init).code != 0) {
        say_why(b, b->newborn, "krav init");
        cannot(b->newborn, "cannot be made");
    }
    story_make(&b->story, b->files, b->claims, b->seed);
    live_as_twin(b);
    *state = b;
    return 0;
}

static int bench_close(void **state) {
    struct bench *b = *state;
    if (setting("KRAV_KEEP", 0) == 0) {
        tree_remove(b->dir);
    }
    story_free(&b->story);
    chain_free(&b->chain);
    free(b->newborn);
    free(b->twin);
    free(b->victim);
    free(b->files);
    free(b->stage.log);
    free(b->stage.calls);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_life_lived_twice_is_the_same),
        cmocka_unit_test(test_a_second_process_is_refused_by_name),
        cmocka_unit_test(test_killed_and_told_again_the_end_is_the_same),
        cmocka_unit_test(test_init_killed_leaves_a_whole_home_or_none),
        cmocka_unit_test(test_a_file_taken_again_changes_nothing),
    };
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    return cmocka_run_group_tests(tests, bench_open, bench_close);
}
