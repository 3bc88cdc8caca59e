/* reports_book.c - what stands in the book now: open cases, letters that were sent, creditors' money. */
#include "store/reports_parts.h"

/* ---- portfolio ------------------------------------------------------------------------------- */

static const struct report_column PORTFOLIO_COLUMNS[] = {
    COLUMN_CREDITOR,
    {.name = "stage", .kind = CELL_TEXT,
     .doc = "The rules' stage that the case stands in today; empty: no decision yet."},
    {.name = "cases", .kind = CELL_COUNT, .doc = "Cases that are open today."},
    {.name = "principal", .kind = CELL_ORE, .doc = "Principal that is owed."},
    {.name = "interest", .kind = CELL_ORE, .doc = "Late interest that is owed, as last posted."},
    {.name = "costs", .kind = CELL_ORE, .doc = "Fees, collection costs and court fees owed."},
    {.name = "open", .kind = CELL_ORE, .doc = "The three together."},
};
/* What debtors owe stands in the ledger under their cases, with every waiver and payment taken. */
const struct report_kind report_portfolio = {
    .name = "portfolio", .doc = "open cases and what is owed, by creditor and stage",
    .options = REPORT_CREDITOR | REPORT_DEPARTMENT, .adds_up = true,
    .note = "interest as last posted", COLUMNS_OF(PORTFOLIO_COLUMNS),
    .sql = {WITH_ASK
    " SELECT r.org, r.name, c.stage, count(DISTINCT c.id)," SUM_ON("'principal'") ","
    SUM_ON("'interest'") "," SUM_ON(ACCOUNTS_OF_COSTS) "," SUM_ON(ACCOUNTS_OF_DEBT)
    " FROM cases c JOIN creditors r ON r.id = c.creditor"
    " LEFT JOIN postings p ON p.case_id = c.id AND p.case_id <> 0"
    " WHERE c.closed = 0 AND" OF_CASE("c")
    " GROUP BY c.creditor, c.stage ORDER BY c.creditor, c.stage"},
};

/* ---- letters --------------------------------------------------------------------------------- */

static const struct report_column LETTERS_COLUMNS[] = {
    {.name = "month", .kind = CELL_TEXT,
     .doc = "Of the day that the letter bears (with --by-month; empty: the whole time)."},
    {.name = "letter", .kind = CELL_TEXT, .doc = "Its kind."},
    {.name = "by", .kind = CELL_TEXT, .doc = "The channel that took it."},
    {.name = "sent", .kind = CELL_COUNT, .doc = "Letters whose channel said that they were sent."},
};
/* A letter is dated the day that it is composed and handed over, which its content bears. */
const struct report_kind report_letters = {
    .name = "letters", .doc = "letters that were sent, by kind and channel (--by-month)",
    .options = REPORT_CREDITOR | REPORT_DEPARTMENT | REPORT_SPAN | REPORT_BY_MONTH,
    .adds_up = true, COLUMNS_OF(LETTERS_COLUMNS),
    .sql = {WITH_ASK
    " SELECT CASE WHEN ?6 THEN " MONTH_OF("d.on_day") " ELSE '' END AS month, o.letter,"
    " o.channel, count(*) FROM outbox o"
    " JOIN (SELECT hash, max(on_day) AS on_day FROM documents WHERE what = 'content'"
    "  GROUP BY hash) d ON d.hash = o.content"
    " LEFT JOIN cases c ON c.id = o.case_id"
    " WHERE o.kind = 'letter' AND o.state = 'done' AND d.on_day BETWEEN ?3 AND ?4"
    " AND (?1 = 0 OR c.creditor = ?1) AND (?2 = '' OR c.department = ?2)"
    " GROUP BY month, o.letter, o.channel ORDER BY month, min(o.id)"},
};

/* ---- creditors ------------------------------------------------------------------------------- */

static const struct report_column CREDITORS_COLUMNS[] = {
    COLUMN_CREDITOR,
    {.name = "received", .kind = CELL_ORE,
     .doc = "Paid to the client account by its debtors, less what went back."},
    {.name = "paid_direct", .kind = CELL_ORE,
     .doc = "Paid to the creditor itself, as far as it covered something that was owed."},
    {.name = "paid_out", .kind = CELL_ORE, .doc = "To the creditor, and confirmed by the bank."},
    {.name = "underway", .kind = CELL_ORE, .doc = "Handed to the bank and not confirmed."},
    {.name = "held", .kind = CELL_ORE, .doc = "Collected for the creditor and not settled."},
    {.name = "owed_by_creditor", .kind = CELL_ORE,
     .doc = "What the creditor owes the agency; below zero: the agency owes it."},
};

#define SUM_WHEN(when) " coalesce(sum(p.amount) FILTER (WHERE " when "), 0)"
#define OF_PAYMENTS    "s.why IN ('payment_allocated', 'payment_undone') AND p.account"
/* What a payment covered leaves the mirror of all debts; what of it came to the client account is
 * there, less what was too much.  The rest was paid directly. */
const struct report_kind report_creditors = {
    .name = "creditors", .doc = "what became of each creditor's money",
    .options = REPORT_CREDITOR | REPORT_AS_OF, .adds_up = true, COLUMNS_OF(CREDITORS_COLUMNS),
    .sql = {WITH_ASK
    " SELECT r.org, r.name," SUM_WHEN(OF_PAYMENTS " = 'client_bank'") ","
    SUM_WHEN(OF_PAYMENTS " = 'collectable'") " -"
    SUM_WHEN(OF_PAYMENTS " IN ('client_bank', 'overpaid')") ","
    SUM_WHEN("s.why = 'payout_settled' AND p.account = 'payout_underway'") ", -"
    SUM_WHEN("p.account = 'payout_underway'") ", -" SUM_WHEN("p.account = 'creditor_payable'") ","
    SUM_WHEN("p.account = 'creditor_owes'")
    " FROM postings p JOIN posting_sets s ON s.id = p.set_id"
    " JOIN creditors r ON r.id = p.creditor"
    " WHERE" OF_CREDITOR("p") " AND s.booked_day <= ?5 GROUP BY p.creditor ORDER BY p.creditor"},
};
