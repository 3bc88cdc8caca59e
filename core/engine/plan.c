/* plan.c - see plan.h.  The agenda is in plan_agenda.c. */
#include "engine/plan.h"

#include "base/check.h"
#include "domain/apply_money.h"
#include "domain/plan.h"
#include "engine/step.h"
#include "law/duties.h"

typedef int plan_fn(struct planning *p, const struct action *a, struct status *st);

static struct event *add(struct planning *p, enum event_kind kind) {
    return events_add(p->events, kind, p->s->today);
}

/* Folds everything added since `first`: later actions of the list build on it. */
static int fold_from(struct planning *p, uint32_t first, struct status *st) {
    for (uint32_t i = first; i < p->events->n; i++) {
        const int rc = case_fold(p->c, &p->events->items[i], p->events->arena, st);
        if (rc) {
            return rc;
        }
    }
    return STATUS_OK;
}

struct hash letter_key(const struct krav_case *c, enum letter_kind kind, int ordinal) {
    ensure(c->n_claims > 0);
    char number[16];
    struct hash_parts h;
    hash_begin(&h);
    hash_add(&h, TEXT("letter"));
    hash_add(&h, c->claims[0].claim.source);
    hash_add(&h, text_of(words_name(&letter_kinds, (int)kind)));
    number[0] = (char)('a' + ordinal / 676 % 26);
    number[1] = (char)('a' + ordinal / 26 % 26);
    number[2] = (char)('a' + ordinal % 26);
    hash_add(&h, (struct text){number, 3});
    return hash_end(&h);
}

static int plan_send(struct planning *p, const struct action *a, struct status *st) {
    (void)st;
    struct event *e = add(p, EVENT_LETTER_PLANNED);
    e->letter = a->letter;
    e->by = a->by;
    e->days = a->days;
    e->key = letter_key(p->c, a->letter, case_letters_of(p->c, a->letter));
    ensure(p->n_effects < 2 * ACTIONS_MAX);
    p->effects[p->n_effects++] = (struct effect){.key = e->key, .case_id = p->c->id,
        .kind = EFFECT_LETTER, .letter = e->letter, .by = e->by, .days = e->days,
        .planned = p->s->today, .last_day = p->s->today + EFFECT_LIFE_DAYS};
    p->rows[AGENDA_SILENCE] = p->s->today + SILENCE_DAYS;
    return STATUS_OK;
}

static int plan_move(struct planning *p, const struct action *a, struct status *st) {
    (void)st;
    add(p, EVENT_STAGE_ENTERED)->word = a->stage;
    p->rows[AGENDA_RULE] = p->rows[AGENDA_LAW] = -1;
    return STATUS_OK;
}

static int plan_look_again(struct planning *p, const struct action *a, struct status *st) {
    (void)st;
    const day tomorrow = p->s->today + 1;
    if (a->after_deadline > 0) {
        add(p, EVENT_LOOK_AFTER_DEADLINE)->days = a->after_deadline;
        return STATUS_OK;
    }
    const day on = a->on != DAY_NONE ? a->on : p->s->today + a->after;
    p->rows[AGENDA_RULE] = on > tomorrow ? on : tomorrow;
    return STATUS_OK;
}

static int plan_hold(struct planning *p, const struct action *a, struct status *st) {
    (void)st;
    struct event *e = add(p, EVENT_HOLD_SET);
    e->word = a->what;
    e->until = a->until;
    apply_withdraw_letters(p->c, p->s->today, TEXT("hold"), p->events);
    return STATUS_OK;
}

static int plan_release(struct planning *p, const struct action *a, struct status *st) {
    (void)a, (void)st;
    if (p->c->held_since != DAY_NONE) {
        (void)add(p, EVENT_HOLD_ENDED);
    }
    return STATUS_OK;
}

/* Nothing here yet: other cases have steps of their own for it. */
static int plan_merge(struct planning *p, const struct action *a, struct status *st) {
    (void)st;
    p->merge = a;
    return STATUS_OK;
}

