/* contact.h - contact with debtors other than by paper: when, how often, and with whom not.
 *
 *             00        08  09             15          21        24    by the clock in Norway; the
 *     Mon-Fri  ·········[══════════════════════════════)·········      first minute is in, the last
 *     Sat      ·············[══════════════)·····················      is out; never on a Sunday or
 *     Sun, holiday, 24 and 31 December  ·························      holiday
 *
 *                     hours                       how often              no means no
 *     calls           always: the supervisor's    1 a day, 5 in seven    contact-opt-out
 *                     practice (inkassoloven      days, 15 in thirty-    --channel phone
 *                     § 8), and § 15 of 2026      one, over all cases
 *     e-mail, SMS,    from the day that           as letters             contact-opt-out
 *     portal, mailbox new_15_hours is set                                --channel electronic
 *
 * Pure; takes no memory. */
#ifndef KRAV_LAW_CONTACT_H
#define KRAV_LAW_CONTACT_H

#include "law/finding.h"
#include "law/sending.h"

/* ---- hours ----------------------------------------------------------------------------------- */

struct contact_moment {
    day day;
    int32_t minute;      /* after midnight in Norway, 0..1439 */
};
struct contact_hours {
    int32_t from, until; /* minutes; equal: none on that day */
};
/* acts may be NULL, as the switches' own default: 24 and 31 December are left in peace. */
struct contact_hours contact_hours_of(const struct law_switches *acts, day d);
bool contact_is_open(const struct law_switches *acts, struct contact_moment m);
/* The first moment within the hours: m itself, or the beginning of the next window. */
struct contact_moment contact_next(const struct law_switches *acts, struct contact_moment m);
/* The first day with any hours: d itself, or a later one. */
day contact_day_from(const struct law_switches *acts, day d);

/* When a letter may go, asked at this moment: the moment itself, unless it is for the debtor, goes
 * electronically, the hours bind, and they are over. */
struct contact_moment contact_letter_from(const struct law *law, const struct snapshot *s,
                                          const struct letter *l, struct contact_moment now);

/* ---- calls ----------------------------------------------------------------------------------- */

#define CALLS_A_DAY 1
#define CALLS_A_WEEK 5
#define CALLS_A_MONTH 15
#define CALL_WEEK_DAYS 7   /* any seven days, so every week of the calendar as well */
#define CALL_MONTH_DAYS 31 /* so neither a calendar month nor any thirty days hold more */

/* Attempts so far that count on a day, over all cases of the debtor. */
struct call_counts {
    int32_t day, week, month;
};
struct call_counts contact_calls(const struct snapshot *s, day on);

/* May the debtor be called on snapshot->today?  Closed, dead, objected to, held, agreed and kept,
 * not due, a deadline running: as for a letter that asks for payment; then opt-out, phone, number
 * of attempts, and whether the day has hours at all.  A call that is asked for already waits for no
 * day anew. */
void contact_judge_call(const struct snapshot *s, struct finding *f);

struct call_answer {
    struct verdict verdict;     /* allowed: now */
    struct contact_moment from; /* the first lawful moment; DAY_NONE where no day makes it lawful */
    int32_t until;              /* allowed: the minute at which today's hours end */
    struct call_counts counts;
};
/* The same for a caseworker who has the phone in hand. */
void contact_may_call(const struct law *law, const struct snapshot *s, struct contact_moment now,
                      struct call_answer *out);

/* What an attempt on the day that was told broke: allowed, or forbidden with the reason.  The
 * attempt is one of the snapshot's already. */
void contact_judge_attempt(const struct law *law, const struct snapshot *s, day on,
                           struct verdict *out);

/* ---- letters by electronic channels ---------------------------------------------------------- */

/* Opt-out, an address to send to, the day. */
void contact_judge_letter(const struct snapshot *s, const struct sending *letter,
                          struct finding *f);

#endif
