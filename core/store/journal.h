/* journal.h - the append-only, hash-chained list of steps: the truth. */
#ifndef KRAV_STORE_JOURNAL_H
#define KRAV_STORE_JOURNAL_H

#include "domain/step.h"
#include "store/db.h"

struct journal_head {
    int64_t id;        /* of the last step; 0 = none */
    struct hash hash;  /* its chain hash; zero = none */
};
int journal_head(struct db *db, struct journal_head *out, struct status *st) NODISCARD;
/* Appends `body` (canonical JSON of a step with id head->id + 1) and moves *head.  `at`: UTC ms,
 * 0 in a book-clock home; not part of the chain.  SQL refuses updates and deletes of steps. */
int journal_append(struct db *db, struct journal_head *head, const struct step *step,
                   struct text body, int64_t at, struct status *st) NODISCARD;

struct journal_row {
    int64_t id, case_id, at;
    day booked_day;
    struct text body;
    struct hash previous, hash;
};
/* Called in id order; returns 0 to go on, 1 to stop.  The row lives until it returns. */
typedef int journal_visit(void *ctx, const struct journal_row *row);
/* case_id 0: every step of the book. */
int journal_walk(struct db *db, int64_t case_id, int64_t after_id, journal_visit *visit, void *ctx,
                 struct status *st) NODISCARD;
int journal_count(struct db *db, int64_t case_id, int64_t *n, struct status *st) NODISCARD;

#endif
