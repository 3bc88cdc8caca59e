/* audit_law_parts.h - the desk of audit_law.c, and what is asked at it.  Internal to store/.
 *
 *     event    what happened, in order; `at` is step * 10000 + place in it; `body` the rarer ones'
 *              JSON; `amount` of a payment is what was too much; `told`: of a letter, by how much
 *              costs may rise, of a plan, the addition
 *     suit     a case: its creditor, debtor, and what kind of debtor
 *     claim    of a case; `effective`: its due day, moved off weekends and holidays; `begins`,
 *              `years`: of limitation
 *     move     a change of a claim's principal
 *     letter   sent; ours, or taken over.  asked: when it was composed, and no longer withheld
 *     about    which claims a letter is about, and whether they surely were open
 *     filing   made, or answered: ends is 1 where the answer ends it
 *     stop     a time in which nothing is asked for, and why; costs, court: neither charged nor filed
 *     charge   a cost that was charged, and `total`: all that stood then; known: so is its figure
 *     weight   all claims of a case together, as the caps see them
 *     figure   dated amounts and rates; band: caps; holiday, year, segment: for counting days;
 *              sats: the inkassosats of the days that are asked about, and whether it is known
 *
 * Days are numbers as in the book (base/day.h). */
#ifndef KRAV_STORE_AUDIT_LAW_PARTS_H
#define KRAV_STORE_AUDIT_LAW_PARTS_H

/* A day of the journal as a number, and a number as a day to read. */
#define DAY_NUMBER(text) "strftime('%s', " text ") / 86400 + 719163"
#define DAY_SHOWN(number) "date((" number " - 719163) * 86400, 'unixepoch')"
#define STEP_OF_EVENT(at) at " / 10000"
/* The same date so many months on, or the month's last day. */
#define MONTHS_ON(number, months)                                                                  \
    "min(strftime('%s', " DAY_SHOWN(number) ", '+" months " months'),"                             \
    " strftime('%s', " DAY_SHOWN(number) ", 'start of month', '+" months                           \
    " months', '+1 month', '-1 day')) / 86400 + 719163"

#define YEARS_ON(number, years)                                                                    \
    "min(strftime('%s', " DAY_SHOWN(number) ", '+' || (" years ") || ' years'),"                   \
    " strftime('%s', " DAY_SHOWN(number) ", 'start of month', '+' || (" years ") || ' years',"     \
    " '+1 month', '-1 day')) / 86400 + 719163"

/* The claim's principal, less all that ever came off it by that day, back-dated or not. */
#define OPEN_ON(claim, day)                                                                        \
    claim ".principal + coalesce((SELECT sum(m.amount) FROM move m WHERE m.case_id = " claim       \
          ".case_id AND m.claim = " claim ".number AND m.day <= " day "), 0) > 0"
/* A payment that went back makes a claim look open when it was not. */
#define NEVER_UNDONE_AFTER(case_id, at)                                                            \
    "NOT EXISTS (SELECT 1 FROM event u WHERE u.case_id = " case_id                                 \
    " AND u.kind = 'payment_undone' AND u.at > " at ")"

/* The same day, or the next working one (foreldelsesloven § 29, gjeldsbrevlova § 5 by analogy): ten
 * days on there is always one. */
#define WORKING_DAY_FROM(day)                                                                      \
    "(SELECT min(day) FROM (WITH RECURSIVE t (day, n) AS (SELECT " day ", 0 UNION ALL"             \
    " SELECT day + 1, n + 1 FROM t WHERE n < 10) SELECT day FROM t)"                               \
    " WHERE day % 7 BETWEEN 1 AND 5 AND day NOT IN (SELECT day FROM holiday))"
/* The inkassosats of a day on which something was sent or charged. */
#define SATS(of_day) "(SELECT f.value FROM sats f WHERE f.day = " of_day ")"
/* Hundredths of the inkassosats, light: the widest band that the due days of `w` open. */
#define LIGHT_BAND(w)                                                                              \
    "(SELECT max(b.light) FROM band b WHERE b.due_from <= " w ".last_due AND b.due_to >= " w       \
    ".first_due AND " w ".principal > b.above AND " w ".principal <= b.up_to)"
/* foreldelsesloven § 3: the due day on the invoice; without an agreed term the day of delivery, if
 * that is earlier.  § 5: ten years for loans and debt instruments. */
#define LIMITATION_BEGINS(of)                                                                      \
    "CASE WHEN coalesce(" of("term_agreed") ", 0) OR " of("delivered") " IS NULL THEN "            \
    DAY_NUMBER("coalesce(" of("due_stated") ", " of("due") ")") " ELSE "                           \
    DAY_NUMBER("min(" of("delivered") ", coalesce(" of("due_stated") ", " of("due") "))") " END"
#define LIMITATION_YEARS_OF(of)                                                                    \
    "CASE WHEN " of("basis") " IN ('loan', 'debt_instrument') THEN 10 ELSE 3 END"
/* "payment demand of 2026-05-04" */
#define SHOWN(l)                                                                                   \
    "coalesce((SELECT w.shown FROM letter_word w WHERE w.kind = " l ".kind), " l ".kind)"          \
    " || ' of ' || " DAY_SHOWN(l ".sent")
/* A letter `n` that had run out, unreturned, at the moment `at` of `day`, about this claim. */
#define MISSED(of_kind, case_id, of_claim, at_moment, on_day)                                      \
    "EXISTS (SELECT 1 FROM about b JOIN letter n ON n.at = b.letter"                               \
    " WHERE b.case_id = " case_id " AND b.claim = " of_claim " AND n.kind = " of_kind              \
    " AND n.at < " at_moment " AND n.gone > " at_moment " AND n.deadline - n.sent >= 14"           \
    " AND n.deadline < " on_day

/* What is taken from the book, and where on the desk it goes: column by column.  Up to a NULL. */
struct copied {
    const char *from, *into;
};
extern const struct copied law_copies[]; /* audit_law_read.c */

/* Each a script, run in this order (law_desk_derived), on what was read. */
extern const char law_merge_tables[], law_merge_moves[], law_merge_letters[], law_merge_charges[];
extern const char law_filing_tables[], law_filings[];
extern const char law_contact_tables[], law_contacts[];
extern const char law_duty_stops[];
extern const char law_limitation_tables[], law_limitation_marks[],
    law_limitation_late[];

/* Each up to a NULL. */
extern const char *const law_desk[];          /* scripts: the tables and what is known by itself */
extern const char *const law_desk_derived[];  /* scripts, when the book has been read */
extern const char *const law_letter_checks[]; /* one sentence per fault */
extern const char *const law_money_checks[];
extern const char *const law_filing_checks[];
extern const char *const law_contact_checks[];
extern const char *const law_plan_checks[];
extern const char *const law_duty_checks[];
extern const char *const law_debit_checks[];
extern const char *const law_limitation_checks[];

#endif
