/* plan_duty.c - see plan_duty.h. */
#include "engine/plan_duty.h"

#include "domain/plan.h"
#include "engine/step.h"
#include "engine/tell.h"
#include "law/duties.h"
#include "store/tasks.h"

static int fold_last(struct planning *p, struct status *st) {
    return case_fold(p->c, &p->events->items[p->events->n - 1], p->events->arena, st);
}

/* ---- messages -------------------------------------------------------------------------------- */

/* The clock runs from the day it came (inkassoloven (2026) § 17); what the creditor or a court
 * writes owes the debtor nothing. */
static int message_came(struct planning *p, const struct fact *f, struct status *st) {
    const struct word *from = words_by_name(&tell_senders, f->reason);
    if (!from || from->value != SENDER_DEBTOR || !case_is_open(p->c)) {
        return STATUS_OK;
    }
    struct event *e = events_add(p->events, EVENT_ANSWER_OWED, f->legal_day);
    e->until = f->legal_day + law_answer_days(p->law, p->s, MESSAGE_DAYS);
    const day due = e->until;
    int rc = fold_last(p, st);
    rc = rc ? rc : plan_task(p, TASK_CASEWORKER, TEXT(TASK_MESSAGE),
                             TEXT("The debtor wrote: answer, or send a provisional answer"), st);
    if (rc == STATUS_OK) {
        p->events->items[p->events->n - 1].until = due > p->s->today ? due : p->s->today;
    }
    return rc;
}

static bool answer_is_overdue(const struct planning *p, bool dispute_is_due) {
    const struct answer_clock *a = &p->c->answer;
    const day today = p->s->today;
    const bool objection = p->c->disputed_since != DAY_NONE && dispute_is_due;
    return (a->due != DAY_NONE && a->due < today) || (objection && a->promised < today);
}

/* ---- what was agreed is confirmed ------------------------------------------------------------- */

static bool was_confirmed(const struct krav_case *c, enum letter_kind kind, day since) {
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        const bool lives = l->state == LETTER_PLANNED || l->state == LETTER_COMPOSED ||
                           l->state == LETTER_SENT || l->state == LETTER_RETURNED;
        if (l->kind == kind && lives && l->planned >= since) {
            return true;
        }
    }
    return false;
}

/* Which letter is missing, of what was agreed on which day; 0: none. */
static enum letter_kind unconfirmed(const struct planning *p, day *since) {
    const struct krav_case *c = p->c;
    const struct law_switches *acts = p->law ? p->law->acts : NULL;
    *since = c->plan.agreed;
    if (plan_runs(&c->plan) && !was_confirmed(c, LETTER_PLAN_AGREED, *since) &&
        switch_for_case(acts, NEW_16_CONFIRMATION, p->s, *since)) {
        return LETTER_PLAN_AGREED;
    }
    *since = c->deferred_on;
    return c->deferred_until >= p->s->today && *since != DAY_NONE &&
                   !was_confirmed(c, LETTER_DEFERRAL, *since) &&
                   switch_for_case(acts, NEW_16_CONFIRMATION, p->s, *since)
               ? LETTER_DEFERRAL
               : 0;
}

/* Rules may confirm it the same day; what they left is confirmed without them. */
static int confirm(struct planning *p, struct status *st) {
    day since = DAY_NONE;
    struct action send = {.kind = ACTION_SEND, .letter = unconfirmed(p, &since),
        .because = TEXT("inkassoloven (2026) § 16")};
    if (send.letter == 0 || since >= p->s->today) {
        return STATUS_OK;
    }
    step_complete(&send);
    struct verdict v = {0};
    const struct law_question q = {.law = p->law, .snapshot = p->s, .action = &send};
    law_judge(&q, &v);
    return v.kind == VERDICT_ALLOWED
               ? plan_actions(p, &send, 1, st)
               : plan_task(p, TASK_CASEWORKER, TEXT("unconfirmed"),
                           TEXT("What was agreed with the debtor is not confirmed in writing"),
                           st);
}

/* ---- the creditor ---------------------------------------------------------------------------- */

static bool creditor_is_silent(const struct planning *p) {
    const struct krav_case *c = p->c;
    return c->creditor_asked != DAY_NONE && c->creditor_answer_due < p->s->today &&
           switch_for_case(p->law ? p->law->acts : NULL, NEW_24_DOUBT, p->s, c->creditor_asked);
}

