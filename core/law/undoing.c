/* undoing.c - see undoing.h. */
#include "law/undoing.h"

#include "domain/letter_text.h"
#include "domain/reversal.h"
#include "law/switches.h"

/* Has the debtor been told since that day that the case is over? */
static bool told_over(const struct krav_case *c, day since) {
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if (l->kind == LETTER_CLOSING && l->composed >= since &&
            (l->state == LETTER_COMPOSED || l->state == LETTER_SENT)) {
            return true;
        }
    }
    return false;
}

/* Has he paid, in time, all that a letter composed since then asked for? */
static bool paid_a_quote(const struct krav_case *c, day since) {
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if (l->quote > 0 && letter_asks_all(l->kind) && l->composed >= since &&
            l->paid >= l->quote) {
            return true;
        }
    }
    return false;
}

static void judge_event(const struct law_question *q, uint32_t i, uint32_t *n, uint32_t *again,
                        struct finding *f) {
    const struct krav_case *c = q->snapshot->c;
    const struct event *e = &q->undone->events[i];
    if (e->kind == EVENT_REMAINDER_WAIVED) { /* falls with its payment, and only with it */
        finding_forbid(f, REASON_QUOTE_HONOURED);
    } else if (e->kind == EVENT_PAYMENT_ALLOCATED && !e->direct) {
        finding_forbid(f, REASON_PAYMENT_STANDS);
    }
    if (!reversal_takes(e)) {
        return;
    }
    ++*n;
    *again += reversal_was_made(c, q->undone->id, reversal_line(q->undone, i));
    if (e->kind == EVENT_FEE_WAIVED && q->undone->fact.booked_day != q->snapshot->today) {
        finding_forbid(f, REASON_WAIVED_FOR_GOOD);
    }
    const day booked = q->undone->fact.booked_day;
    if (reversal_adds_debt(e) && told_over(c, booked)) {
        finding_forbid(f, REASON_TOLD_OVER);
    }
    if (reversal_adds_debt(e) && paid_a_quote(c, booked)) {
        finding_forbid(f, REASON_QUOTE_HONOURED);
    }
}

/* A direct payment that was told twice stands in its own words: only one that still stands. */
static bool direct_is_gone(const struct law_question *q) {
    const struct krav_case *c = q->snapshot->c;
    for (uint32_t k = 0; k < q->undone->n_events; k++) {
        const struct event *e = &q->undone->events[k];
        for (uint32_t i = 0; i < c->n_payments && e->kind == EVENT_PAYMENT_ALLOCATED; i++) {
            if (!c->payments[i].undone && text_eq(c->payments[i].source, e->ref)) {
                return false;
            }
        }
        if (e->kind == EVENT_PAYMENT_ALLOCATED) {
            return true;
        }
    }
    return false;
}

void undoing_judge_reverse(const struct law_question *q, struct finding *f) {
    uint32_t n = 0, again = 0;
    if (!q->by_person) {
        finding_forbid(f, REASON_PERSON_ONLY);
        return;
    }
    for (uint32_t i = 0; q->undone && i < q->undone->n_events; i++) {
        judge_event(q, i, &n, &again, f);
    }
    if (n == 0 && finding_allows(f)) {
        finding_forbid(f, REASON_NOTHING_TO_REVERSE);
    } else if (n > 0 && (again == n || direct_is_gone(q))) {
        finding_forbid(f, REASON_REVERSED_BEFORE);
    }
}

void undoing_judge_refund(const struct law_question *q, struct finding *f) {
    const struct snapshot *s = q->snapshot;
    if (!q->by_person) {
        finding_forbid(f, REASON_PERSON_ONLY);
    } else if (s->c->overpaid <= 0) {
        finding_forbid(f, REASON_NOTHING_OVERPAID);
    } else if (s->fact && s->fact->amount > s->c->overpaid) {
        finding_forbid(f, REASON_REFUND_TOO_MUCH);
    }
}

/* What was too much covers nothing: without it no more is owed. */
const struct reason *undoing_move_hindrance(const struct krav_case *c,
                                            const struct payment_note *p) {
    const bool adds_debt = p->amount > money_max(c->overpaid, 0);
    return adds_debt && told_over(c, p->booked_day) ? &law_reasons[REASON_TOLD_OVER] : NULL;
}

/* gjeldsordningsloven § 3-4: while a debt settlement is open creditors take no payment.  konkursloven:
 * from the opening on what the debtor has is the estate's. */
day law_aside_from(const struct party *debtor) {
    const day settling = debtor->debt_settlement, bankrupt = debtor->bankrupt;
    return settling != DAY_NONE && (bankrupt == DAY_NONE || settling < bankrupt) ? settling
                                                                                 : bankrupt;
}

bool undoing_refunds_at_once(const struct law *law, const struct snapshot *s) {
    return switch_today(law->acts, NEW_26_PAYOUT, s);
}

bool undoing_needs_consent(const struct law *law, day today) {
    const struct law_moment m = {.act = today};
    return switch_is_on(law->acts, NEW_26_PAYOUT, &m);
}
