/* bench.c - see bench.h. */
#include "bench.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static int64_t setting(const char *name, int64_t otherwise) {
    const char *text = getenv(name);
    return text && text[0] ? strtoll(text, NULL, 0) : otherwise;
}

void say_why(struct bench *b, const char *home, const char *what) {
    char *log = file_text(b->stage.log);
    (void)fprintf(stderr, "crash: %s: %s (seed %" PRIu64 ")\n%s\n", home, what, b->seed,
                  log ? log : "");
    free(log);
}

struct ending in_peace(struct bench *b, const char *home, const char *const *args) {
    static const struct death none = {.kind = DEATH_NONE};
    return krav_run(&b->stage, home, args, &none, &b->dice);
}

void expect_verified(struct bench *b, const char *home, const char *after) {
    static const char *const verify[] = {"verify", NULL};
    const struct ending e = in_peace(b, home, verify);
    if (e.code != 0) {
        say_why(b, home, after);
        fail_msg("verify found faults after %s", after);
    }
    if (b->n_verified < VERIFIES_MAX) {
        b->verify_us[b->n_verified++] = e.took_us;
    }
}

void expect_same_directory(struct bench *b, const char *what, const char *expected,
                           const char *home) {
    char *a = path_of(expected, what), *z = path_of(home, what);
    char *at = tree_text(a), *zt = tree_text(z);
    const bool same = texts_agree(what, at, zt);
    free(a);
    free(z);
    free(at);
    free(zt);
    if (!same) {
        say_why(b, home, what);
        fail_msg("%s/%s is not as in %s", home, what, expected);
    }
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

void expect_same(struct bench *b, const char *expected, const char *home,
                        const char *const *but) {
    if (!same_book(expected, home, but)) {
        say_why(b, home, "another book");
        fail_msg("the book of %s is not that of %s", home, expected);
    }
    expect_same_directory(b, "out", expected, home);
    expect_same_directory(b, "documents", expected, home);
    if (!is_tidy(home)) {
        say_why(b, home, "something is left half done");
        fail_msg("%s is not tidy", home);
    }
}

/* ---- homes ---------------------------------------------------------------------------------- */

void be_born(struct bench *b, const char *home) {
    tree_remove(home);
    tree_copy(b->newborn, home);
}

int64_t n_steps(const char *home) { return book_number(home, "SELECT count(*) FROM steps"); }

char *bench_home(struct bench *b, const char *name) { return path_of(b->dir, name); }

void bench_pay_creditors(struct bench *b) {
    static const char terms[] =
        "[agreement 311758489]\nfrom = 2026-01-01\nlevel = normal\nletter_fee_owner = agency\n"
        "commission = 5,00\n[agreement 311000012]\nfrom = 2026-01-01\nlevel = gentle\n"
        "vat = not_deducted\npayout_every = 7\n";
    static const char plugin[] = "\n[plugin payout_pain001]\nbic = DNBANOKK\n"
                                 "[plugin camt054]\nrun = isolated\n"
                                 "[plugin avtalegiro]\ncustomer_unit = 00310471\n";
    static const char channels[] = "[channels]\n";
    char *conf = path_of(b->newborn, "krav.conf"), *ini = path_of(b->files, "terms.ini");
    char *text = file_text(conf), *at = text ? strstr(text, channels) : NULL;
    FILE *f = at ? fopen(conf, "w") : NULL;
    if (!f) {
        cannot(conf, "has no channels");
    }
    at += sizeof channels - 1;
    (void)fprintf(f, "%.*spayout = payout_pain001\nrequests = avtalegiro\n%s%s", (int)(at - text), text, at, plugin);
    (void)fclose(f);
    file_write(ini, terms, sizeof terms - 1);
    const char *const import[] = {"agreement", "import", ini, NULL};
    if (in_peace(b, b->newborn, import).code != 0) {
        cannot(ini, "is not imported");
    }
    free(conf);
    free(ini);
    free(text);
}

int bench_open(void **state) {
    struct bench *b = calloc(1, sizeof *b);
    if (!b) {
        cannot("bench", "out of memory");
    }
    const char *dir = getenv("KRAV_TORTURE_DIR");
    (void)snprintf(b->dir, sizeof b->dir, "%s/krav-crash-XXXXXX",
                   dir && dir[0] ? dir : access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (!mkdtemp(b->dir) || prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) {
        cannot(b->dir, "cannot be made");
    }
    b->seed = (uint64_t)setting("KRAV_SEED", now_us());
    b->kills_wanted = (int)setting("KRAV_KILLS", 200);
    b->n_rounds = (int)setting("KRAV_ROUNDS", 4);
    b->dice = b->seed;
    b->newborn = path_of(b->dir, "newborn");
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
    story_make(&b->story, b->files, (int)setting("KRAV_CLAIMS", 60), b->seed);
    *state = b;
    return 0;
}

int bench_close(void **state) {
    struct bench *b = *state;
    if (setting("KRAV_KEEP", 0) == 0) {
        tree_remove(b->dir);
    }
    story_free(&b->story);
    free(b->newborn);
    free(b->files);
    free(b->stage.log);
    free(b->stage.calls);
    free(b);
    return 0;
}

