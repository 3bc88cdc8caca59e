/* funds.h - client money is proven whole each day (inkassoloven § 16), and payouts stop when it is not.
 *
 *     each day:  client_bank = whose money it is = what the bank has shown or will show
 *                what proven statements have shown = what the last of them closed with
 *     broken ─▶ step funds_broken, a task, no payouts ─▶ krav reconcile proves, or somebody releases
 *
 * Whether payouts are stopped is never kept: it is the journal's last word of these. */
#ifndef KRAV_ENGINE_FUNDS_H
#define KRAV_ENGINE_FUNDS_H

#include "engine/engine.h"
#include "store/funds.h"

#define FUNDS_PROVEN TEXT("proven")   /* of a step `reconciled` */
#define FUNDS_DIFFERS TEXT("differs")

/* Why client money is not whole, and by how much; absent: it is. */
struct text funds_break(const struct funds *f, ore *by);

/* The sums, then the statements that are not proven: what is news of them is recorded. */
int funds_hold(struct engine *e, struct text by, struct status *st) NODISCARD;
/* The same; of the sums, once a day. */
int funds_day(struct engine *e, struct status *st) NODISCARD;

/* *why in the arena: absent when payouts may go out. */
int funds_stopped(struct engine *e, struct arena *arena, struct text *why, struct status *st)
    NODISCARD;

int funds_may_pay(struct engine *e, bool *may, struct status *st) NODISCARD;
/* STATUS_REFUSED, with why, when they may not. */
int funds_insist(struct engine *e, struct status *st) NODISCARD;

/* Somebody lets payouts go on in spite of it.  STATUS_REFUSED: they are not stopped, or no reason is
 * given.  A chunk of its own, committed. */
int funds_release(struct engine *e, struct text by, struct text reason, struct status *st)
    NODISCARD;

/* The task that stands while payouts are stopped. */
int funds_alarm(struct engine *e, struct text text, struct status *st) NODISCARD;
int funds_calm(struct engine *e, struct status *st) NODISCARD;

#endif
