/* duties.c - see duties.h. */
#include "law/duties.h"

#define ANSWER_DAYS 7   /* § 17: at the latest one week from receipt */
#define PAYOUT_DAYS 14  /* § 26 third paragraph */

int32_t law_answer_days(const struct law *law, const struct snapshot *s, int32_t otherwise) {
    const bool on = law != NULL && switch_today(law->acts, NEW_17_ANSWERS, s);
    return on && otherwise > ANSWER_DAYS ? ANSWER_DAYS : otherwise;
}

day law_payout_last_day(const struct law *law, const struct law_moment *m) {
    if (!switch_is_on(law->acts, NEW_26_PAYOUT, m)) {
        return DAY_NONE;
    }
    return m->act < DAY_MAX - PAYOUT_DAYS ? m->act + PAYOUT_DAYS : DAY_MAX;
}
