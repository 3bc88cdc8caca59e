/* newact.h - what the act of 2026 adds to today's answer, where its switches say so.
 *
 * Called beside the conditions of 1988: what is stricter is added here; what is milder (a demand
 * that does not grow too old) stands where the old condition stands, and asks the switch there. */
#ifndef KRAV_LAW_NEWACT_H
#define KRAV_LAW_NEWACT_H

#include "law/finding.h"
#include "law/sending.h"
#include "law/switches.h"

/* §§ 15, 17, 22, 24, 25, 28-30: a letter to the debtor. */
void newact_judge_letter(const struct snapshot *s, const struct sending *letter,
                         struct finding *f);
/* §§ 17, 24, 25: whether the debtor may be asked for payment at all, by letter or by phone. */
void newact_judge_asking(const struct snapshot *s, struct finding *f);
/* §§ 17, 18: a fee or a cost of collection, after a breach or a rejected objection, or of a minor. */
void newact_judge_cost(const struct snapshot *s, enum owner owner, struct finding *f);

/* §§ 20, 21: bits 1 << PART_x that a letter must hold besides those of its kind. */
unsigned newact_parts(const struct law *law, const struct snapshot *s, enum letter_kind kind);

#endif
