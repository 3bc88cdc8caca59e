/* debits.h - payers' banks are asked to pay instalments (AvtaleGiro), and asked no more in time.
 *
 *     look ──▶ planned ──▶ one batch a day ──▶ asked ─┬─ DONE ───▶ done: in the file of the reference
 *      ▲     (a step in each case)   │                ├─ REFUSED ▶ refused: asked for anew tomorrow
 *      │          ▲                  └ judged again   ├─ RETRY ──▶ planned again
 *      │          └───────────────────────────────────┘
 *      │                                              └─ UNKNOWN ▶ recalled, never handed over again
 *   each day: instalments due within `request_days`, and requests whose ground is gone
 *
 * What is asked for is a plan's instalment whose KID has a mandate: nothing else is a promise with a
 * day and a sum that the debtor has made.  The law judges each request when it is planned, and again in
 * the transaction that hands it over (law/debits.h).  A request whose ground went is withdrawn while
 * nobody has it, and deleted at the bank after that.  The batch's number is its day's: there is one a
 * day, so no other has it, ever.  That a payer paid is a payment like any other (domain/debit.h). */
#ifndef KRAV_ENGINE_DEBITS_H
#define KRAV_ENGINE_DEBITS_H

#include "engine/plugs.h"
#include "store/debits.h"

struct outbox_row;

/* How long before the due day a request is handed in, where nothing is set: as long as the debtor is
 * reminded before (law/instalments.c).  How long banks need is not known here: ask the bank. */
#define DEBIT_DAYS 14
#define DEBIT_DAYS_MAX 60
#define DEBITS_MAX 5000 /* of one batch; what is over goes tomorrow */

/* The bank's own word for a payment that it was asked for: 15 of OCR giro, 232 of camt.054. */
bool debit_is_bank_type(struct text bank_type);

/* Is there anything to recall, to look at or to hand over?  Nothing without a plugin for it. */
int debits_has_work(struct engine *e, bool *has, struct status *st) NODISCARD;
/* The day's work.  A plugin that cannot be reached leaves all as it stands, and a task. */
int debits_run(struct engine *e, struct desk *d, struct status *st) NODISCARD;

/* Its parts, for tests too.  Plans requests and deletions, chunk by chunk. */
int debits_look(struct engine *e, struct status *st) NODISCARD;
/* What is planned and still lawful becomes today's batch, moved to asked: from its commit on it may
 * have happened.  *made is false when there is none to hand over. */
int debits_batch(struct engine *e, struct outbox_row *made, bool *any, struct arena *arena,
                 struct status *st) NODISCARD;
/* May a batch that never arrived go as it is?  All that is in it is judged once more. */
int debits_still_stand(struct engine *e, const struct outbox_row *row, struct arena *arena,
                       bool *stands, struct status *st) NODISCARD;
/* None of the batch reached the bank, as the channel says: planned again, or refused for good. */
int debits_not_taken(struct engine *e, struct outbox_row *row, struct text reason, bool refused,
                     struct arena *arena, struct status *st) NODISCARD;

#endif
