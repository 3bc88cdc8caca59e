/* posting.h - what is owed to whom: double entry, in øre, always summing to zero.
 *
 *     debtor's side (per case)      principal interest costs_*        + the debtor owes
 *     its mirror (per case)         collectable                       - of the same size
 *     client account                client_bank                       + money held
 *     whose money it is             creditor_payable agency_share suspense overpaid   -
 *
 * Postings follow from events alone, so the ledger can be added up again from the journal. */
#ifndef KRAV_DOMAIN_POSTING_H
#define KRAV_DOMAIN_POSTING_H

#include "domain/event.h"

struct posting {
    enum account account;
    int64_t case_id, creditor; /* 0 = the book */
    ore amount;
};
#define POSTINGS_MAX 16 /* of one event */

/* Writes the postings of one event of a case to out, returns how many (0: it moves no money).
 * They sum to zero: ensured. */
int postings_of(const struct event *e, int64_t case_id, int64_t creditor,
                struct posting out[POSTINGS_MAX]);

#endif