static int plan_charge(struct planning *p, const struct action *a, struct status *st) {
    ore amount = 0;
    enum owner owner = OWNER_AGENCY;
    struct verdict why;
    const int rc = law_charge(p->law, p->s, a->fee, &amount, &owner, &why, st);
    if (rc || amount == 0) {
        return rc; /* up to the cap already: nothing is added */
    }
    struct event *e = add(p, EVENT_FEE_CHARGED);
    e->fee = a->fee;
    e->owner = owner;
    e->amount = amount;
    return STATUS_OK;
}

/* A person's act runs no rule: they look at what it means for them the same day. */
static void look_today(struct planning *p) {
    if (p->apply->fact->kind == FACT_ACT) {
        p->rows[AGENDA_RULE] = p->s->today;
    }
}

static int plan_end_plan(struct planning *p, const struct action *a, struct status *st) {
    (void)a, (void)st;
    if (plan_runs(&p->c->plan)) {
        (void)add(p, p->s->plan_missed ? EVENT_PLAN_BROKEN : EVENT_PLAN_ENDED);
    }
    look_today(p);
    return STATUS_OK;
}

static int plan_defer(struct planning *p, const struct action *a, struct status *st) {
    (void)st;
    apply_withdraw_letters(p->c, p->s->today, TEXT("deferral"), p->events);
    add(p, EVENT_DEFERRED)->until = day_bank_day_from(p->s->today + a->days);
    look_today(p);
    return STATUS_OK;
}

static int plan_ask_creditor(struct planning *p, const struct action *a, struct status *st) {
    struct event *e = add(p, EVENT_CREDITOR_ASKED);
    e->word = a->what;
    e->until = p->s->today + (a->days > 0 ? a->days : PERSON_DAYS);
    p->rows[AGENDA_PERSON] = e->until;
    const int rc = fold_from(p, p->events->n - 1, st);
    return rc ? rc : plan_task(p, TASK_CREDITOR, a->what, a->because, st);
}

/* One open task per (case, reason): a rule's reason is the stage it speaks from, numbered when
 * one list asks for more than one thing. */
static int plan_a_task(struct planning *p, const struct action *a, struct status *st) {
    int n = 1;
    for (uint32_t i = 0; i < p->events->n; i++) {
        n += p->events->items[i].kind == EVENT_TASK_RAISED;
    }
    const struct text stage = p->c->stage.len ? p->c->stage : TEXT("start");
    const struct text reason = n == 1 ? arena_printf(p->events->arena, "rule:%.*s", TEXT_ARG(stage))
                                      : arena_printf(p->events->arena, "rule:%.*s:%d",
                                                     TEXT_ARG(stage), n);
    return plan_task(p, a->who ? a->who : TASK_CASEWORKER, reason, a->text, st);
}

static int plan_note(struct planning *p, const struct action *a, struct status *st) {
    (void)st;
    add(p, EVENT_NOTED)->word = a->text;
    return STATUS_OK;
}

/* Whatever is owed is posted up to today and given up, by name and with its parts. */
static int give_up(struct planning *p, struct text why, struct status *st) {
    const uint32_t first = p->events->n;
    int rc = apply_interest(p->apply, p->c, p->s->today, p->events, st);
    rc = rc ? rc : fold_from(p, first, st);
    if (rc) {
        return rc;
    }
    struct event parts = {.kind = EVENT_WRITTEN_OFF, .day = p->s->today, .word = why};
    parts.principal = case_principal_open(p->c);
    parts.interest = case_interest_open(p->c, p->c->interest_accrued);
    parts.costs_creditor = case_costs_open_of(p->c, OWNER_CREDITOR);
    parts.costs_agency = case_costs_open_of(p->c, OWNER_AGENCY);
    parts.costs_court = case_costs_open_of(p->c, OWNER_COURT);
    parts.amount = parts.principal + parts.interest + parts.costs_creditor + parts.costs_agency +
                   parts.costs_court;
    if (parts.amount > 0) {
        *add(p, EVENT_WRITTEN_OFF) = parts;
        rc = fold_from(p, p->events->n - 1, st);
    }
    return rc;
}

