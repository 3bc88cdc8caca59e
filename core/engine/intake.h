/* intake.h - records from outside become facts: deduplicated, matched to a case, or kept waiting;
 * booked, never lost. */
#ifndef KRAV_ENGINE_INTAKE_H
#define KRAV_ENGINE_INTAKE_H

#include "engine/incoming.h"
#include "engine/engine.h"

enum taken { TAKEN_NEW = 1, TAKEN_DUPLICATE, TAKEN_UNMATCHED, TAKEN_REFUSED };

/* One record, inside the open chunk.  TAKEN_REFUSED: st says why, nothing changed. */
int intake_record(struct engine *e, const struct incoming *in, struct text actor,
                  struct arena *arena, enum taken *taken, struct status *st) NODISCARD;

/* Everything that can be said against a record before any of its file is applied. */
struct seen; /* the identities of one file so far */
struct seen *seen_new(void);
void seen_free(struct seen *s);
void intake_check(struct engine *e, const struct incoming *in, struct seen *seen,
                  struct arena *arena, struct faults *faults);
/* What only the whole file shows: several of its claims are one case. */
void intake_check_end(const struct engine *e, const struct seen *seen, struct faults *faults);

/* A person's word: this money of the waiting room belongs to that case.  A chunk of its own,
 * committed.  STATUS_REFUSED: it is no money, or the case cannot take it. */
int intake_place(struct engine *e, int64_t waiting, int64_t case_id, struct text by,
                 struct arena *arena, struct status *st) NODISCARD;

/* The day a payment counts from, and the day to hold against deadlines (see fact.h). */
void payment_days(const struct engine *e, const struct incoming *in, struct fact *fact,
                  int32_t grace_bank_days);

#endif
