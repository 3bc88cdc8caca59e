/* reversal.h - what was recorded by mistake, taken back by name.
 *
 *     step 41: fee_charged 38,00        ◀── step 57: reversed, "line 1 of step 41"
 *
 * A posting set is never changed: another one says that it is taken back, with the day it counts
 * from and the day it was booked, and is the only one that may.
 *
 *     a charge                  what is still open of it is let go; what was paid on it covers what
 *                               else is owed, and the rest is overpaid
 *     a credit note, a write-off, a fee let go      owed again, from the day it is taken back
 *     a payment to the creditor                     as if it had never been told
 *
 * Money that reached us stands until the bank says otherwise, or it is moved to its right case; what
 * was waived for a payment falls with it.  Interest follows by itself.  Pure; memory: the arena. */
#ifndef KRAV_DOMAIN_REVERSAL_H
#define KRAV_DOMAIN_REVERSAL_H

#include "domain/apply.h"
#include "domain/step.h"

/* Can an event of this kind be taken back at all?  And does that make the debtor owe more? */
bool reversal_takes(const struct event *e);
bool reversal_adds_debt(const struct event *e);
/* The place of an event of the step among its posting sets, 1..; 0: it moved no money. */
int32_t reversal_line(const struct step *s, uint32_t event);
bool reversal_was_made(const struct krav_case *c, int64_t step, int32_t line);

/* in->undone, taken back: its events in out; none when nothing of it is left to take back. */
int apply_reversal(const struct apply_input *in, struct events *out, struct status *st) NODISCARD;

/* hash(claim's outside identity, ordinal): the identity of a refund. */
struct hash refund_key(const struct krav_case *c);
/* The bank's word about a refund (fact.key): paid, or turned back. */
int apply_refund_word(const struct apply_input *in, struct events *out, struct status *st)
    NODISCARD;

#endif
