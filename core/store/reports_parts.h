/* reports_parts.h - the reports themselves, and the SQL that they share.  Internal to store/.
 *
 * The parameters of a report's statement are those of struct report_ask, ?1 to ?6; WITH_ASK names them
 * all, so that each can be bound whether or not the report looks at it. */
#ifndef KRAV_STORE_REPORTS_PARTS_H
#define KRAV_STORE_REPORTS_PARTS_H

#include "store/reports.h"

#define WITH_ASK                                                                                   \
    "WITH ask (creditor, department, from_day, to_day, as_of, by_month)"                           \
    " AS (SELECT ?1, ?2, ?3, ?4, ?5, ?6)"

#define OF_CREDITOR(t) " (?1 = 0 OR " t ".creditor = ?1)"
#define OF_CASE(t)     OF_CREDITOR(t) " AND (?2 = '' OR " t ".department = ?2)"

/* A day as the book's number: its month, "2026-09"; and a day of a record as that number. */
#define MONTH_OF(number)  "strftime('%Y-%m', (" number " - 719163) * 86400, 'unixepoch')"
#define NUMBER_OF(record) "(strftime('%s', " record ") / 86400 + 719163)"

/* What debtors owe, by account. */
#define ACCOUNTS_OF_COSTS "'costs_creditor', 'costs_agency', 'costs_court'"
#define ACCOUNTS_OF_DEBT  "'principal', 'interest', " ACCOUNTS_OF_COSTS
#define SUM_ON(accounts)  " coalesce(sum(p.amount) FILTER (WHERE p.account IN (" accounts ")), 0)"

/* A posting set as one row: all of its postings are of one case and creditor.  `bank` is what moved
 * on the client account; a payment that moved nothing there was made to the creditor itself. */
#define POSTED(where)                                                                              \
    " posted AS (SELECT s.id, s.step, s.why, s.booked_day, s.purse, max(p.case_id) AS case_id,"    \
    "  max(p.creditor) AS creditor," SUM_ON("'client_bank'") " AS bank,"                           \
    SUM_ON("'principal'") " AS principal," SUM_ON("'interest'") " AS interest,"                    \
    SUM_ON("'costs_creditor'") " AS costs_creditor," SUM_ON("'costs_agency'") " AS costs_agency,"  \
    SUM_ON("'costs_court'") " AS costs_court," SUM_ON("'overpaid'") " AS overpaid,"                \
    SUM_ON("'agency_income'") " AS income," SUM_ON("'vat'") " AS vat"                              \
    "  FROM posting_sets s JOIN postings p ON p.set_id = s.id WHERE " where " GROUP BY s.id)"
#define IS_PAYMENT "why IN ('payment_allocated', 'payment_undone')"

#define COLUMN_CREDITOR                                                                            \
    {.name = "creditor", .kind = CELL_TEXT, .data_only = true,                                     \
     .doc = "The creditor's organisation number; empty: of no creditor."},                         \
    {.name = "creditor_name", .kind = CELL_TEXT, .doc = "The creditor's name."}
#define COLUMN_DEPARTMENT                                                                          \
    {.name = "department", .kind = CELL_TEXT,                                                      \
     .doc = "The case's department; empty: none, or the creditor as a whole."}
#define COLUMNS_OF(rows) .columns = (rows), .n_columns = sizeof(rows) / sizeof((rows)[0])

extern const struct report_kind report_portfolio, report_letters, report_creditors;
extern const struct report_kind report_ageing, report_solution, report_half_year;
extern const struct report_kind report_objections, report_promised;
extern const struct report_kind report_cash_flow, report_income, report_charged;

#endif
