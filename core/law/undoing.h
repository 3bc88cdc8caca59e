/* undoing.h - the way back: a step's postings taken back, overpaid money returned, a payment moved.
 *
 * Taking a cost back is always lawful.  What makes the debtor owe more again is not, once he was told
 * otherwise and could rely on it. */
#ifndef KRAV_LAW_UNDOING_H
#define KRAV_LAW_UNDOING_H

#include "law/finding.h"

/* q->undone: the step whose postings are taken back. */
void undoing_judge_reverse(const struct law_question *q, struct finding *f);
/* The fact's amount, or all that was overpaid, goes back to its payer. */
void undoing_judge_refund(const struct law_question *q, struct finding *f);

/* Why a payment cannot leave the case; NULL: it can. */
const struct reason *undoing_move_hindrance(const struct krav_case *c,
                                            const struct payment_note *p);

/* 2026 § 26: what was overpaid goes back at once, without anybody asking. */
bool undoing_refunds_at_once(const struct law *law, const struct snapshot *s);
/* 2026 § 26: may money go from one creditor's claim to another's without the debtor's consent? */
bool undoing_needs_consent(const struct law *law, day today);

/* The first day on which money from the debtor is not the creditor's to take: it is set aside, and
 * goes back or on.  DAY_NONE: it may be taken. */
day law_aside_from(const struct party *debtor);

#endif
