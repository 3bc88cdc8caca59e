/* limitation.h - when a claim is lost by time (foreldelse).
 *
 *     due ──3 years──▶ lapses        § 2
 *       acknowledged ──3 years──▶    §§ 14, 20: a new period, if the claim still lived
 *       judgment ──10 years──▶       § 21 nr 2
 *
 * foreldelsesloven of 1979.  A period of years ends on the same date, or on the last day of a
 * shorter month; on a Saturday, Sunday or holiday it ends on the next working day (§ 29).  A step
 * on the last day is in time.  Pure; takes no memory. */
#ifndef KRAV_DOMAIN_LIMITATION_H
#define KRAV_DOMAIN_LIMITATION_H

#include "base/status.h"
#include "domain/case.h"

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

/* The last day on which something can be done about claim number i of the case: every acknowledgement
 * that came in time gives it three new years, a judgment about it ten.  DAY_NONE: it has no due day. */
day limitation_of_claim(const struct krav_case *c, uint32_t i);
/* The earliest of those of the claims with principal still owed; DAY_NONE: there is none. */
day limitation_of_case(const struct krav_case *c);

/* When a person is told next of a claim that lapses: on the days of the warnings, and when it is
 * too late.  DAY_NONE: there is nothing more to tell. */
day limitation_next_warning(day lapses, day today);
/* The tightest warning that has come by `today`; 0: none yet, or too late for any. */
int32_t limitation_warning(day lapses, day today);

#endif
