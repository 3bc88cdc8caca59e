/* refunds.h - money that goes back to its payer, and how far each payout has come.
 *
 *     planned ─▶ underway ─▶ settled      in a batch; the bank paid it
 *        │          │           │
 *        └──────────┴───────────┴─▶ reopened    it did not arrive: it has to go back again
 *
 * A row is named by its step: the transfer's end-to-end id is made of it.  Whom it goes to stands
 * among the erasable texts. */
#ifndef KRAV_STORE_REFUNDS_H
#define KRAV_STORE_REFUNDS_H

#include "base/words.h"
#include "store/db.h"

enum refund_way { REFUND_WAY_PLANNED = 1, REFUND_WAY_UNDERWAY, REFUND_WAY_SETTLED,
    REFUND_WAY_REOPENED };
extern const struct words refund_ways;

struct refund_row {
    int64_t step;
    int64_t case_id, creditor; /* 0: money that no case knew */
    day on;
    ore amount;
    enum refund_way way;
    struct hash key;   /* of the case's refund; zero without a case */
    struct hash payer; /* text: account number, a blank, name; zero: at the provider (provider_refunds.h) */
    struct hash batch; /* key of the payout effect; zero while it is planned */
};
int refunds_add(struct db *db, const struct refund_row *r, struct status *st) NODISCARD;
int refunds_get(struct db *db, int64_t step, struct refund_row *out, struct status *st)
    NODISCARD; /* STATUS_NOT_FOUND */
/* STATUS_CORRUPT if the move is not one of the picture's.  `batch`: with a move to underway. */
int refunds_move(struct db *db, int64_t step, enum refund_way to, const struct hash *batch,
                 struct status *st) NODISCARD;
/* It goes with another batch.  STATUS_CORRUPT if it is not underway. */
int refunds_rebatch(struct db *db, int64_t step, const struct hash *batch, struct status *st)
    NODISCARD;
/* Oldest first, at most n_max: of a batch, or with NULL those planned that go by bank. */
int refunds_list(struct db *db, const struct hash *batch, uint32_t n_max, struct arena *arena,
                 struct refund_row **out, uint32_t *n, struct status *st) NODISCARD;
int refunds_planned(struct db *db, bool *any, struct status *st) NODISCARD;

#endif
