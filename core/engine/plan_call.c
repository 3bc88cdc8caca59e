/* plan_call.c - a call that the law allows becomes a task for a caseworker. */
#include "engine/plan.h"

/* It names no number: a task outlives the erasing of a person. */
static struct text words_of(struct planning *p, const struct action *a, day until) {
    char last[DAY_TEXT];
    return arena_printf(p->events->arena, "Call the debtor, Monday to Friday 08-21 and Saturday "
                        "09-15, by %s: %.*s (number, and whether it may be now: krav call %lld)",
                        day_format(until, last), TEXT_ARG(a->what), (long long)p->c->id);
}

int plan_call(struct planning *p, const struct action *a, struct status *st) {
    if (p->c->call_asked.on != DAY_NONE) {
        return STATUS_OK; /* somebody is asked already: not again every day */
    }
    struct event *e = events_add(p->events, EVENT_CALL_ASKED, p->s->today);
    const day until = p->s->today + CALL_LIFE_DAYS;
    e->word = a->what;
    e->until = until;
    p->rows[AGENDA_PERSON] = until + 1;
    const int rc = case_fold(p->c, e, p->events->arena, st);
    return rc ? rc : plan_task(p, TASK_CASEWORKER, TEXT(CALL_TASK), words_of(p, a, until), st);
}
