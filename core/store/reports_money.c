/* reports_money.c - money by the month: what came in and where it went, what the agency earned.
 *
 *     cash flow   received + unplaced + covered + other - refunded - to_agency - paid_out = change
 *                 and the changes of all rows are the balance of client_bank
 *     income      commission + costs = -agency_income, and VAT = -vat, in the ledger
 *
 * A month is that of the booked day.  What is settled with a creditor is the creditor's as a whole:
 * the department is empty there, unless it is settled apart (purses.h). */
#include "store/reports_parts.h"

#define COLUMN_MONTH {.name = "month", .kind = CELL_TEXT, .doc = "Of the booked day."}
#define IN_SPAN      " s.booked_day BETWEEN ?3 AND ?4"

/* ---- cash flow ------------------------------------------------------------------------------- */

static const struct report_column CASH_COLUMNS[] = {
    COLUMN_MONTH,
    COLUMN_CREDITOR,
    COLUMN_DEPARTMENT,
    {.name = "received", .kind = CELL_ORE,
     .doc = "Payments of debtors to the client account, less those that went back."},
    {.name = "principal", .kind = CELL_ORE, .doc = "Of what was received: it covered principal."},
    {.name = "interest", .kind = CELL_ORE, .doc = "Of it: late interest."},
    {.name = "costs_creditor", .kind = CELL_ORE, .doc = "Of it: the creditor's fees."},
    {.name = "costs_agency", .kind = CELL_ORE,
     .doc = "Of it: the agency's own costs and fees, which is its share."},
    {.name = "costs_court", .kind = CELL_ORE, .doc = "Of it: court fees."},
    {.name = "too_much", .kind = CELL_ORE, .doc = "Of it: more than was owed."},
    {.name = "unplaced", .kind = CELL_ORE,
     .doc = "Money whose case is not known, less what has found its case or gone back since."},
    {.name = "refunded", .kind = CELL_ORE,
     .doc = "Money that was not ours to keep and went back to its payer."},
    {.name = "to_agency", .kind = CELL_ORE,
     .doc = "Left the client account for the agency's own when a creditor was settled: its share, "
            "commission, VAT, and what the creditor owed it."},
    {.name = "covered", .kind = CELL_ORE,
     .doc = "Paid in by the agency, to make good what had been paid on or back and then bounced."},
    {.name = "paid_out", .kind = CELL_ORE, .doc = "Paid to creditors, as the bank confirmed."},
    {.name = "other", .kind = CELL_ORE, .doc = "Whatever else moved on the client account."},
    {.name = "change", .kind = CELL_ORE, .doc = "Of the client account, in all."},
};

/* A sum over those sets, with nothing as zero. */
#define SUM_OF(what, when)  " coalesce(sum(" what ") FILTER (WHERE " when "), 0)"
#define TO_US               IS_PAYMENT " AND bank <> 0"
#define UNPLACED            "why IN ('money_set_aside', 'money_taken_out')"
#define REFUND              "why IN ('refunded', 'refund_settled', 'refund_reopened')"
#define COVERED             "why IN ('shortage_covered', 'refund_lost')"
/* What stands on a settlement of a department's own. */
#define PURSES                                                                                     \
    " purses AS (SELECT id, json_extract(body, '$.fact.reason') AS department FROM steps"         \
    " WHERE fact = 'purse_opened')"
#define NAMED                                                                                      \
    IS_PAYMENT " OR " UNPLACED " OR " REFUND " OR " COVERED                                        \
               " OR why IN ('remitted', 'payout_settled')"
const struct report_kind report_cash_flow = {
    .name = "cash-flow", .doc = "client account by month, creditor and department: in, out, change",
    .options = REPORT_CREDITOR | REPORT_DEPARTMENT | REPORT_SPAN, .adds_up = true,
    COLUMNS_OF(CASH_COLUMNS),
    .sql = {WITH_ASK "," POSTED(IN_SPAN) "," PURSES
    " SELECT " MONTH_OF("m.booked_day") " AS month, r.org, r.name,"
    " coalesce(c.department, u.department, '') AS department," SUM_OF("bank", TO_US) ","
    SUM_OF("-m.principal", TO_US) "," SUM_OF("-m.interest", TO_US) ","
    SUM_OF("-m.costs_creditor", TO_US) "," SUM_OF("-m.costs_agency", TO_US) ","
    SUM_OF("-m.costs_court", TO_US) "," SUM_OF("-m.overpaid", TO_US) ","
    SUM_OF("bank", UNPLACED) ","
    SUM_OF("-bank", REFUND) "," SUM_OF("-bank", "why = 'remitted'") ","
    SUM_OF("bank", COVERED) "," SUM_OF("-bank", "why = 'payout_settled'") ","
    SUM_OF("bank", "NOT (" NAMED ")") ", sum(bank)"
    " FROM posted m LEFT JOIN creditors r ON r.id = m.creditor"
    " LEFT JOIN cases c ON c.id = m.case_id AND m.case_id <> 0"
    " LEFT JOIN purses u ON u.id = m.purse AND m.case_id = 0"
    " WHERE m.bank <> 0 AND" OF_CREDITOR("m")
    " AND (?2 = '' OR coalesce(c.department, u.department) = ?2)"
    " GROUP BY month, m.creditor, 4 ORDER BY month, m.creditor, 4"},
};

