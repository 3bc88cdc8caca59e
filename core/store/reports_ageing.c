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
 * MATERIALIZED keeps it from reading a case's state for each of the brackets. */
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
    " aged AS MATERIALIZED (SELECT d.*, c.creditor, c.department, ?5 - (SELECT " NUMBER_OF(
        "min(json_extract(k.value, '$.claim.due'))") " FROM json_each(c.state, '$.claims') k)"
    "  AS days FROM debt d CROSS JOIN cases c ON c.id = d.case_id WHERE" OF_CASE("c") ")"
    " SELECT r.org, r.name, a.department, CASE WHEN a.days <= 0 THEN 'not due'"
    "  WHEN a.days <= 30 THEN '1-30' WHEN a.days <= 60 THEN '31-60'"
    "  WHEN a.days <= 90 THEN '61-90' WHEN a.days <= 180 THEN '91-180'"
    "  WHEN a.days <= 365 THEN '181-365' ELSE 'over 365' END AS age, count(*),"
    " sum(a.principal), sum(a.interest), sum(a.costs), sum(a.principal + a.interest + a.costs)"
    " FROM aged a JOIN creditors r ON r.id = a.creditor"
    " GROUP BY a.creditor, a.department, age ORDER BY a.creditor, a.department, min(a.days)"},
};
