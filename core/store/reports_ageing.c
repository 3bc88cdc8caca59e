/* reports_ageing.c - ageing (aldersfordeling): what debtors owe, by how long ago it fell due.
 *
 *     postings on debtors' accounts, booked by the day ──▶ what each case owes ──▶ bracket of its age
 *
 * A case is as old as its oldest claim: interest and costs belong to the case, and cannot be divided
 * among claims.  Every øre that the ledger says debtors owe is in exactly one bracket, so the sum is
 * the trial balance of those accounts on the same day. */
#include "store/reports_parts.h"

static const struct report_column COLUMNS[] = {
    COLUMN_CREDITOR,
    COLUMN_DEPARTMENT,
    {.name = "age", .kind = CELL_TEXT,
     .doc = "Days from the effective due day of the case's oldest claim to the day of the report; on "
            "the due day itself a claim is not overdue."},
    {.name = "cases", .kind = CELL_COUNT, .doc = "Cases that owed anything, by what was posted."},
    {.name = "principal", .kind = CELL_ORE, .doc = "Principal that was owed."},
    {.name = "interest", .kind = CELL_ORE, .doc = "Late interest that was posted and owed."},
    {.name = "costs", .kind = CELL_ORE, .doc = "Fees, collection costs and court fees owed."},
    {.name = "open", .kind = CELL_ORE, .doc = "The three together."},
};

/* The plus signs keep SQLite from going through the ledger case by case: it is read once, in order.
 * A bracket is its place in the row until the end, since numbers are quicker to sort than words. */
const struct report_kind report_ageing = {
    .name = "ageing", .doc = "what is owed by days since it fell due, per creditor and department",
    .options = REPORT_CREDITOR | REPORT_DEPARTMENT | REPORT_AS_OF, .adds_up = true,
    .note = "days since the oldest claim of the case fell due; interest as last posted",
    COLUMNS_OF(COLUMNS),
    .sql = {WITH_ASK
    ", debt AS (SELECT p.case_id," SUM_ON("'principal'") " AS principal,"
    SUM_ON("'interest'") " AS interest," SUM_ON(ACCOUNTS_OF_COSTS) " AS costs"
    "  FROM postings p JOIN posting_sets s ON s.id = p.set_id WHERE +p.case_id <> 0"
    "  AND p.account IN (" ACCOUNTS_OF_DEBT ") AND s.booked_day <= ?5 GROUP BY +p.case_id"
    "  HAVING principal <> 0 OR interest <> 0 OR costs <> 0),"
    " aged AS (SELECT c.creditor, c.department, CASE WHEN ?5 <= c.first_due THEN 1"
    "  WHEN ?5 - c.first_due <= 30 THEN 2 WHEN ?5 - c.first_due <= 60 THEN 3"
    "  WHEN ?5 - c.first_due <= 90 THEN 4 WHEN ?5 - c.first_due <= 180 THEN 5"
    "  WHEN ?5 - c.first_due <= 365 THEN 6 ELSE 7 END AS age, count(*) AS cases,"
    "  sum(d.principal) AS principal, sum(d.interest) AS interest, sum(d.costs) AS costs"
    "  FROM debt d CROSS JOIN cases c ON c.id = d.case_id WHERE" OF_CASE("c")
    "  GROUP BY c.creditor, c.department, age)"
    " SELECT r.org, r.name, a.department, CASE a.age WHEN 1 THEN 'not due' WHEN 2 THEN '1-30'"
    "  WHEN 3 THEN '31-60' WHEN 4 THEN '61-90' WHEN 5 THEN '91-180' WHEN 6 THEN '181-365'"
    "  ELSE 'over 365' END, a.cases, a.principal, a.interest, a.costs,"
    "  a.principal + a.interest + a.costs FROM aged a JOIN creditors r ON r.id = a.creditor"
    " ORDER BY a.creditor, a.department, a.age"},
};
