/* plan_agenda.c - when a case wakes up next.
 *
 * Rules own one row (look_again); the others follow from what happened.  The rule that holds
 * everything together: an open case always has a row, so it can never be forgotten. */
#include "engine/plan.h"

#include "domain/plan.h"
#include "engine/plan_duty.h"
#include "engine/plan_limitation.h"
#include "law/duties.h"

struct rows {
    day now[AGENDA_WHYS];  /* as stored */
    day next[AGENDA_WHYS]; /* as it will be */
};

static bool letter_waits(const struct krav_case *c) {
    for (uint32_t i = 0; i < c->n_letters; i++) {
        if (c->letters[i].state == LETTER_PLANNED || c->letters[i].state == LETTER_COMPOSED) {
            return true;
        }
    }
    return false;
}

/* The events of the step, each with what it means for the agenda. */
static void follow_events(const struct planning *p, uint32_t first, struct rows *r) {
    const day today = p->s->today;
    for (uint32_t i = first; i < p->events->n; i++) {
        const struct event *e = &p->events->items[i];
        if (e->kind == EVENT_LETTER_SENT && p->c->look_after_deadline > 0 && e->until) {
            r->next[AGENDA_RULE] = e->until + p->c->look_after_deadline - 1;
        } else if (e->kind == EVENT_DISPUTE_OPENED) {
            r->next[AGENDA_DISPUTE] = today + law_answer_days(p->law, p->s, PERSON_DAYS);
        } else if (e->kind == EVENT_DISPUTE_CLOSED) {
            r->next[AGENDA_DISPUTE] = DAY_NONE;
        } else if (e->kind == EVENT_HOLD_SET) {
            /* Tomorrow at the earliest: a rule that holds anew each time would never rest. */
            r->next[AGENDA_HOLD_END] = !e->until || e->until >= DAY_MAX ? DAY_NONE
                                       : e->until > today               ? e->until + 1
                                                                        : today + 1;
        } else if (e->kind == EVENT_HOLD_ENDED) {
            r->next[AGENDA_HOLD_END] = DAY_NONE;
        } else if (e->kind == EVENT_PARKED) {
            r->next[AGENDA_PERSON] = today + PERSON_DAYS;
        }
    }
}

/* A day years ahead, when the claim would be lost, is no plan for the case. */
static bool is_forgotten(const struct rows *r) {
    for (int why = 1; why < AGENDA_WHYS; why++) {
        if (r->next[why] != DAY_NONE && why != AGENDA_LIMITATION &&
            why != AGENDA_DEDUCTION && why != AGENDA_IDLE) {
            return false;
        }
    }
    return true;
}

uint32_t plan_agenda(const struct planning *p, uint32_t first, const struct agenda_row *now,
                     uint32_t n_now, struct agenda_row out[AGENDA_WHYS]) {
    struct rows r = {{0}, {0}};
    for (uint32_t i = 0; i < n_now; i++) {
        r.now[now[i].why] = r.next[now[i].why] = now[i].day;
    }
    for (int why = 1; why < AGENDA_WHYS; why++) {
        /* What is due has been looked at by this very step, whatever brought it. */
        if (p->looked && r.next[why] != DAY_NONE && r.next[why] <= p->s->today) {
            r.next[why] = DAY_NONE;
        }
        if (p->rows[why] != 0) {
            r.next[why] = p->rows[why] > 0 ? p->rows[why] : DAY_NONE;
        }
    }
    follow_events(p, first, &r);
    if (p->c->disputed_since != DAY_NONE && r.next[AGENDA_DISPUTE] == DAY_NONE) {
        r.next[AGENDA_DISPUTE] = p->s->today + law_answer_days(p->law, p->s, PERSON_DAYS);
    }
    if (p->c->parked.len > 0 && r.next[AGENDA_PERSON] == DAY_NONE) {
        r.next[AGENDA_PERSON] = p->s->today + PERSON_DAYS;
    }
    if (p->c->disputed_since != DAY_NONE && p->c->answer.promised >= r.next[AGENDA_DISPUTE]) {
        r.next[AGENDA_DISPUTE] = p->c->answer.promised + 1; /* a provisional answer was given */
    }
    r.next[AGENDA_ANSWER] = plan_duty_next(p, r.next[AGENDA_ANSWER]);
    const int32_t grace = p->s->agreement ? p->s->agreement->grace_bank_days : 0;
    const day missed = plan_runs(&p->c->plan) ? plan_missed_from(&p->c->plan, grace) : DAY_NONE;
    r.next[AGENDA_INSTALMENT] = missed == DAY_NONE || missed > p->s->today ? missed : DAY_NONE;
    r.next[AGENDA_DEFERRAL] =
        p->c->deferred_until >= p->s->today
            ? day_add_bank_days(p->c->deferred_until, grace) + 1
            : r.next[AGENDA_DEFERRAL];
    if (!letter_waits(p->c)) {
        r.next[AGENDA_SILENCE] = DAY_NONE;
    } else if (r.next[AGENDA_SILENCE] == DAY_NONE) {
        r.next[AGENDA_SILENCE] = p->s->today + SILENCE_DAYS;
    }
    r.next[AGENDA_LIMITATION] = plan_limitation_next(p);
    r.next[AGENDA_DEDUCTION] = plan_deduction_next(p);
    if (!case_is_open(p->c)) {
        for (int why = 1; why < AGENDA_WHYS; why++) {
            r.next[why] = DAY_NONE;
        }
    } else {
        r.next[AGENDA_IDLE] = is_forgotten(&r) ? p->s->today + IDLE_DAYS : DAY_NONE;
    }
    uint32_t n = 0;
    for (int why = 1; why < AGENDA_WHYS; why++) {
        if (r.next[why] != r.now[why]) {
            out[n++] = (struct agenda_row){(enum agenda_why)why, r.next[why]};
        }
    }
    return n;
}
