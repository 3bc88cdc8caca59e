/* plan_limitation.c - see plan_limitation.h.
 *
 * Nobody may find out too late that a claim is about to be lost: a person is told ninety, thirty and
 * seven days before, and the day after.  Interest that goes before its claim is told of once, ninety
 * days before it begins to. */
#include "engine/plan_limitation.h"

#include "domain/interest_lapse.h"
#include "domain/limitation.h"

#define INTEREST_WARNING_DAYS 90

static int claim_task(struct planning *p, struct status *st) {
    struct arena *arena = p->events->arena;
    const struct snapshot *s = p->s;
    char last[DAY_TEXT];
    const int32_t days = limitation_warning(s->lapses, s->today);
    if (days > 0) {
        return plan_task(p, TASK_CASEWORKER, arena_printf(arena, "limitation_%d", (int)days),
                         arena_printf(arena, "A claim is lost after %s unless a legal step is "
                                      "taken or the debtor acknowledges it",
                                      day_format(s->lapses, last)), st);
    }
    return !s->barred ? STATUS_OK
                      : plan_task(p, TASK_CASEWORKER, TEXT("time_barred"),
                                  arena_printf(arena, "A claim was lost by time after %s: close "
                                               "it, or record what interrupted it",
                                               day_format(s->lapses, last)), st);
}

static int interest_task(struct planning *p, struct status *st) {
    char last[DAY_TEXT];
    const day first = p->s->barred || p->s->interest_open <= 0
                          ? DAY_NONE : interest_lapses_first(p->c, p->s->today);
    if (first == DAY_NONE || first - INTEREST_WARNING_DAYS > p->s->today ||
        p->c->interest_lapsed > 0) {
        return STATUS_OK;
    }
    return plan_task(p, TASK_CASEWORKER, TEXT("interest_lapses"),
                     arena_printf(p->events->arena, "Interest is lost day by day after %s, though "
                                  "the claim is not (foreldelsesloven §§ 2, 21)",
                                  day_format(first, last)), st);
}

int plan_limitation_tasks(struct planning *p, bool comes, bool due, struct status *st) {
    if (!case_is_open(p->c) || !(comes || due)) {
        return STATUS_OK;
    }
    const int rc = claim_task(p, st);
    return rc ? rc : interest_task(p, st);
}

/* ---- the agenda ------------------------------------------------------------------------------ */

static day sooner(day a, day b) {
    return a == DAY_NONE || (b != DAY_NONE && b < a) ? b : a;
}

/* The day after the last one of the first costs that go. */
static day costs_go(const struct krav_case *c, day today) {
    day first = DAY_NONE;
    for (uint32_t i = 0; i < c->n_costs; i++) {
        const day lapses = cost_open(&c->costs[i]) > 0 ? limitation_of_cost(c, i) : DAY_NONE;
        if (lapses != DAY_NONE && lapses != LIMITATION_NEVER && lapses >= today) {
            first = sooner(first, lapses + 1);
        }
    }
    return first;
}

static day interest_goes(const struct krav_case *c, day today) {
    const day first = interest_lapses_first(c, today);
    if (first == DAY_NONE || c->interest_lapsed > 0) {
        return DAY_NONE; /* by then each look takes what has gone */
    }
    return first - INTEREST_WARNING_DAYS > today ? first - INTEREST_WARNING_DAYS : first + 1;
}

day plan_limitation_next(const struct planning *p) {
    const day today = p->s->today, lapses = limitation_of_case(p->c);
    const day told = limitation_next_warning(lapses, today);
    if (lapses != DAY_NONE && lapses < today) {
        return told;
    }
    return sooner(told, sooner(interest_goes(p->c, today), costs_go(p->c, today)));
}
