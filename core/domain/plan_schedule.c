/* plan_schedule.c - see plan_schedule.h. */
#include "domain/plan_schedule.h"

#include "base/check.h"
#include "domain/apply.h"
#include "domain/snapshot.h"

#define KRONE 100

/* One way through a plan, on a copy of the case. */
struct walk {
    const struct schedule_input *in;
    struct arena *arena;
    struct status *st;
    struct rate_table rates;     /* goes on by its last rate */
    day known_upto;              /* the last day whose rate is known */
    struct krav_case c;
    struct schedule_row *rows; uint32_t n;
    ore paid, interest, accrued; /* accrued: all interest of the case up to the last row */
};

static void walk_begin(struct walk *w, const struct schedule_input *in, struct arena *arena,
                       struct status *st) {
    const struct rate_table *known = in->rates;
    ensure(known->n > 0 && in->agreement != NULL);
    *w = (struct walk){.in = in, .arena = arena, .st = st};
    struct rate_row *rows = arena_take_n(arena, known->n, sizeof *rows);
    for (uint32_t i = 0; i < known->n; i++) {
        rows[i] = known->rows[i];
    }
    w->known_upto = rows[known->n - 1].to;
    if (w->known_upto != DAY_NONE) {
        rows[known->n - 1].to = DAY_MAX;
    }
    w->rates = (struct rate_table){rows, known->n};
    w->rows = arena_take_n(arena, PLAN_PARTS_MAX, sizeof *w->rows);
}

/* From the case as it is today, with the addition that is charged with the plan. */
static int start(struct walk *w, ore uplift) {
    case_copy(w->in->c, w->arena, &w->c);
    w->n = 0;
    w->paid = w->interest = 0;
    if (uplift > 0) {
        const struct event e = {.kind = EVENT_FEE_CHARGED, .day = w->in->today,
            .fee = FEE_PLAN_UPLIFT, .owner = OWNER_AGENCY, .amount = uplift};
        const int rc = case_fold(&w->c, &e, w->arena, w->st);
        if (rc) {
            return rc;
        }
    }
    return interest_of_case(&w->c, &w->rates, w->in->today, &w->accrued, w->st);
}

static int owed_on(const struct walk *w, day on, ore *open) {
    struct snapshot s;
    const struct snapshot_input in = {.today = on, .c = &w->c, .agreement = w->in->agreement,
        .rates = &w->rates};
    const int rc = snapshot_make(&in, &s, w->st);
    *open = s.open;
    return rc;
}

/* As the payment of an instalment will be taken in. */
static int pay(struct walk *w, day on, ore amount) {
    const struct fact fact = {.kind = FACT_PAID, .legal_day = on, .booked_day = on,
        .amount = amount, .source = arena_printf(w->arena, "plan:%u", w->n + 1)};
    const struct apply_input in = {.c = &w->c, .fact = &fact, .agreement = w->in->agreement,
        .rates = &w->rates};
    struct events events = {.arena = w->arena};
    const int rc = case_apply(&in, &events, w->st);
    return rc ? rc : case_fold_step(&w->c, events.items, events.n, w->arena, w->st);
}

/* One instalment: at most `ask`, or all that is owed then. */
static int walk_on(struct walk *w, day due, ore ask, bool is_last, ore *left) {
    struct schedule_row *row = &w->rows[w->n];
    ore open = 0, accrued = 0;
    int rc = owed_on(w, due, &open);
    rc = rc ? rc : interest_of_case(&w->c, &w->rates, due, &accrued, w->st);
    if (rc || open <= 0) {
        *left = open;
        return rc;
    }
    *row = (struct schedule_row){.due = due, .amount = is_last ? open : money_min(ask, open),
        .interest = accrued - w->accrued,
        .estimate = w->known_upto != DAY_NONE && due > w->known_upto};
    rc = pay(w, due, row->amount);
    rc = rc ? rc : owed_on(w, due, left);
    row->left = *left;
    w->accrued = accrued;
    w->interest += row->interest;
    w->paid += row->amount;
    w->n++;
    return rc;
}

