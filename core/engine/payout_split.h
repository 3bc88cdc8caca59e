/* payout_split.h - a batch that was refused for the sake of some of its transfers.
 *
 *     batch refused ─┬─▶ those that were named: owed again, a task each
 *                    └─▶ the others: a batch of their own, under a key of its own, planned
 *
 * The channel said that nothing happened (REFUSED), so nothing can be paid twice.  If it stops in
 * between, the same batch is handed over and refused again. */
#ifndef KRAV_ENGINE_PAYOUT_SPLIT_H
#define KRAV_ENGINE_PAYOUT_SPLIT_H

#include "engine/plugs.h"
#include "store/outbox.h"

/* *split is false, and nothing is changed, when those that are named are none or all of the batch.
 * Inside the open chunk. */
int payout_split(struct engine *e, struct outbox_row *row, const struct question *q,
                 struct arena *arena, bool *split, struct status *st) NODISCARD;

#endif
