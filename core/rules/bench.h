/* bench.h - the words of a bundle's own tests, and the run of one test file.
 *
 *     test file (its own state) ──decide(case)──▶ driver ──▶ bundle (another state) and law
 *                               ◀──── table d ────
 *
 * Test files get case_like, case:with, enter, decide, walk, test, expect and the helpers of the
 * rule language, in the same sandbox under the same limits.  What a decision is made of (snapshot,
 * law) is the driver's business: this file only speaks Lua. */
#ifndef KRAV_RULES_BENCH_H
#define KRAV_RULES_BENCH_H

#include "rules/rules.h"
#include "rules/view.h"
#include "rules/walk.h"

#define BENCH_LETTERS_MAX 16
#define BENCH_TESTS_MAX   1000

/* A letter sent before the day of the test. */
struct bench_letter {
    enum letter_kind kind;
    day sent, deadline;
};
/* case_like { ... }: fields of the snapshot by name, and level and letters. */
struct bench_case {
    struct view_override *fields; /* one per snapshot field */
    struct text level;            /* absent: the driver's choice */
    struct bench_letter letters[BENCH_LETTERS_MAX];
    uint32_t n_letters;
};
struct bench_outcome {
    struct decision decision;
    struct verdict *verdicts; /* one per action */
};
struct bench_result {
    struct text name, file;
    int32_t line;
    bool passed;
    struct text why;
};

struct bench_driver {
    int (*decide)(void *ctx, const struct bench_case *c, bool enter, struct bench_outcome *out,
                  struct status *st);
    int (*walk)(void *ctx, const struct bench_case *c, int32_t days, struct walk *out,
                struct status *st);
    bool (*result)(void *ctx, const struct bench_result *r); /* false: no more tests */
    void *ctx;
};
/* Runs one test file.  Memory: the arena, which also gets the results' texts.  STATUS_INVALID if
 * the file does not load. */
int bench_run(const struct bundle_file *file, const struct bench_driver *driver,
              struct arena *arena, struct status *st) NODISCARD;

/* Is the given value of the field `name` in *value?  For drivers. */
bool bench_field(const struct bench_case *c, const char *name, struct value *value);

#endif
