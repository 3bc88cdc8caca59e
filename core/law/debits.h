/* debits.h - may the payer's bank be asked to pay an instalment (AvtaleGiro), and may it still do so?
 *
 *     ask     ground  +  a mandate for this KID, a later day, what is missing, told of it
 *     ground  nothing stops the claim, a plan runs, and so much of that instalment is missing
 *
 * A letter asks somebody who may answer; a bank pays unasked.  So whatever stops asking by letter stops
 * this too: an objection, a hold, time that was given, death, bankruptcy, a debt settlement.  When the
 * ground goes away before the day, the request is taken back; what stands at the bank is judged by
 * `ground` each day, what is new by `ask`.  That the mandate ended takes nothing back: the payer's
 * bank has ended it.  Pure; the arena is for reckoning. */
#ifndef KRAV_LAW_DEBITS_H
#define KRAV_LAW_DEBITS_H

#include "law/finding.h"

struct debit_question {
    const struct law *law;
    const struct snapshot *snapshot;
    struct text kid;
    day due;
    ore amount;
};
/* STATUS_NOT_FOUND: no rate is known for interest until then. */
int law_debit_ask(const struct debit_question *q, struct arena *arena, struct verdict *out,
                  struct status *st) NODISCARD;
int law_debit_ground(const struct debit_question *q, struct arena *arena, struct verdict *out,
                     struct status *st) NODISCARD;

#endif
