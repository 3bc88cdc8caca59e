/* day.h - a day's work: settlements with creditors, the agenda, the outbox, payouts, requests to
 * payers' banks.  Doing it twice is a no-op: what is due is what is due, and a case that was looked
 * at is not due any more. */
#ifndef KRAV_ENGINE_DAY_H
#define KRAV_ENGINE_DAY_H

#include "engine/plugs.h"

struct day_report {
    day day;
    struct counters counters;
};

/* Opens the plugins when they are first needed, and once. */
typedef struct desk *desk_needed(void *ctx, struct status *st);
struct day_work {
    desk_needed *desk;
    void *ctx;
};

/* Everything due on e->today: agenda and dispatch until both are empty, and what creditors get. */
int day_finish(struct engine *e, const struct day_work *w, struct day_report *out,
               struct status *st) NODISCARD;
/* The part of it that carries payouts out and writes statements. */
int day_pay(struct engine *e, const struct day_work *w, struct status *st) NODISCARD;
/* Moves a book-clock home to the next day (a recorded fact); its work is day_finish's. */
int day_open(struct engine *e, day to, struct status *st) NODISCARD;
/* Writes the journal's head outside the book: a chain cannot show its own missing tail. */
int day_witness(struct engine *e, struct status *st) NODISCARD;
#define WITNESS_FILE "heads.log"

/* How many cases would be looked at today; writes nothing. */
int day_would(struct engine *e, struct counters *out, struct status *st) NODISCARD;

/* The agenda alone, for benchmarks and tests. */
int day_agenda(struct engine *e, struct status *st) NODISCARD;

#endif
