/* remittances.h - the settlements made with creditors, and how far each payout has come.
 *
 *     underway ─▶ settled    the bank paid it; nothing to pay is settled at once
 *         │          │
 *         └──────────┴─▶ reopened    it was not paid, or it came back: owed again
 *
 * A row is named by its step: the transfer's end-to-end id is made of it. */
#ifndef KRAV_STORE_REMITTANCES_H
#define KRAV_STORE_REMITTANCES_H

#include "base/words.h"
#include "store/db.h"

enum remit_state { REMIT_UNDERWAY = 1, REMIT_SETTLED, REMIT_REOPENED };
extern const struct words remit_states;

struct remittance {
    int64_t step, creditor;
    day on;
    ore total, amount;      /* what was held, what is paid out */
    ore share, commission, vat, over;
    int64_t through_set;    /* the last posting set that it counted */
    enum remit_state state;
    struct hash batch;      /* key of the payout effect; zero: nothing to pay */
    struct hash statement, sheet, pages; /* documents: JSON, CSV, PDF (zero: not made yet) */
    bool written;           /* its files stand in out/settlements */
    day not_before;         /* to be written: not before this day */
    int64_t purse;          /* of a department that is settled apart; 0: the creditor's own */
};
int remittances_add(struct db *db, const struct remittance *r, struct status *st) NODISCARD;
int remittances_get(struct db *db, int64_t step, struct remittance *out, struct status *st)
    NODISCARD; /* STATUS_NOT_FOUND */
/* STATUS_CORRUPT if the move is not one of the picture's. */
int remittances_move(struct db *db, int64_t step, enum remit_state to, struct status *st)
    NODISCARD;
/* It goes with another batch.  STATUS_CORRUPT if it is not underway. */
int remittances_rebatch(struct db *db, int64_t step, const struct hash *batch, struct status *st)
    NODISCARD;
/* Writes pages, written and not_before. */
int remittances_keep_files(struct db *db, const struct remittance *r, struct status *st)
    NODISCARD;

struct remit_filter {
    int64_t creditor;        /* 0: all */
    const struct hash *batch; /* NULL: all */
    enum remit_state state;  /* 0: all */
    day unwritten_on;        /* files that may be written on this day; DAY_NONE: all */
    uint32_t n_max;          /* the newest; 0: all */
};
/* Oldest first. */
int remittances_list(struct db *db, const struct remit_filter *f, struct arena *arena,
                     struct remittance **out, uint32_t *n, struct status *st) NODISCARD;
/* Settlements of the same creditor and day before this one. */
int remittances_before(struct db *db, const struct remittance *r, int64_t *n, struct status *st)
    NODISCARD;
int remittances_underway(struct db *db, int64_t *n, ore *sum, struct status *st) NODISCARD;

#endif