/* Whoever was right is not collected from: the creditor takes off what is not owed, or all of it. */
static int upheld(struct planning *p, struct status *st) {
    return plan_task(p, TASK_CREDITOR, TEXT(TASK_CREDIT),
                     TEXT("The debtor was right: book the creditor's credit note, or withdraw the "
                          "claim (krav tell CASE withdraw); if he was right in part only, say so "
                          "(settle-dispute --outcome partly)"), st);
}

static int rejected(struct planning *p, struct status *st) {
    const bool asked = p->c->rejected_since != DAY_NONE &&
                       switch_for_case(p->law->acts, NEW_25_REJECTED, p->s, p->c->rejected_since);
    return asked ? plan_task(p, TASK_CREDITOR, TEXT(TASK_DECIDE),
                             TEXT("The objection was rejected, and it stands: bring it to a court, "
                                  "or drop the claim"), st)
                 : STATUS_OK;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static int day_came(struct planning *p, bool dispute_is_due, struct status *st) {
    int rc = STATUS_OK;
    if (answer_is_overdue(p, dispute_is_due)) {
        rc = plan_task(p, TASK_SUPERVISOR, TEXT(TASK_ANSWER_OVERDUE),
                       TEXT("The debtor waits for an answer longer than the law accepts"), st);
    }
    if (rc == STATUS_OK && creditor_is_silent(p)) {
        rc = plan_task(p, TASK_SUPERVISOR, TEXT(TASK_CREDITOR_SILENT),
                       TEXT("The creditor has not answered in time: give the claim back "
                            "(krav tell CASE withdraw)"), st);
    }
    return rc ? rc : confirm(p, st);
}

int plan_duty(struct planning *p, const struct fact *f, bool dispute_is_due, struct status *st) {
    if (!case_is_open(p->c)) {
        return STATUS_OK;
    }
    switch ((int)f->kind) {
    case FACT_MESSAGE_IN:
        return message_came(p, f, st);
    case FACT_DISPUTE_SETTLED:
        return case_upheld(p->c) ? upheld(p, st) : rejected(p, st);
    case FACT_DAY_REACHED:
        return day_came(p, dispute_is_due, st);
    default:
        return STATUS_OK;
    }
}

/* ---- done ------------------------------------------------------------------------------------ */

int plan_duty_done(struct engine *e, int64_t case_id, const struct event *ev, struct status *st) {
    const bool answer = ev->kind == EVENT_LETTER_SENT && ev->letter == LETTER_DISPUTE_ANSWER;
    const bool ended = ev->kind == EVENT_DISPUTE_CLOSED;
    int rc = STATUS_OK;
    if (answer || ended || ev->kind == EVENT_ANSWERED) {
        rc = tasks_done_of_case(e->db, case_id, TEXT(TASK_MESSAGE), ev->day, st);
        rc = rc ? rc
                : tasks_done_of_case(e->db, case_id, TEXT(TASK_ANSWER_OVERDUE), ev->day, st);
    }
    if (rc == STATUS_OK && ended) {
        rc = tasks_done_of_case(e->db, case_id, TEXT(TASK_DECIDE), ev->day, st);
    }
    if (rc == STATUS_OK && (ended || ev->kind == EVENT_CLAIM_REDUCED)) {
        rc = tasks_done_of_case(e->db, case_id, TEXT(TASK_CREDIT), ev->day, st);
    }
    return rc || ev->kind != EVENT_CREDITOR_ANSWERED
               ? rc
               : tasks_done_of_case(e->db, case_id, TEXT(TASK_CREDITOR_SILENT), ev->day, st);
}

/* ---- the agenda ------------------------------------------------------------------------------ */

static day earlier(day a, day b) { return a == DAY_NONE || (b != DAY_NONE && b < a) ? b : a; }

/* The day after what is due; what is overdue stays on the agenda week by week. */
day plan_duty_next(const struct planning *p, day now) {
    const struct krav_case *c = p->c;
    const day today = p->s->today;
    const bool by_2026 = p->law && c->creditor_asked != DAY_NONE &&
                         switch_for_case(p->law->acts, NEW_24_DOUBT, p->s, c->creditor_asked);
    day since = DAY_NONE;
    day next = c->answer.due != DAY_NONE ? c->answer.due + 1 : DAY_NONE;
    if (by_2026 && c->creditor_answer_due != DAY_NONE) {
        next = earlier(next, c->creditor_answer_due + 1);
    }
    if (p->law && unconfirmed(p, &since) != 0) {
        next = earlier(next, since + 1);
    }
    if (next == DAY_NONE || next > today) {
        return next;
    }
    return now > today ? now : today + MESSAGE_DAYS;
}
