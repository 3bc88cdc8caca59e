/* tell_plan.c - instalments that a person tells of: what only the book shows is wrong with them,
 * and their number where so many kroner each were given. */
#include "domain/plan_schedule.h"
#include "engine/tell.h"
#include "engine/view.h"

static int refuse(const struct tell *t, struct status *st, const char *why) {
    return status_fail(st, STATUS_REFUSED, "case %lld: %.*s: %s", (long long)t->case_id,
                       TEXT_ARG(t->what), why);
}

bool tell_is_plan(const struct tell_word *w) {
    return w->fact == FACT_ACT &&
           (w->action == ACTION_PLAN || w->action == ACTION_END_PLAN ||
            w->action == ACTION_OFFER_PLAN || w->action == ACTION_ACCEPT_PLAN ||
            w->action == ACTION_ADJUST_PLAN);
}

/* What is not said stays as it was: how many are left, and the day that is next. */
static void as_it_was(const struct plan *p, struct action *a) {
    if (a->parts == 0 && a->amount == 0) {
        a->parts = plan_next(p) <= p->parts ? p->parts - plan_next(p) + 1 : 1;
    }
    if (a->first == DAY_NONE) {
        a->first = plan_due(p, plan_next(p) <= p->parts ? plan_next(p) : p->parts);
    }
}

int tell_plan_look(struct engine *e, const struct tell *t, struct action *a, struct arena *arena,
                   struct status *st) {
    struct case_view v;
    const int rc = engine_view(e, t->case_id, NULL, arena, &v, st);
    if (rc) {
        return rc;
    }
    const bool adjusts = a->kind == ACTION_ADJUST_PLAN;
    if ((a->kind == ACTION_END_PLAN || adjusts) && !plan_runs(&v.c.plan)) {
        return refuse(t, st, "no instalment plan runs");
    }
    if (a->kind == ACTION_END_PLAN || a->kind == ACTION_ACCEPT_PLAN) {
        return STATUS_OK;
    }
    if (!case_is_open(&v.c)) {
        return refuse(t, st, "the case is closed");
    }
    if (v.snapshot.open <= 0) {
        return refuse(t, st, "nothing is owed");
    }
    if (adjusts) {
        as_it_was(&v.c.plan, a);
    }
    if (a->first <= e->today) {
        return refuse(t, st, "the first instalment is due after today");
    }
    const struct schedule_input in = {&v.c, v.agreement, &e->law->interest, e->today};
    const struct plan_terms terms = {a->parts, a->amount, a->first, 0};
    struct plan_schedule made;
    const int bad = plan_schedule_make(&in, &terms, arena, &made, st);
    if (bad == STATUS_INVALID) {
        return refuse(t, st, arena_cstr(arena, text_of(st->text)));
    }
    a->parts = bad ? 0 : made.plan.parts;
    return bad;
}
