/* test_serve.c - krav serve is killed again and again, and so are its workers, while files drop in
 * and people speak; each time it is started again, and the book must end as an undisturbed
 * service's: the same cases and balances, every letter and every payment once, every word once.
 *
 *     files ──rename──▶ in/PLUGIN/ ─▶ serve ◀─ tell, day
 *                                      ▲ SIGKILL at random moments, then verify, then a new one
 *
 * The two books are not the same byte for byte: what comes first of a file and a word is chance.
 * They are compared by what they say (PROJECTIONS).  A word whose answer was lost is looked for in
 * the journal before it is said again, as krav tells people to do. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <poll.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "bench.h"

#define N_NOTES 8
#define LIMIT_US (60 * INT64_C(1000000)) /* for one thing to be done, kills and all */

struct life {
    struct bench *b;
    char *twin, *victim, *home; /* home: one of the two */
    char *log, *said;           /* of serve, of who speaks to it */
    int manager;
    pid_t serve;
    bool is_ready;
    int64_t kill_at;            /* INT64_MAX: in peace */
    int kills_left;
    int n_hosts, n_workers, n_starting, n_lost, n_lost_done, n_again, n_alone;
};

/* ---- the service ----------------------------------------------------------------------------- */

static void manager_open(struct life *l) {
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    char name[60];
    const int n = snprintf(name, sizeof name, "@krav-torture-%ld", (long)getpid());
    memcpy(at.sun_path, name, (size_t)n);
    at.sun_path[0] = '\0';
    const socklen_t len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)n);
    l->manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (l->manager < 0 || bind(l->manager, (const struct sockaddr *)&at, len) != 0) {
        cannot(name, strerror(errno));
    }
    (void)setenv("NOTIFY_SOCKET", name, 1);
}

static void hear(struct life *l) {
    char word[100];
    for (ssize_t n; (n = recv(l->manager, word, sizeof word - 1, 0)) > 0;) {
        word[n] = '\0';
        l->is_ready = l->is_ready || strcmp(word, "READY=1") == 0;
    }
}

static void kill_within(struct life *l, uint64_t us) {
    l->kill_at = l->kills_left > 0 ? now_us() + (int64_t)dice_roll(&l->b->dice, us) : INT64_MAX;
}

static void draw_kill(struct life *l) {
    kill_within(l, UINT64_C(100000) << dice_roll(&l->b->dice, 4));
}

static void serve_start(struct life *l) {
    static const char *const serve[] = {"serve", NULL};
    hear(l); /* what the last one said is nobody's now */
    l->is_ready = false;
    l->serve = krav_start(&l->b->stage, l->home, serve, l->log);
    draw_kill(l);
}

static bool has_ended(pid_t pid) {
    siginfo_t info = {0};
    return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid;
}

static bool says(const char *log, const char *words) {
    char *text = file_text(log);
    const bool so = text && strstr(text, words);
    free(text);
    return so;
}

static void fail_with_logs(struct life *l, const char *what) {
    char *log = file_text(l->log), *said = file_text(l->said);
    (void)fprintf(stderr, "crash: %s (seed %" PRIu64 ")\nserve: %s\nsaid: %s\n", what, l->b->seed,
                  log ? log : "", said ? said : "");
    free(log);
    free(said);
    if (l->serve > 0) {
        (void)kill(l->serve, SIGKILL);
    }
    fail_msg("%s", what);
}

/* One of the service's children; 0 if it has none yet. */
static pid_t a_worker(struct life *l) {
    char path[96];
    long pids[16];
    uint64_t n = 0;
    (void)snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)l->serve,
                   (long)l->serve);
    FILE *f = fopen(path, "re");
    while (f && n < 16 && fscanf(f, "%ld", &pids[n]) == 1) {
        n++;
    }
    if (f) {
        (void)fclose(f);
    }
    return n > 0 ? (pid_t)pids[dice_roll(&l->b->dice, n)] : 0;
}

static void kill_something(struct life *l) {
    const pid_t worker = dice_roll(&l->b->dice, 4) == 0 ? a_worker(l) : 0;
    l->kills_left--;
    if (worker > 0 && kill(worker, SIGKILL) == 0) {
        l->n_workers++;
        expect_verified(l->b, l->home, "a worker of the service was killed");
        draw_kill(l);
        return;
    }
    l->n_hosts++;
    l->n_starting += !l->is_ready;
    (void)kill(l->serve, SIGKILL);
    (void)krav_wait(l->serve);
    l->serve = 0;
    expect_verified(l->b, l->home, "the service was killed");
    serve_start(l);
}

/* A moment passes. */
static void turn(struct life *l) {
    hear(l);
    if (has_ended(l->serve)) {
        /* Only because somebody worked without it: their command found no service to ask. */
        const int code = krav_wait(l->serve);
        l->serve = 0;
        if (code != 1 || !says(l->log, "held by")) {
            fail_with_logs(l, "the service ended on its own");
        }
        l->n_alone++;
        serve_start(l);
    } else if (now_us() >= l->kill_at) {
        kill_something(l);
    }
    (void)poll(NULL, 0, 1);
}

