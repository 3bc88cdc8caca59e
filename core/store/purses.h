/* purses.h - departments that are settled apart from their creditor.
 *
 *     payment of a case in department D ──▶ purse of D, once it is opened ──▶ its own settlement
 *                 of any other department ──▶ 0: the creditor's ────────────▶ the creditor's
 *
 * A purse is named by the step that opened it, and holds what its department's cases post from that
 * step on; what came before stays where it came, and goes with the creditor's next settlement.  It
 * is never closed: without terms of its own it is settled by the creditor's.  Nothing is kept beside the journal. */
#ifndef KRAV_STORE_PURSES_H
#define KRAV_STORE_PURSES_H

#include "store/db.h"

struct purse {
    int64_t id;             /* the step that opened it */
    int64_t creditor;
    struct text department;
};
/* Oldest first. */
int purses_all(struct db *db, struct arena *arena, struct purse **out, uint32_t *n,
               struct status *st) NODISCARD;

#endif
