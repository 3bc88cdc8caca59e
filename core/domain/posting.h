/* posting.h - what is owed to whom: double entry, in øre, always summing to zero.
 *
 *     debtor's side (per case)      principal interest costs_*        + the debtor owes
 *     its mirror (per case)         collectable                       - of the same size
 *     client account                client_bank                       + money held
 *     whose money it is             creditor_payable agency_share     -
 *                                   suspense overpaid payout_underway
 *     the agency's own books        agency_bank creditor_owes         + money, claim on a creditor
 *                                   at_provider                       + claim on a provider
 *                                   agency_income vat                 - earned, owed to the state
 *
 *     payment ─▶ creditor_payable, agency_share
 *     remitted: creditor_payable ─▶ payout_underway        (amount)
 *                                ─▶ agency_bank            (commission, VAT, what was owed)
 *               agency_share     ─▶ agency_bank            (costs_agency)
 *     payout settled:  payout_underway ─▶ out of client_bank
 *     payout reopened: payout_underway ─▶ creditor_payable
 *     filed: agency_bank ─▶ court_advanced;  filing ended: court_advanced ─▶ creditor_owes, which its
 *               next settlement nets.  What the debtor is ordered to pay is a cost (costs_court)
 *     shortage covered: agency_bank ─▶ creditor_payable, agency_share; the creditor owes its part
 *     refunded: overpaid (of a case) or suspense ─▶ payout_underway, settled or reopened likewise
 *     refund lost: the payment bounced after it went back: agency_bank ─▶ client_bank, income less
 *     paid at a provider: agency_bank ─▶ client_bank besides, and at_provider is what it owes for that;
 *               provider settled: at_provider ─▶ agency_bank, and the fee from the agency's income
 *     reversed: the postings of the event it names, with the opposite sign
 *
 * At all times client_bank = what the accounts of "whose money it is" hold together
 * (inkassoloven § 16).  Events of a settlement name their creditor themselves.
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

/* Writes the postings of one event of a case (or, with 0, of the book) to out, returns how many (0: it moves no money).
 * They sum to zero: ensured. */
int postings_of(const struct event *e, int64_t case_id, int64_t creditor,
                struct posting out[POSTINGS_MAX]);

#endif