/* All instalments of `each`, the last of the `parts` whatever is left. */
static int walk_through(struct walk *w, const struct plan_terms *t, int32_t parts, ore each) {
    const struct plan when = {.first = t->first};
    ore left = 1;
    int rc = start(w, t->uplift);
    for (int32_t k = 1; k <= parts && left > 0 && rc == STATUS_OK; k++) {
        rc = walk_on(w, plan_due(&when, k), each, k == parts, &left);
    }
    return rc;
}

static int no_plan(struct walk *w, const char *why) {
    return status_fail(w->st, STATUS_INVALID, "plan: %s", why);
}

/* Does the last of the parts hold no more than the others? */
static bool is_even(const struct walk *w, int32_t parts, ore each) {
    return w->n < (uint32_t)parts || w->rows[w->n - 1].amount <= each;
}

/* The fewest whole kroner with which the last part is not larger than the others.  Smaller parts
 * bear more interest, so that the total of the first walk is more than enough: in between they are
 * halved, until one krone less would leave too much. */
static int by_parts(struct walk *w, const struct plan_terms *t, ore owed, ore *each) {
    ore low = plan_part(owed + t->uplift, t->parts);
    int rc = walk_through(w, t, t->parts, low);
    ore high = low;
    if (rc == STATUS_OK && !is_even(w, t->parts, low)) {
        high = plan_part(w->paid, t->parts);
        while (high - low > KRONE && rc == STATUS_OK) {
            const ore middle = low + (high - low) / KRONE / 2 * KRONE;
            rc = walk_through(w, t, t->parts, middle);
            *(is_even(w, t->parts, middle) ? &high : &low) = middle;
        }
        rc = rc ? rc : walk_through(w, t, t->parts, high);
    }
    *each = high;
    return rc || w->n == (uint32_t)t->parts
               ? rc : no_plan(w, "fewer kroner are owed than that: fewer parts");
}

static int by_amount(struct walk *w, const struct plan_terms *t) {
    const int rc = walk_through(w, t, PLAN_PARTS_MAX, t->each);
    return rc || w->rows[w->n - 1].amount <= t->each
               ? rc : no_plan(w, "more than sixty instalments of that: a larger amount");
}

int plan_schedule_make(const struct schedule_input *in, const struct plan_terms *terms,
                       struct arena *arena, struct plan_schedule *out, struct status *st) {
    struct walk w;
    walk_begin(&w, in, arena, st);
    *out = (struct plan_schedule){.uplift = terms->uplift};
    ore each = terms->each;
    int rc = start(&w, 0);
    rc = rc ? rc : owed_on(&w, in->today, &out->owed);
    if (rc || out->owed <= 0) {
        return rc ? rc : no_plan(&w, "nothing is owed");
    }
    rc = each > 0 ? by_amount(&w, terms) : by_parts(&w, terms, out->owed, &each);
    if (rc) {
        return rc;
    }
    out->rows = w.rows;
    out->n_rows = w.n;
    out->interest = w.interest;
    out->total = w.paid;
    out->plan = (struct plan){.agreed = in->today, .first = terms->first, .parts = (int32_t)w.n,
        .amount = each, .total = w.paid, .uplift = terms->uplift, .interest_upto = w.accrued};
    return STATUS_OK;
}

int plan_schedule_left(const struct schedule_input *in, const struct plan *plan,
                       struct arena *arena, struct plan_schedule *out, struct status *st) {
    struct walk w;
    walk_begin(&w, in, arena, st);
    *out = (struct plan_schedule){.plan = *plan, .rows = w.rows};
    ore upto = 0, left = 1;
    int rc = start(&w, 0);
    rc = rc ? rc : owed_on(&w, in->today, &out->owed);
    for (int32_t k = 1; k <= plan->parts && left > 0 && rc == STATUS_OK; k++) {
        upto += plan_amount(plan, k);
        const ore missing = money_min(plan_amount(plan, k), upto - plan->paid);
        const day due = plan_due(plan, k) > in->today ? plan_due(plan, k) : in->today;
        if (missing > 0) {
            rc = walk_on(&w, due, missing, false, &left);
        }
    }
    out->n_rows = w.n;
    out->interest = w.interest;
    out->total = w.paid;
    return rc;
}
