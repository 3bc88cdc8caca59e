/* remit.h - creditors are settled (avregning): what is held for each becomes a statement, a payout
 * and the agency's income.
 *
 *     look ─▶ step remitted, one a creditor ─▶ step payout_batched with one effect ─▶ commit
 *                statement: JSON and CSV          the batch: what the bank is to pay
 *                                                        │
 *     the bank's word ─▶ payout settled, or reopened     └─▶ payout.h, statement_files.h
 *
 * Each purse is settled by itself: the creditor's, and that of each department whose agreement has
 * terms of its own for it (store/purses.h).  The terms are those of the agreement with the creditor
 * as a whole; where only departments have one, those of the newest.  What the agreement of a
 * department says of its own settlement goes before.  Settled is on bank days, on the last one within `payout_every` days
 * of the last settlement (or of the first money): never later.  A payout below `payout_min` waits,
 * and with it all of that settlement.  Neither counts under the act of 2026, § 26: what came is paid
 * on within fourteen days of the day it came. */
#ifndef KRAV_ENGINE_REMIT_H
#define KRAV_ENGINE_REMIT_H

#include "domain/settlement.h"
#include "domain/statement.h"
#include "engine/engine.h"
#include "engine/incoming.h"
#include "engine/intake.h"
#include "store/client_money.h"

/* What a settlement with a creditor would be, today. */
struct remit_plan {
    const struct creditor *creditor;
    struct agreement terms;
    struct text department; /* settled apart; absent: the creditor's */
    struct client_money money;
    int64_t through;      /* the last posting set that counts */
    uint32_t n_payments;  /* of the period */
    struct event event;   /* EVENT_REMITTED, complete but for ref */
    struct statement statement; /* complete but for id */
};
/* Writes nothing.  Memory: the arena.  STATUS_LIMIT: more cases than a statement holds. */
int remit_look(struct engine *e, const struct client_money *money, struct arena *arena,
               struct remit_plan *out, struct status *st) NODISCARD;
/* The day of the creditor's next settlement: the last bank day within the time agreed, and not the
 * day of the last one. */
int remit_due(struct engine *e, const struct client_money *money, day *due, struct status *st)
    NODISCARD;
/* The last bank day on which the oldest money that waits may be paid on, whatever was agreed;
 * DAY_NONE: no act says so. */
int remit_last_day(struct engine *e, const struct client_money *money, day *last,
                   struct status *st) NODISCARD;
/* False: nothing came in, went back or is held. */
bool remit_is_needed(const struct remit_plan *p);

/* Departments that have terms of their own by now get their purses, in a chunk of their own. */
int remit_open_purses(struct engine *e, struct status *st) NODISCARD;

/* Settles with every creditor whose turn it is; once a day. */
int remit_day(struct engine *e, struct status *st) NODISCARD;
/* Settles with this creditor now (0: with all), whatever the day and the least amount. */
int remit_now(struct engine *e, int64_t creditor, uint32_t *n, struct status *st) NODISCARD;

/* What the bank says of a payout: settled, or reopened with a task.  in->key is the transfer's id.
 * What does not fit our books is recorded, changes nothing and goes to a person
 * (TAKEN_UNMATCHED).  Inside the open chunk. */
int remit_bank_said(struct engine *e, const struct incoming *in, struct text actor,
                    struct arena *arena, enum taken *taken, struct status *st) NODISCARD;
/* The payout of this settlement will not come: owed again, in a step of its own. */
int remit_reopen(struct engine *e, int64_t step, const struct fact *fact, struct status *st)
    NODISCARD;

/* The end-to-end id of a settlement's transfer, and back: 0 if it is none of ours. */
struct text remit_id(int64_t step, struct arena *arena);
int64_t remit_step_of(struct text id);

#endif
