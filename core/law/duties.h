/* duties.h - what the act of 2026 asks of the agency itself: how soon it answers, when it pays
 * out.  Each is off until its switch says so.  Pure; takes no memory. */
#ifndef KRAV_LAW_DUTIES_H
#define KRAV_LAW_DUTIES_H

#include "law/switches.h"

/* § 17: days to answer what came in today.  `otherwise`: as many as are given without the act. */
int32_t law_answer_days(const struct law *law, const struct snapshot *s, int32_t otherwise);

/* § 26: the last day principal may stay on the client account that it reached on m->act, whatever
 * was agreed.  DAY_NONE: the provision is off. */
day law_payout_last_day(const struct law *law, const struct law_moment *m);

#endif
