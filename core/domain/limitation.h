/* limitation.h - when a claim is lost by time (foreldelse).
 *
 *     due ──3 years──▶ lapses            § 2; ten years for loans and debt instruments, § 5
 *       acknowledged ──3 (10) years──▶   §§ 14, 20
 *       filed ··pending··▶ ended         §§ 15-18, 21 nr 1: nothing lapses in between, then
 *                            ──10 years──▶   a judgment, enforcement, an estate: § 21 nr 2, nr 3
 *                            ──1 year──▶     nothing was decided: § 22
 *       agreed, extended ──▶ that day    §§ 28, 10, within their bounds
 *
 * foreldelsesloven of 1979.  What comes after the claim lapsed moves nothing; what comes in time
 * never takes from what there was.  The order in which things are told is of no consequence.  A
 * period of years ends on the same date, or on the last day of a shorter month; on a Saturday,
 * Sunday or holiday it ends on the next working day (§ 29).  A step on the last day is in time.
 *
 * A case has one debtor, so § 25 (several debtors) has nothing to say here.  Pure; periods are the
 * arena's. */
#ifndef KRAV_DOMAIN_LIMITATION_H
#define KRAV_DOMAIN_LIMITATION_H

#include "base/arena.h"
#include "domain/case.h"

#define LIMITATION_NEVER DAY_MAX /* something is pending: nothing lapses */
#define LIMITATION_YEARS 3       /* § 2 */
#define LIMITATION_LONG_YEARS 10 /* §§ 5, 21; and the most that §§ 10 and 28 give in all */

enum limitation_start {
    FROM_DUE, FROM_ACKNOWLEDGEMENT, FROM_JUDGMENT, FROM_PURSUIT, FROM_DEDUCTION, FROM_FAILED_STEP,
    FROM_ENFORCEMENT, FROM_ESTATE, FROM_AGREEMENT, FROM_EXTENSION, LIMITATION_STARTS
};
struct limitation_word {
    const char *name;      /* as in JSON: "acknowledgement" */
    const char *paragraph;
};
extern const struct limitation_word limitation_words[LIMITATION_STARTS];

struct limitation_period {
    enum limitation_start start;
    day interrupted; /* the day of the step or the word; of FROM_DUE: the day the period runs from */
    day from;        /* the new period runs from: when it was decided or ended */
    int32_t years;   /* 0: until a day, or nothing at all */
    day ends;        /* the same date, years on */
    day lapses;      /* by this alone: the last day in time; NEVER: pending; DAY_NONE: no period */
    bool counts;     /* false: it came too late, or came to nothing */
};
const char *limitation_paragraph(const struct limitation_period *p);

#define LIMITATION_WARNINGS 3
extern const int32_t limitation_warning_days[LIMITATION_WARNINGS]; /* 90, 30, 7 before the last */

/* § 29. */
day limitation_lapses_after(day from, int32_t years);
/* § 3: the agreed due day; where none was agreed beforehand, the day of delivery if that is earlier. */
day limitation_begins(const struct claim *claim);

/* The last day on which something can be done about claim number i of the case; NEVER: while
 * something is pending.  DAY_NONE: it has no due day. */
day limitation_of_claim(const struct krav_case *c, uint32_t i);
/* The earliest of those of the claims with principal still owed; DAY_NONE: none of them can lapse. */
day limitation_of_case(const struct krav_case *c);
/* Everything that bears on claim i: its own period first, then the others by day.  Returns how many. */
uint32_t limitation_periods(const struct krav_case *c, uint32_t i, struct arena *arena,
                            struct limitation_period **out);

/* Of the interest on claim i that fell due on a day: three years by itself (§§ 2, 5); what was
 * interrupted when it had fallen due follows the claim.  What falls due after a legal step does not
 * lapse while the claim stands, from 2026 on, unless it was lost by then (§ 21 nr 5). */
day limitation_of_interest(const struct krav_case *c, uint32_t i, day fell_due);
/* The last day, from `fell_due` on, for whose interest the same things count. */
day limitation_same_until(const struct krav_case *c, day fell_due);

/* Of cost number i, three years from its day; it follows the steps that came after it.  A complaint
 * before the board interrupts the costs, and them alone (§ 16 nr 2, inkassoloven § 26). */
day limitation_of_cost(const struct krav_case *c, uint32_t i);

/* When a person is told next of a claim that lapses: on the days of the warnings, and when it is
 * too late.  DAY_NONE: there is nothing more to tell. */
day limitation_next_warning(day lapses, day today);
/* The tightest warning that has come by `today`; 0: none yet, or too late for any. */
int32_t limitation_warning(day lapses, day today);

#endif
