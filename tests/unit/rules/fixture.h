/* fixture.h - a bundle made of text, and one small case to put before it. */
#ifndef TEST_RULES_FIXTURE_H
#define TEST_RULES_FIXTURE_H

#include "rules/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct arena arena;
    struct faults faults;
    struct status st;
    struct bundle *bundle;
    struct claim_state claim;
    struct krav_case c;
    struct party debtor;
    struct agreement agreement;
    struct fact fact;
    struct snapshot snapshot;
};

static inline void fixture_init(struct fixture *f) {
    memset(f, 0, sizeof *f);
    arena_init(&f->arena);
    faults_init(&f->faults, &f->arena, 100);
    f->claim.claim.number = 1;
    f->claim.claim.due = day_of(2025, 1, 20);
    f->claim.open = 120000;
    f->c.id = 1;
    f->c.claims = &f->claim;
    f->c.n_claims = 1;
    f->debtor.kind = DEBTOR_CONSUMER;
    f->agreement.level = TEXT("normal");
    f->fact.kind = FACT_DAY_REACHED;
    f->snapshot.today = day_of(2025, 3, 3);
    f->snapshot.c = &f->c;
    f->snapshot.debtor = &f->debtor;
    f->snapshot.agreement = &f->agreement;
    f->snapshot.fact = &f->fact;
    f->snapshot.open = 120000;
    f->snapshot.oldest_due = f->claim.claim.due;
}

static inline void fixture_fini(struct fixture *f) {
    bundle_free(f->bundle);
    arena_fini(&f->arena);
}

/* Loads a bundle of one file; 0 or the status. */
static inline int fixture_load(struct fixture *f, const char *init) {
    struct bundle_file file = {TEXT("init.lua"), text_of(init)};
    struct bundle_source source = {&file, 1};
    return bundle_new(&source, &f->faults, &f->bundle, &f->st);
}

/* A bundle whose stage "bad" decides by `body`, and whose stage "good" is well. */
static inline int fixture_load_body(struct fixture *f, const char *before, const char *body) {
    struct text init = arena_printf(
        &f->arena,
        "local W = workflow { id = 'test', api = 1 }\n"
        "W.level 'normal' { label = 'Normal', calls = int { 2, min = 0, max = 5, says = 'calls' } "
        "}\n"
        "function W.start (c) if c.open > 0 then return 'bad' end return 'good' end\n"
        "%s\n"
        "W.stage 'bad' { label = 'Bad', decide = function (c)\n%s\nend }\n"
        "W.stage 'good' { label = 'Good', decide = function (c) return { note 'fine' } end }\n"
        "return W\n",
        before, body);
    return fixture_load(f, init.ptr);
}

static inline int fixture_decide(struct fixture *f, const char *stage, struct decision *out) {
    f->c.stage = text_of(stage);
    memset(&f->st, 0, sizeof f->st);
    return rules_decide(f->bundle, &f->snapshot, &f->arena, out, &f->st);
}

static inline bool fixture_has_fault(const struct fixture *f, const char *part) {
    for (size_t i = 0; i < f->faults.n; i++) {
        if (strstr(f->faults.items[i].ptr, part)) {
            return true;
        }
    }
    return false;
}

static inline void fixture_expect_fault(const struct fixture *f, const char *part) {
    if (!fixture_has_fault(f, part)) {
        for (size_t i = 0; i < f->faults.n; i++) {
            print_error("  fault: %s\n", f->faults.items[i].ptr);
        }
        fail_msg("no fault with: %s", part);
    }
}

#endif
