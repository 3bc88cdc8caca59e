/* ledger.h - posting sets, append-only, each summing to zero: C and SQL refuse anything else.
 *
 * SQL: a set is closed by its row in `posting_sets`, whose insert trigger adds its postings;
 * triggers refuse a posting into a closed set, an edit and a delete. */
#ifndef KRAV_STORE_LEDGER_H
#define KRAV_STORE_LEDGER_H

#include "domain/posting.h"
#include "store/db.h"

struct posting_set {
    int64_t step;         /* the step that made it */
    enum event_kind why;  /* the event it follows from */
    day legal_day, booked_day;
    int64_t reverses;     /* the set it takes back; 0 = none */
    int64_t purse;        /* the department's own (purses.h); 0: the creditor's */
    const struct posting *postings;
    uint32_t n;
};
/* Inside a transaction, after its step was appended.  On failure the caller rolls back.
 * *id: of the new set.  STATUS_CORRUPT if it does not sum to zero, or would make a creditor's
 * client money, or our share of it, negative (inkassoloven § 16; client_money.h). */
int ledger_post(struct db *db, const struct posting_set *set, int64_t *id, struct status *st)
    NODISCARD;

/* The set that is the line-th of a case's step, 1..; STATUS_NOT_FOUND. */
int ledger_set_of(struct db *db, int64_t case_id, int64_t step, int32_t line, int64_t *id,
                  struct status *st) NODISCARD;

struct ledger_filter {
    int64_t case_id;   /* 0: all */
    int64_t creditor;  /* 0: all */
    day as_of;         /* DAY_NONE: now */
    bool by_legal;     /* as_of is a legal day: what counts from it, however late it was booked */
};
struct ledger_balance {
    enum account account;
    ore balance;
};
/* One row per account that was ever touched, in chart order. */
int ledger_trial(struct db *db, const struct ledger_filter *f, struct arena *arena,
                 struct ledger_balance **out, uint32_t *n, struct status *st) NODISCARD;
struct ledger_line {
    int64_t set, step, case_id, creditor, reverses, purse;
    enum event_kind why;
    day legal_day, booked_day;
    enum account account;
    ore amount;
};
int ledger_lines(struct db *db, const struct ledger_filter *f, uint32_t n_max, struct arena *arena,
                 struct ledger_line **out, uint32_t *n, struct status *st) NODISCARD;
/* Walks all postings of the book in order (for verify: compared with the journal's). */
typedef int ledger_visit(void *ctx, const struct ledger_line *line);
int ledger_walk(struct db *db, ledger_visit *visit, void *ctx, struct status *st) NODISCARD;

#endif
