/* turn_tasks.c - what the core itself asks a person for (turn.h). */
#include "engine/contacts.h"
#include "engine/filing_paper.h"
#include "engine/plan_duty.h"
#include "engine/plan_limitation.h"
#include "engine/turn.h"

#include "domain/apply_contact.h"

/* A look is about every row that is due, though its fact names only the most pressing. */
static bool is_due(const struct turn *t, enum agenda_why why) {
    for (uint32_t i = 0; i < t->n_now; i++) {
        if (t->now[i].why == why) {
            return t->now[i].day <= t->e->today;
        }
    }
    return false;
}

/* What this very payment came to in the case; later ones may have been allocated anew behind it. */
static ore kept_of(const struct turn *t) {
    for (uint32_t i = 0; i < t->events.n; i++) {
        const struct event *e = &t->events.items[i];
        if (e->kind == EVENT_PAYMENT_ALLOCATED && text_eq(e->ref, t->in->fact.source)) {
            return e->amount;
        }
    }
    return 0;
}

/* How much more is overpaid than before: by whichever payment, since those that count from later
 * were taken up again behind this one. */
static ore became_over(const struct turn *t) {
    ore more = 0;
    for (uint32_t i = 0; i < t->events.n; i++) {
        const struct event *e = &t->events.items[i];
        more += e->kind == EVENT_PAYMENT_ALLOCATED ? e->over
                : e->kind == EVENT_PAYMENT_UNDONE  ? -e->over
                                                   : 0;
    }
    return more;
}

/* gjeldsordningsloven § 3-4, konkursloven: this very payment was set aside. */
static bool was_set_aside(const struct turn *t) {
    for (uint32_t i = 0; i < t->events.n; i++) {
        const struct event *e = &t->events.items[i];
        if (e->kind == EVENT_PAYMENT_ALLOCATED && text_eq(e->ref, t->in->fact.source) &&
            text_is(e->word, EVENT_ASIDE)) {
            return true;
        }
    }
    return false;
}

static bool was_reopened(const struct turn *t) {
    for (uint32_t i = 0; i < t->events.n; i++) {
        if (t->events.items[i].kind == EVENT_REOPENED) {
            return true;
        }
    }
    return false;
}

/* A letter that was not sent, unless the rules have found another way at once. */
static int not_sent_task(struct turn *t) {
    const struct fact *f = &t->in->fact;
    bool answered = f->kind != FACT_NOT_SENT;
    for (uint32_t i = 0; i < t->decision.n_actions && t->worst.kind == 0; i++) {
        answered = answered || t->decision.actions[i].kind == ACTION_SEND;
    }
    return answered ? STATUS_OK
                    : plan_task(&t->plan, TASK_CASEWORKER, TEXT("letter_not_sent"), f->reason,
                                t->st);
}

static int core_tasks(struct turn *t) {
    const struct fact *f = &t->in->fact;
    if (f->kind == FACT_DISPUTE) {
        return plan_task(&t->plan, TASK_CASEWORKER, TEXT(TASK_OBJECTION),
                         TEXT("An objection waits for its answer"), t->st);
    }
    if (f->kind == FACT_COMPLAINT) {
        return plan_task(&t->plan, TASK_CASEWORKER, TEXT(TASK_OBJECTION),
                         TEXT("A complaint stands before the board"), t->st);
    }
    if (f->kind == FACT_DAY_REACHED && is_due(t, AGENDA_SILENCE)) {
        return plan_task(&t->plan, TASK_OPERATOR, TEXT("no_receipt"),
                         TEXT("A promised letter has no receipt"), t->st);
    }
    if ((f->kind == FACT_PAYMENT_REVERSED || f->kind == FACT_PAYMENT_MOVED) && was_reopened(t)) {
        return plan_task(&t->plan, TASK_CASEWORKER, TEXT("reopened"),
                         TEXT("A closed case was opened again: the payment went back"), t->st);
    }
    const int rc = plan_filing_tasks(&t->plan, is_due(t, AGENDA_DEDUCTION), t->st);
    return rc ? rc : contacts_breach(t->e, &t->plan, f, t->st);
}

