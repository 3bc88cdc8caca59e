/* debits_parts.h - what debits_look.c and debits_batch.c share; for nobody else. */
#ifndef KRAV_ENGINE_DEBITS_PARTS_H
#define KRAV_ENGINE_DEBITS_PARTS_H

#include "domain/plan.h"
#include "domain/snapshot.h"
#include "engine/engine.h"

/* One case, as the law sees it today.  Memory: the arena. */
struct debit_case {
    struct engine *e;
    struct arena *arena;
    struct status *st;
    struct krav_case c;
    struct party debtor;
    struct snapshot s;
};
int debit_case_read(struct debit_case *k, int64_t id) NODISCARD;
/* May the bank still pay it? */
int debit_case_ground(const struct debit_case *k, const struct debit_note *d, struct verdict *v)
    NODISCARD;
/* The fact, of today, in a step of its own.  Inside the open chunk. */
int debit_step(const struct debit_case *k, struct fact fact, int64_t *step) NODISCARD;

#endif
