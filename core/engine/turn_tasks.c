/* turn_tasks.c - what the core itself asks a person for (turn.h). */
#include "engine/contacts.h"
#include "engine/filing_paper.h"
#include "engine/plan_duty.h"
#include "engine/plan_limitation.h"
#include "engine/turn.h"

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
    if ((lost && t->c.overpaid > 0) || (f->kind == FACT_PAID && t->c.n_payments > 0 &&
                                        t->c.payments[t->c.n_payments - 1].over > 0)) {
        return plan_overpaid(&t->plan, t->e->config->payout_plugin.len > 0, t->st);
    }
    if (f->kind == FACT_PAID_DIRECT && kept_of(t) < f->amount) {
        return plan_task(&t->plan, TASK_CREDITOR, TEXT("paid_direct_over"),
                         TEXT("The creditor got more than was owed"), t->st);
    }
    return STATUS_OK;
}

int turn_tasks_before(struct turn *t) {
    int rc = core_tasks(t);
    rc = rc ? rc : plan_duty(&t->plan, &t->in->fact, is_due(t, AGENDA_DISPUTE), t->st);
    return rc ? rc : limitation_task(t);
}

int turn_tasks_after(struct turn *t) {
    const int rc = not_sent_task(t);
    return rc ? rc : money_tasks(t);
}
