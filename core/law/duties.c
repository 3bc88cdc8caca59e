/* duties.c - see duties.h. */
#include "law/duties.h"

#include "base/check.h"

#define HOUR 60
#define DAY_MINUTES (24 * HOUR)
#define SATURDAY 6
#define SUNDAY 7
#define ANSWER_DAYS 7   /* § 17: at the latest one week from receipt */
#define PAYOUT_DAYS 14  /* § 26 third paragraph */

static bool is_left_in_peace(day d) {
    const struct ymd date = day_ymd(d);
    return date.month == 12 && (date.day == 24 || date.day == 31);
}

struct contact_hours contact_hours_of(day d) {
    const int weekday = day_weekday(d);
    if (weekday == SUNDAY || day_is_holiday(d) || is_left_in_peace(d)) {
        return (struct contact_hours){0, 0};
    }
    return weekday == SATURDAY ? (struct contact_hours){9 * HOUR, 15 * HOUR}
                               : (struct contact_hours){8 * HOUR, 21 * HOUR};
}

bool contact_window(day d, int32_t minutes) {
    const struct contact_hours hours = contact_hours_of(d);
    ensure(minutes >= 0 && minutes < DAY_MINUTES);
    return minutes >= hours.from && minutes < hours.until;
}

day contact_day_from(day d) {
    while (d < DAY_MAX && contact_hours_of(d).until == 0) {
        d++;
    }
    return d;
}

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
