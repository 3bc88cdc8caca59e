/* allocate.h - which part of a payment covers what.
 *
 * By the agreement's order of components; inside a component the oldest first (costs by day
 * charged, principal by due day).  What is left over is overpaid (overbetalt). */
#ifndef KRAV_DOMAIN_ALLOCATE_H
#define KRAV_DOMAIN_ALLOCATE_H

#include "domain/case.h"
#include "domain/party.h"

struct allocation {
    ore principal, interest, costs_creditor, costs_agency, costs_court, over;
};
/* `interest_open`: owed as of the payment's legal day.  amount > 0.  The parts add up to amount. */
struct allocation allocate(const struct krav_case *c, const struct agreement *a, ore amount,
                           ore interest_open);

#endif
