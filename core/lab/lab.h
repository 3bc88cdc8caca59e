/* lab.h - the loop without the book: a bundle's own tests, run in the real sandbox, with the
 * real marshaller and the real law; no database, no plugins, no clock. */
#ifndef KRAV_LAB_LAB_H
#define KRAV_LAB_LAB_H

#include "law/law.h"
#include "rules/rules.h"

struct test_result {
    struct text name;
    struct text file;
    int32_t line;
    bool passed;
    struct text why; /* when it failed: expected, got, where */
};
struct test_report {
    struct test_result *results; uint32_t n_results;
    uint32_t n_failed;
    struct text *stages_not_entered; uint32_t n_stages_not_entered;
    struct text *words_not_used;     uint32_t n_words_not_used;
};
struct test_question {
    struct bundle *rules;
    const struct law *law;
    bool (*breathe)(void *ctx); /* between two tests others have their turn; NULL: there are none */
    void *breathe_ctx;
};
/* Runs every test file of the bundle; each decision is made twice and compared.
 * STATUS_INVALID with faults when a test file does not load; STATUS_BUSY when breathe said to stop. */
int lab_test(const struct test_question *q, struct arena *arena, struct test_report *out,
             struct faults *faults, struct status *st) NODISCARD;

#endif