static int plan_write_off(struct planning *p, const struct action *a, struct status *st) {
    const int rc = give_up(p, a->because, st);
    return rc ? rc : STATUS_OK;
}

static int plan_close(struct planning *p, const struct action *a, struct status *st) {
    const int rc = give_up(p, a->what, st);
    if (rc) {
        return rc;
    }
    const uint32_t first = p->events->n;
    apply_withdraw_letters(p->c, p->s->today, TEXT("closed"), p->events);
    add(p, EVENT_CLOSED)->word = a->what;
    return fold_from(p, first, st);
}

/* Each row folds its own events or leaves that to plan_actions. */
static const struct {
    plan_fn *plan;
    bool folds;
} plans[ACTION_KINDS] = {
    [ACTION_SEND] = {plan_send, false},
    [ACTION_CALL] = {plan_call, true},
    [ACTION_SCORE] = {plan_inquiry, false},
    [ACTION_WASH] = {plan_inquiry, false},
    [ACTION_MOVE] = {plan_move, false},
    [ACTION_LOOK_AGAIN] = {plan_look_again, false},
    [ACTION_CHARGE] = {plan_charge, false},
    [ACTION_PLAN] = {plan_instalments, true},
    [ACTION_OFFER_PLAN] = {plan_offer, true},
    [ACTION_ACCEPT_PLAN] = {plan_accept, true},
    [ACTION_ADJUST_PLAN] = {plan_adjust, true},
    [ACTION_END_PLAN] = {plan_end_plan, false},
    [ACTION_DEFER] = {plan_defer, false},
    [ACTION_HOLD] = {plan_hold, false},
    [ACTION_RELEASE] = {plan_release, false},
    [ACTION_MERGE] = {plan_merge, false},
    [ACTION_ASK_CREDITOR] = {plan_ask_creditor, true},
    [ACTION_TASK] = {plan_a_task, true},
    [ACTION_NOTE] = {plan_note, false},
    [ACTION_WRITE_OFF] = {plan_write_off, true},
    [ACTION_CLOSE] = {plan_close, true},
    [ACTION_WITHDRAW] = {plan_close, true},
    [ACTION_REVERSE] = {plan_reverse, true},
    [ACTION_REFUND] = {plan_refund, true},
    [ACTION_FILE] = {plan_file, true},
    [ACTION_FILED] = {plan_filed, true},
    [ACTION_NOTICE_SERVED] = {plan_notice_served, true},
};

static int plan_one(struct planning *p, const struct action *a, struct status *st) {
    if (a->kind <= 0 || a->kind >= ACTION_KINDS || !plans[a->kind].plan) {
        return status_fail(st, STATUS_UNSUPPORTED, "action %s: this build cannot carry it out",
                           words_name(&action_kinds, (int)a->kind));
    }
    const uint32_t first = p->events->n;
    const int rc = plans[a->kind].plan(p, a, st);
    return rc || plans[a->kind].folds ? rc : fold_from(p, first, st);
}

int plan_actions(struct planning *p, const struct action *actions, uint32_t n, struct status *st) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        rc = plan_one(p, &actions[i], st);
    }
    return rc;
}

int plan_survivors(struct planning *p, const struct action *actions, uint32_t n,
                   struct status *st) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        if (actions[i].kind == ACTION_NOTE || actions[i].kind == ACTION_TASK) {
            rc = plan_one(p, &actions[i], st);
        }
    }
    return rc;
}

int plan_task(struct planning *p, enum task_owner owner, struct text reason, struct text text,
              struct status *st) {
    struct event *e = add(p, EVENT_TASK_RAISED);
    e->id = (int64_t)owner;
    e->word = reason;
    e->ref = text;
    e->until = p->s->today + (text_is(reason, TASK_OBJECTION)
                                  ? law_answer_days(p->law, p->s, PERSON_DAYS)
                                  : PERSON_DAYS);
    return fold_from(p, p->events->n - 1, st);
}
