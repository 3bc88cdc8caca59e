/* plan.c - see plan.h. */
#include "domain/plan.h"

#include "base/check.h"

#define KRONE 100

ore plan_part(ore total, int32_t parts) {
    ensure(total > 0 && parts > 0);
    const ore kroner = (total + (ore)parts * KRONE - 1) / ((ore)parts * KRONE);
    return kroner * KRONE;
}

day plan_due(const struct plan *p, int32_t k) {
    ensure(k >= 1);
    return day_bank_day_from(day_add_months(p->first, k - 1));
}

/* What should have come when instalment `k` has been paid. */
static ore due_upto(const struct plan *p, int32_t k) {
    return k >= p->parts ? p->total : money_min(p->total, (ore)k * p->amount);
}

ore plan_amount(const struct plan *p, int32_t k) {
    return due_upto(p, k) - due_upto(p, k - 1);
}

int32_t plan_next(const struct plan *p) {
    int32_t k = 1;
    while (k <= p->parts && p->paid >= due_upto(p, k)) {
        k++;
    }
    return k;
}

day plan_missed_from(const struct plan *p, int32_t grace_bank_days) {
    const int32_t k = plan_next(p);
    return k > p->parts ? DAY_NONE
                        : day_add_bank_days(plan_due(p, k), grace_bank_days) + 1;
}
