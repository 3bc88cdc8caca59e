/* inquiring.h - when somebody outside may be asked about a debtor.
 *
 * A score is credit information: it needs a purpose of weight (personvernforordningen art. 6 nr. 1 f),
 * which is a claim that stands and a person who has had every chance to pay it.  A register is asked so
 * that what is written is true (art. 5 nr. 1 d): by number only, as long as the case is open. */
#ifndef KRAV_LAW_INQUIRING_H
#define KRAV_LAW_INQUIRING_H

#include "law/finding.h"

#define SCORE_EVERY_DAYS 30
#define WASH_EVERY_DAYS 7

void inquiring_judge_score(const struct law_question *q, struct finding *f);
void inquiring_judge_wash(const struct law_question *q, struct finding *f);

#endif
