/* forecast.c - see forecast.h. */
#include "host/forecast.h"

#include "engine/step.h"

int forecast_make(const struct sheet *s, day on, struct arena *arena, struct forecast *out,
                  struct status *st) {
    struct engine as_of = *s->home->engine; /* the same book, seen on another day */
    struct case_view *v = arena_take(arena, sizeof *v);
    struct decision decision = {0};
    const struct fact fact = {.kind = FACT_DAY_REACHED, .subject = SUBJECT_CASE,
        .subject_id = s->c.id, .actor = TEXT("agenda"), .legal_day = on, .booked_day = on,
        .why = s->n_agenda > 0 ? s->agenda[0].why : AGENDA_IDLE};
    as_of.today = on;
    *out = (struct forecast){.on = on};
    int rc = engine_view(&as_of, s->c.id, &fact, arena, v, st);
    rc = rc ? rc : rules_decide(as_of.bundle, &v->snapshot, arena, &decision, st);
    if (rc) {
        return rc;
    }
    out->stage = decision.stage;
    out->file = decision.file;
    out->line = decision.line;
    out->read = decision.read;
    out->actions = decision.actions;
    out->n_actions = decision.n_actions;
    out->verdicts = arena_take_n(arena, decision.n_actions + 1u, sizeof *out->verdicts);
    for (uint32_t i = 0; i < decision.n_actions; i++) {
        struct verdict *verdict = &out->verdicts[i];
        step_complete(&decision.actions[i]);
        const struct law_question q = {as_of.law, &v->snapshot, &decision.actions[i], false, NULL};
        law_judge(&q, verdict);
        const bool is_worse = verdict->kind > out->worst.kind ||
                              (verdict->kind == out->worst.kind &&
                               verdict->not_before > out->worst.not_before);
        if (verdict->kind != VERDICT_ALLOWED && is_worse) {
            out->worst = *verdict;
        }
    }
    return STATUS_OK;
}

bool forecast_does_something(const struct forecast *f) {
    for (uint32_t i = 0; i < f->n_actions; i++) {
        if (f->actions[i].kind != ACTION_LOOK_AGAIN && f->actions[i].kind != ACTION_NOTE) {
            return true;
        }
    }
    return false;
}

int forecast_first(const struct sheet *s, day from, struct arena *arena, struct forecast *out,
                   struct status *st) {
    struct arena scratch;
    struct status why = {0, ""};
    char text[DAY_TEXT];
    int rc = STATUS_OK;
    bool found = false;
    day on = from;
    arena_init(&scratch);
    while (!found && rc == STATUS_OK && on < from + FORECAST_DAYS_MAX) {
        struct forecast f;
        arena_reset(&scratch);
        rc = forecast_make(s, on, &scratch, &f, &why);
        found = rc == STATUS_OK && f.worst.kind == 0 && forecast_does_something(&f);
        on += !found && rc == STATUS_OK;
    }
    arena_fini(&scratch);
    if (found) {
        return forecast_make(s, on, arena, out, st);
    }
    return status_fail(st, STATUS_NOT_FOUND, "none comes by itself before %s%s%s",
                       day_format(on, text), rc ? ", and no further can be seen: " : "", why.text);
}
