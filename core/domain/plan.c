/* plan.c - see plan.h. */
#include "domain/plan.h"

#include "base/check.h"

#define KRONE 100
#define KID_PURPOSES 9

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

ore plan_missing(const struct plan *p, int32_t grace_bank_days, day today) {
    int32_t k = plan_next(p);
    ore missing = 0;
    for (; k <= p->parts && today > day_add_bank_days(plan_due(p, k), grace_bank_days); k++) {
        missing = due_upto(p, k) - p->paid;
    }
    return missing;
}

int32_t plan_parts_in_all(const struct plan *p) { return p->done + p->parts; }

/* A payment that was taken up again keeps its place. */
static bool came_since(const struct krav_case *c, uint32_t i) {
    uint32_t first = 0;
    while (!text_eq(c->payments[first].source, c->payments[i].source)) {
        first++;
    }
    return !c->payments[i].undone && first >= (uint32_t)c->plan.payments_before;
}

ore plan_interest_beyond(const struct krav_case *c, day paid_day, ore amount) {
    const struct plan *p = &c->plan;
    if (!plan_runs(p) || p->paid + amount < p->total) {
        return 0;
    }
    for (int32_t k = 1; k <= p->parts; k++) {
        ore in_time = paid_day <= plan_due(p, k) ? amount : 0;
        for (uint32_t i = 0; i < c->n_payments; i++) {
            const struct payment_note *n = &c->payments[i];
            if (n->legal_day - n->lag_days <= plan_due(p, k) && came_since(c, i)) {
                in_time += n->amount;
            }
        }
        if (in_time < due_upto(p, k)) {
            return 0;
        }
    }
    return money_max(c->interest_accrued - p->interest_upto, 0);
}

void plan_event(const struct plan *p, struct text word, struct event *e) {
    e->days = p->parts;
    e->until = p->first;
    e->amount = p->amount;
    e->total = p->total;
    e->interest = p->interest_upto;
    e->uplift = p->uplift;
    e->done = p->done;
    e->word = word;
}

bool plan_is_confirmed(const struct krav_case *c) {
    for (uint32_t i = (uint32_t)c->plan.letters_before; i < c->n_letters; i++) {
        const enum letter_state state = c->letters[i].state;
        if (c->letters[i].kind == LETTER_PLAN_AGREED && state != LETTER_WITHDRAWN &&
            state != LETTER_NOT_SENT) {
            return true;
        }
    }
    return false;
}

int plan_kid_purpose(const struct plan *p, int32_t k) {
    ensure(k >= 1);
    return (p->done + k - 1) % KID_PURPOSES + 1;
}
