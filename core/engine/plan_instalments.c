/* plan_instalments.c - instalments agreed, offered, accepted and adjusted: the terms become days
 * and øre (domain/plan_schedule.h), and those an event.  The letter that offers or changes them
 * goes with it; what was agreed or accepted is confirmed by the rules, or without them
 * (plan_duty.c). */
#include "base/check.h"
#include "domain/apply_money.h"
#include "domain/plan_schedule.h"
#include "engine/plan.h"
#include "engine/step.h"

/* A person's act runs no rule: they look at what it means for them the same day. */
static void look_today(struct planning *p) {
    if (p->apply->fact->kind == FACT_ACT) {
        p->rows[AGENDA_RULE] = p->s->today;
    }
}

static int fold_from(struct planning *p, uint32_t first, struct status *st) {
    int rc = STATUS_OK;
    for (uint32_t i = first; i < p->events->n && rc == STATUS_OK; i++) {
        rc = case_fold(p->c, &p->events->items[i], p->events->arena, st);
    }
    return rc;
}

static int make_schedule(const struct planning *p, const struct action *a, ore uplift,
                         struct plan_schedule *out, struct status *st) {
    const struct schedule_input in = {p->c, p->apply->agreement, p->apply->rates, p->s->today};
    const struct plan_terms terms = {a->parts, a->amount, a->first, uplift};
    return plan_schedule_make(&in, &terms, p->events->arena, out, st);
}

/* The addition is priced by the number of parts, which with a given amount is known afterwards. */
static int reckon(const struct planning *p, const struct action *a, int32_t done,
                  struct plan_schedule *out, struct status *st) {
    ore uplift = 0;
    struct verdict why;
    int rc = make_schedule(p, a, 0, out, st);
    if (rc == STATUS_OK && a->uplift) {
        rc = law_plan_uplift(p->law, p->s, done + out->plan.parts, &uplift, &why, st);
        rc = rc ? rc : make_schedule(p, a, uplift, out, st);
    }
    out->plan.done = done;
    return rc;
}

/* Its letter, where it may go today; else the rules, or a person, find another day. */
static int send_letter(struct planning *p, enum letter_kind kind, struct status *st) {
    struct action a = {.kind = ACTION_SEND, .letter = kind, .because = TEXT("instalments")};
    struct snapshot now;
    const struct snapshot_input in = {p->s->today, p->s->fact, p->c, p->s->debtor,
        p->s->creditor, p->s->agreement, p->apply->rates};
    struct verdict v;
    const int rc = snapshot_make(&in, &now, st);
    if (rc) {
        return rc;
    }
    step_complete(&a);
    const struct law_question q = {p->law, &now, &a, true, NULL};
    law_judge(&q, &v);
    return v.kind == VERDICT_ALLOWED
               ? plan_actions(p, &a, 1, st)
               : plan_task(p, TASK_CASEWORKER, TEXT("unconfirmed"),
                           TEXT("What was agreed with the debtor is not confirmed in writing"), st);
}

/* What was planned before is not part of what was agreed. */
int plan_instalments(struct planning *p, const struct action *a, struct status *st) {
    struct plan_schedule made;
    const uint32_t first = p->events->n;
    int rc = reckon(p, a, 0, &made, st);
    if (rc) {
        return rc;
    }
    apply_withdraw_letters(p->c, p->s->today, TEXT("plan"), p->events);
    if (plan_runs(&p->c->plan)) {
        (void)events_add(p->events, EVENT_PLAN_ENDED, p->s->today);
    }
    plan_event(&made.plan, (struct text){NULL, 0},
               events_add(p->events, EVENT_PLAN_AGREED, p->s->today));
    look_today(p);
    return fold_from(p, first, st);
}

int plan_offer(struct planning *p, const struct action *a, struct status *st) {
    struct plan_schedule made;
    const uint32_t first = p->events->n;
    int rc = reckon(p, a, 0, &made, st);
    if (rc) {
        return rc;
    }
    plan_event(&made.plan, (struct text){NULL, 0},
               events_add(p->events, EVENT_PLAN_OFFERED, p->s->today));
    rc = fold_from(p, first, st);
    return rc ? rc : send_letter(p, LETTER_PLAN_OFFER, st);
}

int plan_accept(struct planning *p, const struct action *a, struct status *st) {
    (void)a;
    const struct plan offer = p->c->offer;
    const uint32_t first = p->events->n;
    ensure(plan_offer_stands(p->c, p->s->today));
    apply_withdraw_letters(p->c, p->s->today, TEXT("plan"), p->events);
    if (plan_runs(&p->c->plan)) {
        (void)events_add(p->events, EVENT_PLAN_ENDED, p->s->today);
    }
    plan_event(&offer, TEXT(PLAN_BY_WORD),
               events_add(p->events, EVENT_PLAN_AGREED, p->s->today));
    look_today(p);
    return fold_from(p, first, st);
}

int plan_adjust(struct planning *p, const struct action *a, struct status *st) {
    struct plan_schedule made;
    const struct plan was = p->c->plan;
    const uint32_t first = p->events->n;
    int rc = reckon(p, a, was.done + plan_next(&was) - 1, &made, st);
    if (rc) {
        return rc;
    }
    apply_withdraw_letters(p->c, p->s->today, TEXT("plan"), p->events);
    struct event *e = events_add(p->events, EVENT_PLAN_ADJUSTED, p->s->today);
    plan_event(&made.plan, (struct text){NULL, 0}, e);
    e->was = arena_take(p->events->arena, sizeof *e->was);
    e->was[0] = was;
    e->n_was = 1;
    look_today(p);
    rc = fold_from(p, first, st);
    return rc ? rc : send_letter(p, LETTER_PLAN_AGREED, st);
}
