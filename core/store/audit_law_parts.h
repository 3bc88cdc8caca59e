/* audit_law_parts.h - the desk of audit_law.c, and what is asked at it.  Internal to store/.
 *
 *     event    what happened, in order; `at` is step * 10000 + place in it
 *     suit     a case: its creditor, debtor, and what kind of debtor
 *     claim    of a case; `effective`: its due day, moved off weekends and holidays
 *     move     a change of a claim's principal
 *     letter   sent; ours, or taken over.  asked: when it was composed, and no longer withheld
 *     about    which claims a letter is about, and whether they surely were open
 *     filing   made, or answered: ends is 1 where the answer ends it
 *     stop     a time in which nothing is asked for, and why
 *     charge   a cost that was charged, and `total`: all that stood then; known: so is its figure
 *     weight   all claims of a case together, as the caps see them
 *     figure   dated amounts and rates; band: caps; holiday, year, segment: for counting days
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

/* The claim's principal, less all that ever came off it by that day, back-dated or not. */
#define OPEN_ON(claim, day)                                                                        \
    claim ".principal + coalesce((SELECT sum(m.amount) FROM move m WHERE m.case_id = " claim       \
          ".case_id AND m.claim = " claim ".number AND m.day <= " day "), 0) > 0"
/* A payment that went back makes a claim look open when it was not. */
#define NEVER_UNDONE_AFTER(case_id, at)                                                            \
    "NOT EXISTS (SELECT 1 FROM event u WHERE u.case_id = " case_id                                 \
    " AND u.kind = 'payment_undone' AND u.at > " at ")"

/* What is taken from the book, and where on the desk it goes: column by column. */
struct copied {
    const char *from, *into;
};

/* Cases that were merged (audit_law_merge.c). */
extern const struct copied law_merges, law_merged_claims, law_merged_costs;
extern const char law_merge_tables[], law_merge_moves[], law_merge_letters[], law_merge_charges[];

/* Filings and their answers (audit_law_filing.c). */
extern const struct copied law_filings;
extern const char law_filing_tables[];
extern const char *const law_filing_checks[];

/* Each up to a NULL. */
extern const char *const law_desk[];          /* scripts: the tables and what is known by itself */
extern const char *const law_desk_derived[];  /* scripts, when events, suits and claims are there */
extern const char *const law_letter_checks[]; /* one sentence per fault */
extern const char *const law_money_checks[];

#endif
