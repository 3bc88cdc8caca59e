/* fold_call.c - what calls change in a case: asked for, tried, not to be made any more. */
#include "domain/fold_parts.h"

int fold_call_asked(const struct folding *f) {
    if (f->c->call_asked.on != DAY_NONE) {
        return fold_impossible(f, "a call is asked for already");
    }
    if (f->e->day == DAY_NONE || f->e->until < f->e->day) {
        return fold_impossible(f, "needs a day and a last day");
    }
    f->c->call_asked = (struct call_ask){f->e->day, f->e->until, f->e->word};
    return STATUS_OK;
}

/* Whoever was asked has done it: another try is asked for anew, when the law allows one. */
int fold_called(const struct folding *f) {
    struct krav_case *c = f->c;
    const struct word *outcome = words_by_name(&call_outcomes, f->e->word);
    if (!outcome || f->e->day == DAY_NONE) {
        return fold_impossible(f, "needs a day and an outcome");
    }
    if (c->n_calls >= CASE_LIST_MAX) {
        return fold_impossible(f, "too many calls");
    }
    struct call_note *call = arena_push(f->arena, &c->calls, &c->n_calls, sizeof *call);
    *call = (struct call_note){f->e->day, (enum call_outcome)outcome->value, c->stage_entries};
    c->call_asked = (struct call_ask){0};
    return STATUS_OK;
}

int fold_call_ended(const struct folding *f) {
    if (f->c->call_asked.on == DAY_NONE) {
        return fold_impossible(f, "no call is asked for");
    }
    f->c->call_asked = (struct call_ask){0};
    return STATUS_OK;
}
