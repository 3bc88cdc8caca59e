/* agenda.h - when each case wakes up and why: one row per (case, why). */
#ifndef KRAV_STORE_AGENDA_H
#define KRAV_STORE_AGENDA_H

#include "domain/step.h"
#include "store/db.h"

/* Sets or, with DAY_NONE, takes away the row. */
int agenda_set(struct db *db, int64_t case_id, enum agenda_why why, day on, struct status *st)
    NODISCARD;
int agenda_clear(struct db *db, int64_t case_id, struct status *st) NODISCARD; /* closed */

struct agenda_due {
    int64_t case_id;
    enum agenda_why why; /* the most pressing of the due ones: lowest enum value */
    day day;
};
/* The first n_max cases that have a row due on or before `today`, one line each, by an index on
 * the day; ascending case ids. */
int agenda_due(struct db *db, day today, uint32_t n_max, struct agenda_due *out, uint32_t *n,
               struct status *st) NODISCARD;
/* How many cases have a row due on or before `today`. */
int agenda_count(struct db *db, day today, int64_t *n, struct status *st) NODISCARD;
int agenda_of_case(struct db *db, int64_t case_id, struct agenda_row *out, uint32_t n_max,
                   uint32_t *n, struct status *st) NODISCARD;
/* The first day after `today` on which anything is due; DAY_NONE if never. */
int agenda_next_day(struct db *db, day today, day *out, struct status *st) NODISCARD;

#endif
