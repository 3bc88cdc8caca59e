/* dates.h - the days of a claim's way from due to court, as the law counts them.
 *
 *     due ──14──▶ notice with fee ──14──▶ deadline ──1──▶ demand ──14──▶ deadline ──29──▶ heavy
 *                                                           └──────── six months ─────────▶ expires
 *
 * The starting day is not counted, the last one is (domstolloven § 148): a letter sent on a Monday
 * with fourteen days ends on a Monday, and the next step is lawful on the Tuesday.  Where a letter's
 * day is not given, the earliest lawful one is taken.  Deadlines end on bank days, as in the letters
 * that krav composes: no law says that a deadline on a Saturday moves, so this is the kinder way.
 * An agreement's bank days of grace are not the statute's and not here.  Pure; takes no memory. */
#ifndef KRAV_LAW_DATES_H
#define KRAV_LAW_DATES_H

#include "law/law.h"

struct dates_question {
    day due;                 /* as on the invoice */
    day notice_sent;         /* DAY_NONE: on the first day that bears a fee */
    day demand_sent;         /* DAY_NONE: on the first lawful day */
    int32_t notice_days, demand_days; /* given in the letters; 0: fourteen, the least */
};

/* In order of a claim's life; each is an index into struct dates. */
enum date_step {
    DATE_DUE, DATE_ENFORCEMENT_NOTICE, DATE_REMINDER, DATE_NOTICE, DATE_REMINDER_WITH_FEE,
    DATE_NOTICE_WITH_FEE, DATE_NOTICE_SENT, DATE_NOTICE_DEADLINE, DATE_DEMAND, DATE_DEMAND_SENT,
    DATE_DEMAND_DEADLINE, DATE_LEGAL_STEP, DATE_HEAVY_COSTS, DATE_DEMAND_EXPIRES, DATES
};
struct date_word {
    const char *name;        /* as in JSON: "heavy_costs" */
    const char *paragraph;
    const char *english;     /* what the day is, for a person */
};
extern const struct date_word date_words[DATES];

struct dates {
    day days[DATES];
    bool notice_bears_fee;   /* a notice on DATE_NOTICE_SENT may */
};

/* STATUS_INVALID: a letter on a day the law does not allow, or days too few or out of range.
 * STATUS_NOT_FOUND: due before the rules that are known here. */
int dates_of(const struct dates_question *q, struct dates *out, struct status *st) NODISCARD;

#endif