/* What comes here near its end is told of at once. */
static int limitation_task(struct turn *t) {
    const enum fact_kind kind = t->in->fact.kind;
    return plan_limitation_tasks(&t->plan, kind == FACT_CLAIM_RECEIVED || kind == FACT_OPENING ||
                                               kind == FACT_MERGED,
                                 kind == FACT_DAY_REACHED && is_due(t, AGENDA_LIMITATION), t->st);
}

/* What is too much has to go back, though a case that is paid closes, and its tasks with it: these
 * are asked for last. */
static int money_tasks(struct turn *t) {
    const struct fact *f = &t->in->fact;
    const bool lost = f->kind == FACT_BREACH || f->kind == FACT_DISPUTE_SETTLED;
    if (f->kind == FACT_PAID && was_set_aside(t)) {
        return plan_set_aside(&t->plan, t->st);
    }
    /* What the creditor got before it leaves too much of what came here since. */
    const bool is_paid = f->kind == FACT_PAID || f->kind == FACT_PAID_DIRECT;
    const bool is_over = (lost && t->c.overpaid > 0) || (is_paid && became_over(t) > 0);
    const int rc = is_over ? plan_overpaid(&t->plan, t->e->config->payout_plugin.len > 0,
                                           t->e->config->checkout_plugin, t->st)
                           : STATUS_OK;
    if (rc == STATUS_OK && f->kind == FACT_PAID_DIRECT && kept_of(t) < f->amount) {
        return plan_task(&t->plan, TASK_CREDITOR, TEXT("paid_direct_over"),
                         TEXT("The creditor got more than was owed"), t->st);
    }
    return rc;
}

/* ---- what an end leaves behind --------------------------------------------------------------- */

/* A call is for money that is owed: when there is none, it is not made. */
static int end_call(struct turn *t) {
    struct snapshot s;
    const uint32_t first = t->events.n;
    if (t->c.call_asked.on == DAY_NONE) {
        return STATUS_OK;
    }
    const struct snapshot_input in = {.today = t->e->today, .c = &t->c, .agreement = t->agreement,
        .rates = &t->e->law->interest};
    int rc = case_is_open(&t->c) ? snapshot_make(&in, &s, t->st) : STATUS_OK;
    if (rc || (case_is_open(&t->c) && s.open > 0)) {
        return rc;
    }
    apply_end_call(&t->c, t->e->today, TEXT("nothing_owed"), &t->events);
    for (uint32_t i = first; i < t->events.n && rc == STATUS_OK; i++) {
        rc = case_fold(&t->c, &t->events.items[i], t->arena, t->st);
    }
    return rc;
}

/* The case's tasks end when it closes, and the one about what was too much when some of it goes
 * back: what is still too much is asked about anew (commit.c). */
static int ask_for_the_rest(struct turn *t) {
    bool asked = true;
    for (uint32_t i = 0; i < t->events.n; i++) {
        const struct event *e = &t->events.items[i];
        if (e->kind == EVENT_CLOSED || e->kind == EVENT_REFUNDED) {
            asked = false;
        }
        asked = asked || (e->kind == EVENT_TASK_RAISED && text_is(e->word, TASK_OVERPAID));
    }
    return asked || t->c.overpaid <= 0
               ? STATUS_OK
               : plan_task(&t->plan, TASK_CASEWORKER, TEXT(TASK_OVERPAID),
                           TEXT("More was paid than was owed: it goes back"), t->st);
}

int turn_tasks_before(struct turn *t) {
    int rc = core_tasks(t);
    rc = rc ? rc : plan_duty(&t->plan, &t->in->fact, is_due(t, AGENDA_DISPUTE), t->st);
    return rc ? rc : limitation_task(t);
}

int turn_tasks_after(struct turn *t) {
    int rc = not_sent_task(t);
    rc = rc ? rc : money_tasks(t);
    rc = rc ? rc : end_call(t);
    return rc ? rc : ask_for_the_rest(t);
}
