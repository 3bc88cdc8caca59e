/* plan_undo.c - the way back, planned: a step's postings taken back, overpaid money returned. */
#include "engine/plan.h"

#include "domain/apply_money.h"
#include "domain/reversal.h"
#include "engine/provider.h"
#include "law/undoing.h"

static int fold_from(struct planning *p, uint32_t first, struct status *st) {
    int rc = STATUS_OK;
    for (uint32_t i = first; i < p->events->n && rc == STATUS_OK; i++) {
        rc = case_fold(p->c, &p->events->items[i], p->events->arena, st);
    }
    return rc;
}

/* ---- reversals ------------------------------------------------------------------------------- */

/* A letter that was composed since, and whose deadline still runs, asks for another sum than is owed
 * now: it cannot be called back, so a person tells the debtor.  What is only planned is composed
 * later, from what is owed then. */
static bool letter_rests_on(const struct krav_case *c, day since, day today) {
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if ((l->state == LETTER_COMPOSED || l->state == LETTER_SENT) && l->quote > 0 &&
            l->composed >= since && l->deadline >= today) {
            return true;
        }
    }
    return false;
}

static bool something_is_owed(const struct krav_case *c) {
    return case_principal_open(c) + case_costs_open(c) +
               case_interest_open(c, c->interest_accrued) > 0;
}

int plan_reverse(struct planning *p, const struct action *a, struct status *st) {
    (void)a;
    const struct step *undone = p->apply->undone;
    const uint32_t first = p->events->n;
    const ore over = p->c->overpaid;
    int rc = apply_reversal(p->apply, p->events, st);
    rc = rc ? rc : fold_from(p, first, st);
    if (rc == STATUS_OK && p->events->n == first) {
        return status_fail(st, STATUS_REFUSED, "case %lld: nothing of step %lld is left to take "
                           "back", (long long)p->c->id, (long long)undone->id);
    }
    if (rc == STATUS_OK && !case_is_open(p->c) && something_is_owed(p->c)) {
        const uint32_t opened = p->events->n;
        (void)events_add(p->events, EVENT_REOPENED, p->s->today);
        rc = fold_from(p, opened, st);
        rc = rc ? rc
                : plan_task(p, TASK_CASEWORKER, TEXT("reopened"),
                            TEXT("A closed case was opened again: what closed it was taken back"),
                            st);
    }
    if (rc == STATUS_OK && letter_rests_on(p->c, undone->fact.booked_day, p->s->today)) {
        rc = plan_task(p, TASK_CASEWORKER, TEXT("letter_asks_wrong"),
                       TEXT("A letter that was sent asks for another sum than is owed now: tell "
                            "the debtor"), st);
    }
    if (rc == STATUS_OK && p->c->overpaid > over) {
        rc = plan_task(p, TASK_CASEWORKER, TEXT(TASK_OVERPAID),
                       TEXT("What was paid is not owed any more: it goes back"), st);
    }
    p->rows[AGENDA_RULE] = case_is_open(p->c) ? p->s->today : p->rows[AGENDA_RULE];
    return rc;
}

/* ---- refunds --------------------------------------------------------------------------------- */

/* The debtor is told, where a letter about it may be sent. */
static int tell_debtor(struct planning *p, struct status *st) {
    struct action send = {.kind = ACTION_SEND, .letter = LETTER_REFUND, .by = CHANNEL_LETTER};
    const struct law_question q = {p->law, p->s, &send, true, NULL};
    struct verdict v;
    law_judge(&q, &v);
    return v.kind == VERDICT_ALLOWED ? plan_actions(p, &send, 1, st) : STATUS_OK;
}

/* To an account (`payer`), or at the provider where the payment `source` was made. */
static int money_back(struct planning *p, ore amount, const struct hash *payer, struct text source,
                      struct status *st) {
    const uint32_t first = p->events->n;
    struct event *e = events_add(p->events, EVENT_REFUNDED, p->s->today);
    e->amount = amount;
    e->key = refund_key(p->c);
    e->content = *payer;
    e->ref = source;
    const int rc = fold_from(p, first, st);
    return rc ? rc : tell_debtor(p, st);
}

int plan_refund(struct planning *p, const struct action *a, struct status *st) {
    (void)a;
    const struct fact *f = p->apply->fact;
    return money_back(p, f->amount > 0 ? f->amount : p->c->overpaid, &f->payer, f->reverses, st);
}

/* Money that a creditor may not take goes back to its payer, or on to whom it belongs: a person knows
 * which of the two.  Nothing of it is paid on to the creditor. */
int plan_set_aside(struct planning *p, struct status *st) {
    const struct party *debtor = p->s->debtor;
    const bool estate = debtor != NULL && debtor->bankrupt != DAY_NONE;
    return plan_task(p, TASK_CASEWORKER, TEXT(TASK_SET_ASIDE),
                     estate ? TEXT("Money came after the bankruptcy was opened, and is set aside: "
                                   "pass it on to the estate (krav tell CASE refund --account), or "
                                   "take it if it is a dividend (move-payment to the same case)")
                            : TEXT("Money came while debt settlement is open, and is set aside: "
                                   "return it (krav tell CASE refund), pass it on to who leads the "
                                   "settlement (--account), or take it if it is a dividend "
                                   "(move-payment to the same case)"), st);
}

/* 2026 § 26: at once, where the bank said whose account it came from, or at the provider that it
 * came by.  Else a person asks. */
int plan_overpaid(struct planning *p, bool can_pay, struct text provider, struct status *st) {
    const struct payment_note *last = &p->c->payments[p->c->n_payments - 1];
    const ore over = money_min(last->over, p->c->overpaid);
    const bool back_there = provider_brought(provider, last->source);
    if (over > 0 && !last->aside && (back_there || (can_pay && !hash_is_zero(&last->payer))) &&
        undoing_refunds_at_once(p->law, p->s)) {
        static const struct hash nobody = {{0}};
        return money_back(p, over, back_there ? &nobody : &last->payer,
                          back_there ? last->source : (struct text){NULL, 0}, st);
    }
    return plan_task(p, TASK_CASEWORKER, TEXT(TASK_OVERPAID),
                     TEXT("More was paid than was owed: it goes back"), st);
}