/* ---- income ---------------------------------------------------------------------------------- */

static const struct report_column INCOME_COLUMNS[] = {
    COLUMN_MONTH,
    COLUMN_CREDITOR,
    {.name = "commission", .kind = CELL_ORE,
     .doc = "The agency's price for what it collected, without VAT, when it was settled."},
    {.name = "costs_settled", .kind = CELL_ORE,
     .doc = "Collection costs and fees of the agency that debtors paid, without VAT, when they were "
            "settled."},
    {.name = "costs_direct", .kind = CELL_ORE,
     .doc = "The same where the debtor paid the creditor itself: earned at once, and VAT in it is "
            "taken off at the next settlement."},
    {.name = "covered", .kind = CELL_ORE,
     .doc = "Income given back or lost, where a payment bounced after it was settled or paid back."},
    {.name = "other", .kind = CELL_ORE, .doc = "Income of any other kind."},
    {.name = "income", .kind = CELL_ORE,
     .doc = "All of them: the movement of agency_income in the ledger."},
    {.name = "vat_25", .kind = CELL_ORE,
     .doc = "VAT owed to the state at 25 percent, the only rate of these services: the movement of "
            "vat in the ledger."},
};
/* The settlement's row says how much of its income was commission. */
const struct report_kind report_income = {
    .name = "income", .doc = "the agency's income and VAT by month and creditor",
    .options = REPORT_CREDITOR | REPORT_SPAN, .adds_up = true,
    .note = "earned when the creditor is settled, or when it was paid itself",
    COLUMNS_OF(INCOME_COLUMNS),
    .sql = {WITH_ASK "," POSTED(IN_SPAN)
    " SELECT " MONTH_OF("m.booked_day") " AS month, r.org, r.name, coalesce(sum(t.commission), 0),"
    SUM_OF("-m.income - coalesce(t.commission, 0)", "why = 'remitted'") ","
    SUM_OF("-m.income", IS_PAYMENT) "," SUM_OF("-m.income", COVERED) ","
    SUM_OF("-m.income", "NOT (" IS_PAYMENT " OR " COVERED " OR why = 'remitted')") ","
    " -sum(m.income), -sum(m.vat)"
    " FROM posted m LEFT JOIN creditors r ON r.id = m.creditor"
    " LEFT JOIN remittances t ON t.step = m.step AND m.why = 'remitted'"
    " WHERE (m.income <> 0 OR m.vat <> 0) AND" OF_CREDITOR("m")
    " GROUP BY month, m.creditor ORDER BY month, m.creditor"},
};

/* ---- charged --------------------------------------------------------------------------------- */

static const struct report_column CHARGED_COLUMNS[] = {
    COLUMN_MONTH,
    COLUMN_CREDITOR,
    COLUMN_DEPARTMENT,
    {.name = "fee", .kind = CELL_TEXT, .doc = "What was charged."},
    {.name = "owner", .kind = CELL_TEXT, .doc = "Whose money it is when it is paid."},
    {.name = "charges", .kind = CELL_COUNT, .doc = "How many times."},
    {.name = "charged", .kind = CELL_ORE,
     .doc = "What debtors were charged, whatever was paid or let go of it since."},
};
#define OF_EVENT(name) "json_extract(e.value, '$." name "')"
const struct report_kind report_charged = {
    .name = "charged", .doc = "fees and collection costs that debtors were charged, by month and kind",
    .options = REPORT_CREDITOR | REPORT_DEPARTMENT | REPORT_SPAN, .adds_up = true,
    COLUMNS_OF(CHARGED_COLUMNS),
    .sql = {WITH_ASK
    ", charging AS (SELECT DISTINCT s.step, s.booked_day FROM posting_sets s"
    "  WHERE s.why = 'fee_charged' AND" IN_SPAN ")"
    " SELECT " MONTH_OF("x.booked_day") " AS month, r.org, r.name, c.department, "
    OF_EVENT("fee") " AS fee, " OF_EVENT("owner") " AS owner, count(*), sum("
    OF_EVENT("amount_ore") ") FROM charging x JOIN steps s ON s.id = x.step"
    " JOIN cases c ON c.id = s.case_id JOIN creditors r ON r.id = c.creditor"
    " JOIN json_each(s.body, '$.events') e WHERE " OF_EVENT("kind") " = 'fee_charged'"
    " AND coalesce(" OF_EVENT("amount_ore") ", 0) <> 0 AND" OF_CASE("c")
    " GROUP BY month, c.creditor, c.department, fee, owner"
    " ORDER BY month, c.creditor, c.department, fee, owner"},
};
