/* later.h - when the letters after the payment demand may be sent: one function for each kind.
 *
 * notice.h has the conditions of everything that asks for money; these come on top of them. */
#ifndef KRAV_LAW_LATER_H
#define KRAV_LAW_LATER_H

#include "law/finding.h"

void later_judge_legal_notice(const struct snapshot *s, struct finding *f);
void later_judge_enforcement_notice(const struct snapshot *s, struct finding *f);
void later_judge_bankruptcy_notice(const struct snapshot *s, struct finding *f);
void later_judge_monitoring(const struct snapshot *s, struct finding *f);
void later_judge_plan_offer(const struct snapshot *s, struct finding *f);
void later_judge_plan_agreed(const struct snapshot *s, struct finding *f);
void later_judge_plan_broken(const struct snapshot *s, struct finding *f);
void later_judge_deferral(const struct snapshot *s, struct finding *f);
void later_judge_estate_claim(const struct snapshot *s, struct finding *f);

#endif
