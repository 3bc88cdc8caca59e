/* reports_solution.c - solution rate (løsningsgrad): what became of the cases that were received.
 *
 *     cohort       cases opened in the month (--from, --to)
 *     numerator    by count: those that were closed as paid by the day of the report
 *                  by principal: principal that was paid, to us or to the creditor itself
 *     denominator  by count: all cases of the cohort
 *                  by principal: what was received, less what the creditor took back (credit notes)
 *
 * Rates are published with many definitions; these are written beside each figure, so that nobody
 * need guess.  A case that was closed and opened again counts as it stands today. */
#include "store/reports_parts.h"

static const struct report_column COLUMNS[] = {
    {.name = "month", .kind = CELL_TEXT, .doc = "The month the cases were opened: the cohort."},
    COLUMN_CREDITOR,
    COLUMN_DEPARTMENT,
    {.name = "level", .kind = CELL_TEXT,
     .doc = "The agreement's level on the day the case was opened."},
    {.name = "cases", .kind = CELL_COUNT, .doc = "Cases received."},
    {.name = "solved", .kind = CELL_COUNT,
     .doc = "Of them, closed as paid by the day of the report."},
    {.name = "before_notice", .kind = CELL_COUNT,
     .doc = "Of those solved: without a collection notice (inkassovarsel), ours or the creditor's."},
    {.name = "before_demand", .kind = CELL_COUNT,
     .doc = "Of those solved: after a notice, without a payment demand (betalingsoppfordring)."},
    {.name = "after_demand", .kind = CELL_COUNT, .doc = "Of those solved: after a payment demand."},
    {.name = "ended_otherwise", .kind = CELL_COUNT,
     .doc = "Not solved, but closed by the day of the report: withdrawn, given up, a small rest."},
    {.name = "by_count", .kind = CELL_PERCENT, .doc = "solved of cases."},
    {.name = "principal", .kind = CELL_ORE,
     .doc = "Principal received with the cases, and moved to them from others."},
    {.name = "credited", .kind = CELL_ORE,
     .doc = "Principal the creditor took back: credit notes and corrections."},
    {.name = "collected", .kind = CELL_ORE, .doc = "Principal paid to the client account."},
    {.name = "paid_direct", .kind = CELL_ORE, .doc = "Principal paid to the creditor itself."},
    {.name = "let_go", .kind = CELL_ORE, .doc = "Principal waived or written off."},
    {.name = "open", .kind = CELL_ORE, .doc = "Principal still owed on the day of the report."},
    {.name = "by_principal", .kind = CELL_PERCENT,
     .doc = "collected and paid_direct, of principal less credited."},
};

/* Was a letter of the kind sent by the day of the report? */
#define WAS_SENT(kind)                                                                             \
    "EXISTS (SELECT 1 FROM json_each(c.state, '$.letters') l"                                      \
    " WHERE json_extract(l.value, '$.kind') = '" kind "'"                                          \
    " AND " NUMBER_OF("json_extract(l.value, '$.sent')") " <= ?5)"
/* Claims that move to another case leave one and are received by the other. */
#define IS_RECEIVED "why IN ('claim_added', 'merged', 'merged_into')"
#define WHEN(why) "coalesce(sum(-m.principal) FILTER (WHERE m." why "), 0)"

const struct report_kind report_solution = {
    .name = "solution-rate", .doc = "what became of the cases received in each month",
    .options = REPORT_CREDITOR | REPORT_DEPARTMENT | REPORT_SPAN | REPORT_AS_OF, .adds_up = true,
    .note = "by count: solved of cases; by principal: collected and paid direct, of principal less "
            "credited",
    COLUMNS_OF(COLUMNS),
    .sql = {WITH_ASK "," POSTED("s.booked_day <= ?5 AND p.case_id <> 0 AND p.account IN"
                               " ('principal', 'client_bank')")
    ", moved AS (SELECT m.case_id, -" WHEN(IS_RECEIVED) " AS principal,"
    "  " WHEN("why = 'claim_reduced'") " AS credited,"
    "  " WHEN(IS_PAYMENT " AND m.bank <> 0") " AS collected,"
    "  " WHEN(IS_PAYMENT " AND m.bank = 0") " AS direct, sum(m.principal) AS open"
    "  FROM posted m GROUP BY m.case_id),"
    " cohort AS MATERIALIZED (SELECT c.creditor, c.department, " MONTH_OF("c.opened") " AS month,"
    "  coalesce((SELECT json_extract(a.terms, '$.level') FROM agreements a"
    "   WHERE a.creditor = c.creditor AND a.department IN (c.department, '')"
    "   AND a.from_day <= c.opened AND (a.to_day = 0 OR a.to_day >= c.opened)"
    "   ORDER BY a.department DESC LIMIT 1), '') AS level,"
    "  c.closed <> 0 AND c.closed <= ?5 AS ended, c.closed <> 0 AND c.closed <= ?5"
    "  AND json_extract(c.state, '$.close_why') = 'paid' AS solved,"
    "  " WAS_SENT("collection_notice") " AS noticed, " WAS_SENT("payment_demand") " AS demanded,"
    "  m.* FROM cases c LEFT JOIN moved m ON m.case_id = c.id"
    "  WHERE c.opened BETWEEN ?3 AND min(?4, ?5) AND" OF_CASE("c") ")"
    ", total AS (SELECT month, creditor, department, level, count(*) AS cases,"
    "  sum(solved) AS solved, sum(solved AND NOT noticed AND NOT demanded) AS before_notice,"
    "  sum(solved AND noticed AND NOT demanded) AS before_demand,"
    "  sum(solved AND demanded) AS after_demand, sum(ended AND NOT solved) AS otherwise,"
    "  coalesce(sum(principal), 0) AS principal, coalesce(sum(credited), 0) AS credited,"
    "  coalesce(sum(collected), 0) AS collected, coalesce(sum(direct), 0) AS direct,"
    "  coalesce(sum(open), 0) AS open"
    "  FROM cohort GROUP BY month, creditor, department, level)"
    " SELECT t.month, r.org, r.name, t.department, t.level, t.cases, t.solved, t.before_notice,"
    " t.before_demand, t.after_demand, t.otherwise, t.solved, t.cases, t.principal, t.credited,"
    " t.collected, t.direct, t.principal - t.credited - t.collected - t.direct - t.open, t.open,"
    " t.collected + t.direct, t.principal - t.credited"
    " FROM total t JOIN creditors r ON r.id = t.creditor"
    " ORDER BY t.month, t.creditor, t.department, t.level"},
};
