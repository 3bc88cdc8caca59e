/* settlement.h - what is settled with a creditor (avregning): what it gets, and what the agency
 * keeps, reckoned from what is held and from the period's turnover.
 *
 *     held ──┬─▶ commission, VAT on the agency's prices
 *            ├─▶ what the creditor owed the agency
 *            └─▶ paid out
 *     agency's share ─▶ released to the agency
 *
 * The agency's share are the collection costs that debtors paid.  Where the creditor deducts VAT
 * the debtor paid none (INKF § 2-2), and VAT on the share is charged to the creditor; otherwise a
 * fifth of the share is VAT.  Commission bears VAT on top of it either way. */
#ifndef KRAV_DOMAIN_SETTLEMENT_H
#define KRAV_DOMAIN_SETTLEMENT_H

#include "domain/event.h"
#include "domain/party.h"

#define VAT_PERCENT 25 /* Stortinget's yearly decision on merverdiavgift, § 2; since 2005 */
#define PAYOUT_EVERY_DAYS 14 /* no later, whatever was agreed: the new inkassolov § 26 */

struct settle_sums {
    ore held, share;         /* for the creditor and for us, on the client account */
    ore owes;                /* the creditor, to us; below zero: we owe it */
    ore principal, interest; /* of the period's payments to us, less those that went back */
    ore turnover;            /* the agency's share of all payments of the period, likewise */
};

/* Fills what an EVENT_REMITTED carries: total, amount, costs_agency, commission, vat, over.
 * Commission, the VAT on it and the VAT on the share are rounded once each, half up.  What is held
 * is never exceeded, whatever the creditor owes or is owed; the rest stays between us (over). */
void settle_reckon(const struct agreement *terms, const struct settle_sums *sums,
                   struct event *out);

/* A department that is settled apart: what its agreement does not say is as in the creditor's own
 * (`whole`; NULL: there is none); but the account is then the creditor's, and VAT is settled as its
 * debtors were charged, by its own. */
struct agreement settle_terms_of(const struct agreement *whole, const struct agreement *own);

/* Of all VAT, what the creditor is charged. */
ore settle_vat_charged(const struct event *remitted);

#endif
