/* fold_plan.c - what events of instalments change in a case: offered, agreed, adjusted, ended. */
#include "domain/fact.h"
#include "domain/fold_parts.h"
#include "domain/plan.h"

static const struct field plan_table[] = {
    FIELD(FIELD_DAY, struct plan, agreed),
    FIELD(FIELD_DAY, struct plan, first),
    FIELD(FIELD_INT32, struct plan, parts),
    FIELD_AS("amount_ore", FIELD_ORE, struct plan, amount),
    FIELD_AS("total_ore", FIELD_ORE, struct plan, total),
    FIELD_AS("paid_ore", FIELD_ORE, struct plan, paid),
    FIELD(FIELD_INT32, struct plan, payments_before),
    FIELD_AS("uplift_ore", FIELD_ORE, struct plan, uplift),
    FIELD_AS("interest_upto_ore", FIELD_ORE, struct plan, interest_upto),
    FIELD(FIELD_INT32, struct plan, done),
    FIELD(FIELD_INT32, struct plan, letters_before),
};
const struct record plan_record = RECORD("plan", struct plan, plan_table);

/* What was offered is off once there is an answer, or something that it did not know of. */
void fold_offer_lapses(const struct folding *f) {
    static const enum event_kind ends[] = {EVENT_PLAN_AGREED, EVENT_PLAN_ADJUSTED,
        EVENT_CLAIM_ADDED, EVENT_MERGED, EVENT_MERGED_INTO, EVENT_DISPUTE_OPENED, EVENT_FILED,
        EVENT_JUDGED, EVENT_PERSON_CHANGED, EVENT_CLOSED};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (f->e->kind == ends[i]) {
            f->c->offer = (struct plan){0};
        }
    }
}

static int read_plan(const struct folding *f, int32_t parts_min, struct plan *out) {
    const struct event *e = f->e;
    if (e->days < parts_min || e->amount <= 0 || e->until == DAY_NONE || e->total <= 0 ||
        e->uplift < 0 || e->uplift > e->total || e->done < 0) {
        return fold_impossible(f, "needs instalments, an amount and a first day");
    }
    *out = (struct plan){.agreed = e->day, .first = e->until, .parts = e->days,
        .amount = e->amount, .total = e->total, .uplift = e->uplift, .interest_upto = e->interest,
        .done = e->done, .payments_before = (int32_t)f->c->n_payments,
        .letters_before = (int32_t)f->c->n_letters};
    return STATUS_OK;
}

int fold_plan_agreed(const struct folding *f) { return read_plan(f, 2, &f->c->plan); }

int fold_plan_offered(const struct folding *f) { return read_plan(f, 2, &f->c->offer); }

/* What it was until then comes along, so that both stand in the history, and is checked. */
int fold_plan_adjusted(const struct folding *f) {
    const struct plan *now = &f->c->plan;
    if (!plan_runs(now) || f->e->n_was != 1 || f->e->was[0].agreed != now->agreed ||
        f->e->was[0].total != now->total || f->e->was[0].paid != now->paid) {
        return fold_impossible(f, "not the plan that runs");
    }
    return read_plan(f, 1, &f->c->plan);
}

int fold_plan_ended(const struct folding *f) {
    if (f->c->plan.agreed == DAY_NONE) {
        return fold_impossible(f, "no plan runs");
    }
    f->c->plan = (struct plan){0};
    f->c->n_plans_broken += f->e->kind == EVENT_PLAN_BROKEN;
    return STATUS_OK;
}
