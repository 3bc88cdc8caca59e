/* chart.h - the chart of accounts (kontoplan): of each account, on which side it stands, what that
 * means, and what the whole book's balance of it must never be.
 *
 * Debit is positive, credit negative; all accounts together are zero.  Words and terms stand in the
 * vocabulary; here is what an auditor asks beyond them.  A static table. */
#ifndef KRAV_DOMAIN_CHART_H
#define KRAV_DOMAIN_CHART_H

#include "base/money.h"
#include "domain/vocabulary.h"

enum side { SIDE_DEBIT = 1, SIDE_CREDIT };
extern const struct words sides;

struct chart_row {
    enum account account;
    enum side side;     /* where it normally stands */
    bool only;          /* it must never stand on the other, for the whole book by booked day */
    const char *books;  /* whose: of debtors, of the client account, of the agency */
    const char *never;  /* what the other side would mean */
};
/* Every account of the vocabulary has one row. */
const struct chart_row *chart_of(enum account account);
/* Does the balance stand where it must never? */
bool chart_forbids(enum account account, ore balance);

#endif
