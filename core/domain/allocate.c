/* allocate.c - see allocate.h. */
#include "domain/allocate.h"

#include "base/check.h"

static ore take(ore *left, ore open) {
    const ore part = money_min(*left, open);
    *left -= part;
    return part;
}

struct allocation allocate(const struct krav_case *c, const struct agreement *a, ore amount,
                           ore interest_open) {
    ensure(amount > 0);
    struct allocation out = {0};
    const enum component order[] = {a->order1, a->order2, a->order3};
    ore left = amount;
    for (int i = 0; i < 3; i++) {
        switch (order[i]) {
        case COMPONENT_COSTS: /* court fees first: they were paid out for the creditor already */
            out.costs_court = take(&left, case_costs_open_of(c, OWNER_COURT));
            out.costs_creditor = take(&left, case_costs_open_of(c, OWNER_CREDITOR));
            out.costs_agency = take(&left, case_costs_open_of(c, OWNER_AGENCY));
            break;
        case COMPONENT_INTEREST:
            out.interest = take(&left, interest_open);
            break;
        case COMPONENT_PRINCIPAL:
            out.principal = take(&left, case_principal_open(c));
            break;
        default:
            ensure(false && "an agreement names each component once");
        }
    }
    out.over = left;
    return out;
}