static void until(struct life *l, bool (*is_so)(struct life *l), const char *what) {
    const int64_t limit = now_us() + LIMIT_US;
    while (!is_so(l)) {
        if (now_us() > limit) {
            fail_with_logs(l, what);
        }
        turn(l);
    }
}

/* ---- what is asked of it --------------------------------------------------------------------- */

/* Says it once; the exit code. */
static int say(struct life *l, const char *const *args) {
    const int64_t limit = now_us() + LIMIT_US;
    const pid_t pid = krav_start(&l->b->stage, l->home, args, l->said);
    if (l->is_ready && dice_roll(&l->b->dice, 3) == 0) {
        kill_within(l, 40000); /* while it listens, works or answers */
    }
    while (!has_ended(pid)) {
        if (now_us() > limit) {
            (void)kill(pid, SIGKILL);
            fail_with_logs(l, "a command got no answer");
        }
        turn(l);
    }
    return krav_wait(pid);
}

static int64_t n_told(struct life *l) {
    return book_number(l->home, "SELECT count(*) FROM steps WHERE"
                                " json_extract(body, '$.fact.actor') IN ('ola', 'kari')");
}

/* Said until it stands in the book, and then no more. */
static void tell(struct life *l, const char *const *args) {
    const int64_t had = n_told(l);
    for (;; l->n_again++) {
        const int code = say(l, args);
        const bool is_lost = code == 1 && says(l->said, "look before you say it again");
        const bool is_told = n_told(l) == had + 1;
        if (n_told(l) > had + 1 || (code == 0) > is_told ||
            (code != 0 && !is_lost && !says(l->said, "held by"))) {
            fail_with_logs(l, "tell");
        }
        l->n_lost += is_lost;
        l->n_lost_done += is_lost && is_told;
        if (is_told) {
            return;
        }
    }
}

/* Moving the day may be said again: what is done of it is not done twice. */
static void pass(struct life *l, const char *const *args) {
    for (;; l->n_again++) {
        const int kills = l->kills_left;
        const int code = say(l, args);
        if (code == 0) {
            return;
        }
        if (kills == l->kills_left && !says(l->said, "held by")) {
            fail_with_logs(l, "day: refused, and nobody was killed");
        }
    }
}

static void drop(struct life *l, const char *file) {
    const bool is_claims = strstr(file, ".csv") != NULL;
    const char *name = strrchr(file, '/') + 1;
    char *dir = path_of(l->home, is_claims ? "in/erp_csv" : "in/ocr_giro");
    char *to = path_of(dir, name), *from = path_of(l->home, "dropped");
    const struct timespec long_ago[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
    tree_copy(file, from);
    if (utimensat(AT_FDCWD, from, long_ago, 0) != 0 || rename(from, to) != 0) {
        cannot(to, strerror(errno));
    }
    free(dir);
    free(to);
    free(from);
}

static bool is_all_taken(struct life *l) {
    static const char *const dirs[] = {"in/erp_csv", "in/ocr_giro"};
    static const char *const but[] = {"done", "rejected", NULL};
    bool taken = true;
    for (size_t i = 0; i < 2; i++) {
        char *dir = path_of(l->home, dirs[i]), *left = names_text(dir, but);
        taken = taken && left[0] == '\0';
        free(left);
        free(dir);
    }
    return taken;
}

static bool is_ready(struct life *l) { return l->is_ready; }

/* People have more to say while the files are taken. */
static void chat(struct life *l) {
    static const char *const ids[] = {"100000001", "100000002", "100000004", "100000006"};
    for (int i = 0; i < N_NOTES; i++) {
        tell(l, (const char *const[]){"tell", ids[i % 4], "note", "Called.", "--by", "ola", NULL});
    }
}

/* The story: files drop in, and people speak while they are taken; a day waits for them. */
static void live(struct life *l, char *home, int kills) {
    struct story *story = &l->b->story;
    l->home = home;
    l->kills_left = kills;
    be_born(l->b, home);
    serve_start(l);
    until(l, is_ready, "ready at the first start");
    for (int i = 0; i < story->n; i++) {
        const char *const *args = story->commands[i].args;
        if (story->commands[i].by_hand) {
            continue;
        }
        if (story->commands[i].is_tell) {
            tell(l, args);
        } else if (strcmp(args[0], "take") == 0) {
            for (int k = 1; args[k]; k++) {
                drop(l, args[k]);
            }
            if (i > 0) { /* the first claims make the cases that are spoken of */
                chat(l);
            }
        } else {
            until(l, is_all_taken, "the files are taken");
            pass(l, args);
        }
    }
    const int kills_over = l->kills_left;
    l->kills_left = 0;
    l->kill_at = INT64_MAX;
    until(l, is_ready, "ready at the end");
    pass(l, story->commands[story->n - 1].args);
    l->kills_left = kills_over;
    (void)kill(l->serve, SIGTERM);
    const int code = krav_wait(l->serve);
    l->serve = 0;
    if (code != 0) {
        fail_with_logs(l, "the last stop was not a clean one");
    }
    expect_verified(l->b, home, "a whole life");
}

/* ---- the two compared ------------------------------------------------------------------------ */

static const struct {
    const char *what, *sql;
} PROJECTIONS[] = {
    {"cases", "SELECT id, creditor, debtor, stage, parked, opened, closed, disputed, held,"
              " principal_open FROM cases ORDER BY id"},
    {"balances", "SELECT case_id, creditor, account, sum(amount) FROM postings"
                 " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"},
    {"trial balance", "SELECT account, sum(amount) FROM postings GROUP BY 1 ORDER BY 1"},
    {"letters", "SELECT case_id, kind, letter, channel, planned, state, count(*) FROM outbox"
                " GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6"},
    {"payments", "SELECT source, hex(content) FROM sources ORDER BY source"},
    {"waiting", "SELECT kind, source, reference, amount, arrived, settled_by <> 0 FROM waiting"
                " ORDER BY source, kind"},
    {"facts", "SELECT case_id, fact, json_extract(body, '$.fact.actor'), booked_day, count(*)"
              " FROM steps GROUP BY 1, 2, 3, 4 ORDER BY 1, 4, 2, 3"},
    {"tasks", "SELECT case_id, reason, opened, due, done, count(*) FROM tasks"
              " GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"},
    {"files", "SELECT hex(hash), plugin, kind, state, sum, taken_on FROM files ORDER BY 1"},
    {"agenda", "SELECT case_id, why, day FROM agenda ORDER BY 1, 2"},
};

static char *rows_of(const char *home, const char *sql) {
    char *path = path_of(home, "krav.db"), *text = NULL;
    size_t len = 0;
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    FILE *out = open_memstream(&text, &len);
    if (!out || sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_busy_timeout(db, 30000) != SQLITE_OK ||
        sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK) {
        cannot(sql, db ? sqlite3_errmsg(db) : "out of memory");
    }
    while (sqlite3_step(q) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(q); i++) {
            const unsigned char *value = sqlite3_column_text(q, i);
            (void)fprintf(out, "%s ", value ? (const char *)value : "-");
        }
        (void)fputc('\n', out);
    }
    (void)sqlite3_finalize(q);
    (void)sqlite3_close(db);
    (void)fclose(out);
    free(path);
    return text;
}

