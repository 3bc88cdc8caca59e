/* debits.h - requests to payers' banks and their deletions, and how far each has come.
 *
 *     planned ─▶ asked ─┬─▶ done          in a file that was handed in
 *        │  ▲      │    ├─▶ refused       the channel took none of its batch
 *        │  └──────┴────┼── never arrived: planned again
 *        ▼              └─▶ unknown ─▶ done | refused | planned       nobody can say yet
 *     withdrawn             its ground went before anybody was handed it
 *
 * A row's key is its legal identity: of a request the case's own (domain/debit.h), of a deletion made
 * of the request's.  Which batch it went with is the key of a `collect` effect. */
#ifndef KRAV_STORE_DEBITS_H
#define KRAV_STORE_DEBITS_H

#include "base/words.h"
#include "store/db.h"

enum debit_way { DEBIT_WAY_PLANNED = 1, DEBIT_WAY_ASKED, DEBIT_WAY_UNKNOWN, DEBIT_WAY_DONE,
    DEBIT_WAY_REFUSED, DEBIT_WAY_WITHDRAWN, DEBIT_WAYS };
extern const struct words debit_ways;

struct debit_row {
    struct hash key;
    bool deletes;
    struct hash request;   /* key of the request; of a request its own */
    int64_t step, case_id;
    struct text kid;
    day on, due;
    ore amount;
    enum debit_way way;
    struct hash batch;     /* zero while it is planned */
};
int debits_add(struct db *db, const struct debit_row *r, struct status *st) NODISCARD;
/* STATUS_NOT_FOUND. */
int debits_get(struct db *db, const struct hash *key, struct arena *arena, struct debit_row *out,
               struct status *st) NODISCARD;
/* STATUS_CORRUPT if the move is not one of the picture's.  `batch`: with a move to asked. */
int debits_move(struct db *db, const struct hash *key, enum debit_way to,
                const struct hash *batch, struct status *st) NODISCARD;

/* Those that are planned, deletions before requests, then by due day; at most n_max. */
int debits_planned(struct db *db, uint32_t n_max, struct arena *arena, struct debit_row **out,
                   uint32_t *n, struct status *st) NODISCARD;
int debits_of_batch(struct db *db, const struct hash *batch, struct arena *arena,
                    struct debit_row **out, uint32_t *n, struct status *st) NODISCARD;
int debits_of_case(struct db *db, int64_t case_id, struct arena *arena, struct debit_row **out,
                   uint32_t *n, struct status *st) NODISCARD;
/* Cases > after, ascending: a mandate stands and a plan runs, or a request's day has not passed. */
int debits_cases(struct db *db, day today, int64_t after, uint32_t n_max, int64_t *ids,
                 uint32_t *n, struct status *st) NODISCARD;

struct debit_counts {
    int64_t n[DEBIT_WAYS]; /* requests and deletions whose due day has not passed, by way */
    int64_t standing;      /* requests at the bank that nobody has taken back */
    ore standing_ore;
};
int debits_count(struct db *db, day today, struct debit_counts *out, struct status *st) NODISCARD;
/* How many batches were made of that day, withdrawn ones too; *stands: one of them was not withdrawn. */
int debits_batches(struct db *db, day on, int64_t *n, bool *stands, struct status *st) NODISCARD;

#endif
