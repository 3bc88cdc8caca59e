/* refund.h - money that is not ours to keep goes back to its payer, through the bank.
 *
 *     krav tell CASE refund ──▶ refunded ──▶ planned ──▶ one batch a day ──▶ payout.h ──▶ the bank
 *     krav match NO --refund ──▶    │                                                      │
 *                                   └──── settled, or reopened with a task  ◀──────────────┘
 *
 * A batch goes out as settlements do: kept by hash before it is promised, asked before the plugin
 * hears of it, recalled, never handed over twice on a guess.  Whom a refund goes to stands among the
 * erasable texts and in the batch's document; the chain has a salted hash. */
#ifndef KRAV_ENGINE_REFUND_H
#define KRAV_ENGINE_REFUND_H

#include "engine/engine.h"
#include "engine/incoming.h"
#include "engine/intake.h"

/* The account and name of a payer, kept; *hash is zero when the account is no account. */
int refund_keep_payer(struct engine *e, struct text account, struct text name, struct text about,
                      struct arena *arena, struct hash *hash, struct status *st) NODISCARD;
/* Can the payer still be paid?  STATUS_REFUSED: the text was erased. */
int refund_payer(struct engine *e, const struct hash *payer, struct arena *arena,
                 struct text *account, struct text *name, struct status *st) NODISCARD;

/* Money of the waiting room goes back; `account` absent: to where the bank says it came from.  A
 * chunk of its own, committed. */
int refund_waiting(struct engine *e, int64_t waiting, struct text account, struct text by,
                   struct arena *arena, struct status *st) NODISCARD;

/* What is planned becomes batches; nothing without a payout plugin, or on a day the bank rests. */
int refund_day(struct engine *e, struct status *st) NODISCARD;

/* The end-to-end id of a refund's transfer, and back: 0 if it is none of ours. */
struct text refund_id(int64_t step, struct arena *arena);
int64_t refund_step_of(struct text id);

/* What the bank says of a refund (in->key); as remit_bank_said.  Inside the open chunk. */
int refund_bank_said(struct engine *e, const struct incoming *in, struct text actor,
                     struct arena *arena, enum taken *taken, struct status *st) NODISCARD;
/* The same of a provider of payment pages; `refused`: why not, NULL: the money is back. */
int refund_provider_said(struct engine *e, int64_t step, const struct text *refused,
                         struct text actor, struct arena *arena, struct status *st) NODISCARD;
/* The channel refused a batch: its refunds have to go back anew.  *n: how many. */
int refund_refused(struct engine *e, const struct hash *batch, struct text actor,
                   struct arena *arena, uint32_t *n, struct status *st) NODISCARD;

#endif
