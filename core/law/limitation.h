/* limitation.h - when a claim is lost by time (foreldelse).
 *
 *     due ──3 years──▶ lapses        § 2
 *       acknowledged ──3 years──▶    §§ 14, 20: a new period, if the claim still lived
 *       judgment ──10 years──▶       § 21 nr 2
 *
 * foreldelsesloven of 1979.  A period of years ends on the same date, or on the last day of a
 * shorter month; on a Saturday, Sunday or holiday it ends on the next working day (§ 29).  A step
 * on the last day is in time.  Pure; takes no memory. */
#ifndef KRAV_LAW_LIMITATION_H
#define KRAV_LAW_LIMITATION_H

#include "law/law.h"

struct limitation_question {
    day due;          /* the day the creditor could first demand payment (§ 3) */
    day acknowledged; /* DAY_NONE: never.  By word or conduct (§ 14); a person judges which */
    day judgment;     /* DAY_NONE: none.  The legal step before it was taken in time (§§ 15, 16) */
};

enum limitation_start { FROM_DUE, FROM_ACKNOWLEDGEMENT, FROM_JUDGMENT, LIMITATION_STARTS };
struct limitation_word {
    const char *name;      /* as in JSON: "acknowledgement" */
    const char *paragraph;
};
extern const struct limitation_word limitation_words[LIMITATION_STARTS];

struct limitation_period {
    enum limitation_start start;
    day from;
    int32_t years;
    day ends;   /* the same date, years on */
    day lapses; /* the last day a step is in time: `ends`, or the next working day */
};

#define LIMITATION_WARNINGS 3
extern const int32_t limitation_warning_days[LIMITATION_WARNINGS]; /* 90, 30, 7 before the last */

struct limitation {
    struct limitation_period periods[LIMITATION_STARTS]; /* in order of time */
    uint32_t n_periods;
    struct limitation_period running; /* the one that counts */
    day warnings[LIMITATION_WARNINGS];
};

/* STATUS_INVALID: days out of order or range.  STATUS_NOT_FOUND: due before the act (1980-01-01).
 * STATUS_REFUSED: acknowledged when the claim had lapsed; that is a person's question. */
int limitation_of(const struct limitation_question *q, struct limitation *out,
                  struct status *st) NODISCARD;

#endif
