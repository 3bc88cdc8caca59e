/* acts.h - what is agreed with a debtor: instalments, more time, and the end of a plan.
 *
 * inkassoloven § 13: what the agency agrees binds the creditor.  A rule and a person are held to the
 * same bounds; only ending a plan is freer for a person. */
#ifndef KRAV_LAW_ACTS_H
#define KRAV_LAW_ACTS_H

#include "law/finding.h"

void acts_judge_plan(const struct law_question *q, struct finding *f);
void acts_judge_hold(const struct law_question *q, struct finding *f);
void acts_judge_defer(const struct law_question *q, struct finding *f);
void acts_judge_offer(const struct law_question *q, struct finding *f);
void acts_judge_accept(const struct law_question *q, struct finding *f);
void acts_judge_adjust(const struct law_question *q, struct finding *f);
void acts_judge_end_plan(const struct law_question *q, struct finding *f);

#endif
