/* charges.h - what a cost comes to for this case today: the cap, less what is charged already.
 *
 *     light     with the payment demand          cap(light)            inkassoforskriften § 2-2
 *     heavy     demand overrun by 28 days        cap(heavy)            § 2-3
 *     uplift    a plan of more than four         1.5 x inkassosats     § 2-4, on top of the cap
 *     compensation   a business past due         the larger of the two § 2-6
 *
 * One total for the creditor's letters, the agency's costs and the compensation: each charge is
 * what is left of the largest lawful total (ceiling.h), never below 0.  Court fees stand beside it. */
#ifndef KRAV_LAW_CHARGES_H
#define KRAV_LAW_CHARGES_H

#include "law/finding.h"

/* Costs or compensation stand on the case, or are on their way with a demand: no letter bears a fee
 * of its own any more. */
bool charges_stand(const struct krav_case *c);

/* The light costs that a payment demand sent today brings, less what stands; *amount is 0 where
 * the finding does not allow them.  Where no table covers a claim, a person is asked. */
int charges_with_demand(const struct law *law, const struct snapshot *s, ore *amount,
                        struct finding *f, struct status *st) NODISCARD;

/* As law_charge, into a finding. */
struct charge {
    enum fee_kind fee;
    ore amount;
    enum owner owner;
};
int charges_judge(const struct law *law, const struct snapshot *s, struct charge *charge,
                  struct finding *f, struct status *st) NODISCARD;

/* What a reminder or a notice costs today where it may bear a fee at all: the law's price, and what
 * the agreement makes of it.  STATUS_NOT_FOUND: no rate for the day. */
struct letter_price {
    ore lawful, price;
    bool by_2026; /* the amount of the act of 2026, no share of the inkassosats */
};
int charges_letter_price(const struct law *law, const struct snapshot *s, enum letter_kind kind,
                         struct letter_price *out, struct status *st) NODISCARD;

#endif