static void expect_alike(struct life *l) {
    bool alike = true;
    for (size_t i = 0; i < sizeof PROJECTIONS / sizeof PROJECTIONS[0]; i++) {
        char *twin = rows_of(l->twin, PROJECTIONS[i].sql);
        char *victim = rows_of(l->victim, PROJECTIONS[i].sql);
        alike = texts_agree(PROJECTIONS[i].what, twin, victim) && alike;
        assert_true(twin[0] != '\0');
        free(twin);
        free(victim);
    }
    if (!alike) {
        fail_with_logs(l, "the book is not like the undisturbed one");
    }
    expect_same_directory(l->b, "out", l->twin, l->victim);
}

/* ---- the tests ------------------------------------------------------------------------------- */

static void test_a_quiet_life_lived_twice_is_alike(void **state) {
    struct life *l = *state;
    live(l, l->twin, 0);
    live(l, l->victim, 0);
    expect_alike(l);
}

static void test_killed_and_started_again_the_end_is_alike(void **state) {
    struct life *l = *state;
    int lives = 0;
    for (int kills = l->b->kills_wanted; kills > 0; lives++) {
        live(l, l->victim, kills);
        kills = l->kills_left;
        expect_alike(l);
    }
    (void)printf("crash: serve killed %d times in %d lives (%d while it started), workers %d\n"
                 "crash: answers lost %d, of those done %d; said again %d; it started while a"
                 " command worked alone %d\n", l->n_hosts, lives, l->n_starting, l->n_workers,
                 l->n_lost, l->n_lost_done, l->n_again, l->n_alone);
}

static int life_open(void **state) {
    struct life *l = calloc(1, sizeof *l);
    void *bench = NULL;
    (void)setenv("KRAV_KILLS", "60", 0);
    if (!l || bench_open(&bench) != 0) {
        cannot("life", "out of memory");
    }
    l->b = bench;
    l->twin = bench_home(l->b, "twin");
    l->victim = bench_home(l->b, "victim");
    l->log = bench_home(l->b, "serve.log");
    l->said = bench_home(l->b, "said.log");
    manager_open(l);
    *state = l;
    return 0;
}

static int life_close(void **state) {
    struct life *l = *state;
    void *bench = l->b;
    (void)close(l->manager);
    free(l->twin);
    free(l->victim);
    free(l->log);
    free(l->said);
    free(l);
    return bench_close(&bench);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_quiet_life_lived_twice_is_alike),
        cmocka_unit_test(test_killed_and_started_again_the_end_is_alike),
    };
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    return cmocka_run_group_tests(tests, life_open, life_close);
}
