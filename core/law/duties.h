/* duties.h - what the act of 2026 asks of the agency itself: when it may reach out, how soon it
 * answers, when it pays out.  Each is off until its switch says so.  Pure; takes no memory. */
#ifndef KRAV_LAW_DUTIES_H
#define KRAV_LAW_DUTIES_H

#include "law/switches.h"

/* § 15: electronic and oral approaches go Monday to Friday 08-21 and Saturday 09-15, never on a
 * holiday.  Minutes after midnight in Norway; the first is in, the last is out.  24 and 31 December
 * are no holidays by law, and are left in peace here. */
struct contact_hours {
    int32_t from, until; /* equal: none on that day */
};
struct contact_hours contact_hours_of(day d);
bool contact_window(day d, int32_t minutes);
/* The first day with any hours: d itself, or a later one. */
day contact_day_from(day d);

/* § 17: days to answer what came in today.  `otherwise`: as many as are given without the act. */
int32_t law_answer_days(const struct law *law, const struct snapshot *s, int32_t otherwise);

/* § 26: the last day principal may stay on the client account that it reached on m->act, whatever
 * was agreed.  DAY_NONE: the provision is off. */
day law_payout_last_day(const struct law *law, const struct law_moment *m);

#endif
