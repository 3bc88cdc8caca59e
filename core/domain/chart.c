/* chart.c - see chart.h. */
#include "domain/chart.h"

#include "base/check.h"

static const struct word side_rows[] = {
    {SIDE_DEBIT, "debit", "debet", "Positive: owned, or owed to the book."},
    {SIDE_CREDIT, "credit", "kredit", "Negative: owed by the book, or earned."},
};
const struct words sides = WORDS("side", side_rows);

#define DEBTORS "debtors"
#define CLIENT  "client account"
#define AGENCY  "agency"
#define TOO_MUCH_PAID "A debtor would have been made to pay what was never owed."
#define ANOTHERS "Another's money would have been used (inkassoloven § 16)."

static const struct chart_row rows[ACCOUNTS] = {
    [ACCOUNT_PRINCIPAL] = {ACCOUNT_PRINCIPAL, SIDE_DEBIT, true, DEBTORS, TOO_MUCH_PAID},
    [ACCOUNT_INTEREST] = {ACCOUNT_INTEREST, SIDE_DEBIT, true, DEBTORS, TOO_MUCH_PAID},
    [ACCOUNT_COSTS_CREDITOR] = {ACCOUNT_COSTS_CREDITOR, SIDE_DEBIT, true, DEBTORS, TOO_MUCH_PAID},
    [ACCOUNT_COSTS_AGENCY] = {ACCOUNT_COSTS_AGENCY, SIDE_DEBIT, true, DEBTORS, TOO_MUCH_PAID},
    [ACCOUNT_COSTS_COURT] = {ACCOUNT_COSTS_COURT, SIDE_DEBIT, true, DEBTORS, TOO_MUCH_PAID},
    [ACCOUNT_COLLECTABLE] = {ACCOUNT_COLLECTABLE, SIDE_CREDIT, true, DEBTORS,
     "It mirrors the five above, and is never of another size."},
    [ACCOUNT_CLIENT_BANK] = {ACCOUNT_CLIENT_BANK, SIDE_DEBIT, true, CLIENT,
     "The client account would be overdrawn."},
    [ACCOUNT_CREDITOR_PAYABLE] = {ACCOUNT_CREDITOR_PAYABLE, SIDE_CREDIT, true, CLIENT, ANOTHERS},
    [ACCOUNT_CREDITOR_OWES] = {ACCOUNT_CREDITOR_OWES, SIDE_DEBIT, false, AGENCY,
     "On the credit side the agency owes creditors."},
    [ACCOUNT_SUSPENSE] = {ACCOUNT_SUSPENSE, SIDE_CREDIT, false, CLIENT,
     "On the debit side money went back that nobody has placed yet: a task names it."},
    [ACCOUNT_OVERPAID] = {ACCOUNT_OVERPAID, SIDE_CREDIT, true, CLIENT, ANOTHERS},
    [ACCOUNT_AGENCY_SHARE] = {ACCOUNT_AGENCY_SHARE, SIDE_CREDIT, true, CLIENT, ANOTHERS},
    [ACCOUNT_AGENCY_BANK] = {ACCOUNT_AGENCY_BANK, SIDE_DEBIT, false, AGENCY,
     "On the credit side the agency has paid in more than it has earned."},
    [ACCOUNT_AGENCY_INCOME] = {ACCOUNT_AGENCY_INCOME, SIDE_CREDIT, false, AGENCY,
     "On the debit side more was given back than was earned."},
    [ACCOUNT_VAT] = {ACCOUNT_VAT, SIDE_CREDIT, false, AGENCY,
     "On the debit side the state owes the agency."},
    [ACCOUNT_COURT_ADVANCED] = {ACCOUNT_COURT_ADVANCED, SIDE_DEBIT, false, AGENCY,
     "On the credit side more came back than was advanced."},
    [ACCOUNT_PAYOUT_UNDERWAY] = {ACCOUNT_PAYOUT_UNDERWAY, SIDE_CREDIT, true, CLIENT,
     "The bank would have confirmed more than was handed to it."},
    [ACCOUNT_AT_PROVIDER] = {ACCOUNT_AT_PROVIDER, SIDE_DEBIT, false, AGENCY,
     "On the credit side more went back there than it still held: it takes it off its next settlement."},
};

const struct chart_row *chart_of(enum account account) {
    ensure(account > 0 && account < ACCOUNTS && rows[account].account == account);
    return &rows[account];
}

bool chart_forbids(enum account account, ore balance) {
    const struct chart_row *row = chart_of(account);
    return row->only && (row->side == SIDE_DEBIT ? balance < 0 : balance > 0);
}
