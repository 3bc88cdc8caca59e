/* bench.h - where the lives are lived: a home just made, a story to live, and the questions asked
 * of every home afterwards.
 *
 * KRAV_SEED is where the dice begin (printed), KRAV_KILLS (200) the deaths in all, KRAV_CLAIMS (60)
 * the size of the portfolio, KRAV_ROUNDS (4) those of deliveries, KRAV_TORTURE_DIR where it
 * happens; KRAV_KEEP=1 keeps the homes.  What a killed process wrote stays in the kernel's hands,
 * so memory (/dev/shm) is as good as a disk, and quicker; what a power cut leaves is
 * test_store_faults.c's question.
 *
 * Expectations fail the running test; bench_open and bench_close are a cmocka group's. */
#ifndef CRASH_BENCH_H
#define CRASH_BENCH_H

#include "book.h"
#include "run.h"
#include "story.h"
#include "tree.h"

#define VERIFIES_MAX 100000

struct bench {
    char dir[PATH_BYTES];
    char *newborn, *files;
    struct stage stage;
    uint64_t seed, dice;
    int kills_wanted, n_rounds;
    struct story story;
    int n_verified;
    int64_t verify_us[VERIFIES_MAX];
};

int bench_open(void **state);
int bench_close(void **state);
/* Homes born from now on settle with their creditors, for a commission and our own fees.  Payouts
 * are named by the chain: only lives with the same journal have the same ones. */
void bench_pay_creditors(struct bench *b);
char *bench_home(struct bench *b, const char *name); /* the caller frees */

void be_born(struct bench *b, const char *home);
struct ending in_peace(struct bench *b, const char *home, const char *const *args);
int64_t n_steps(const char *home);
/* What krav said last, for whoever looks at a failure. */
void say_why(struct bench *b, const char *home, const char *what);

void expect_verified(struct bench *b, const char *home, const char *after);
/* The directory `what` is the same in both homes, byte for byte. */
void expect_same_directory(struct bench *b, const char *what, const char *expected,
                           const char *home);
/* So are the whole book, except tables and table.columns in `but`, letters and documents; and
 * nothing is left half done. */
void expect_same(struct bench *b, const char *expected, const char *home, const char *const *but);

#endif
