/* fold_undo.c - what was recorded and is taken back by name, and money that goes back to its payer. */
#include "domain/fold_parts.h"

/* ---- reversals ------------------------------------------------------------------------------- */

static struct cost *cost_of(const struct folding *f) {
    const struct event *e = f->e;
    for (uint32_t i = 0; i < f->c->n_costs; i++) {
        struct cost *cost = &f->c->costs[i];
        const bool charge = e->undoes == EVENT_FEE_CHARGED;
        if (cost->fee == e->fee && cost->owner == e->owner && cost->claim == e->claim &&
            hash_eq(&cost->key, &e->key) && (!charge || cost->charged == e->until) &&
            (charge ? cost_open(cost) : cost->waived) >= e->amount) {
            return cost;
        }
    }
    return NULL;
}

/* A charge that is taken back is let go for good: it still counts as charged, so that no rule asks
 * for it again. */
static int reversed_fee(const struct folding *f) {
    struct cost *cost = cost_of(f);
    if (!cost) {
        return fold_impossible(f, "no such fee");
    }
    cost->waived += f->e->undoes == EVENT_FEE_CHARGED ? f->e->amount : -f->e->amount;
    return STATUS_OK;
}

/* The principal comes back from the event's own day on: no interest ran while nothing was owed. */
static void principal_back(const struct folding *f, int32_t claim, ore amount) {
    struct principal_move *m = arena_push(f->arena, &f->c->moves, &f->c->n_moves, sizeof *m);
    m->claim = claim;
    m->day = f->e->day;
    m->amount = amount;
    f->c->claims[claim - 1].open += amount;
}

static int reversed_reduction(const struct folding *f) {
    if (!case_claim(f->c, f->e->claim)) {
        return fold_impossible(f, "no such claim");
    }
    principal_back(f, f->e->claim, f->e->amount);
    fold_credit_taken_back(f);
    return STATUS_OK;
}

/* What was given up of each claim, the newest first, is owed again. */
static int reversed_write_off(const struct folding *f) {
    const struct event *e = f->e;
    ore left = e->principal;
    for (uint32_t i = f->c->n_moves; i-- > 0 && left > 0;) {
        const struct principal_move m = f->c->moves[i];
        if (m.payment == 0 && m.amount < 0 && m.day == e->until) {
            const ore part = money_min(left, -m.amount);
            principal_back(f, m.claim, part);
            left -= part;
        }
    }
    if (left > 0 || e->amount > f->c->written_off) {
        return fold_impossible(f, "more than was given up");
    }
    f->c->written_off -= e->amount;
    f->c->interest_waived -= e->interest;
    fold_costs_back(f->c, OWNER_CREDITOR, e->costs_creditor, true);
    fold_costs_back(f->c, OWNER_AGENCY, e->costs_agency, true);
    fold_costs_back(f->c, OWNER_COURT, e->costs_court, true);
    return STATUS_OK;
}

int fold_reversed(const struct folding *f) {
    const struct event *e = f->e;
    for (uint32_t i = 0; i < f->c->n_reversed; i++) {
        if (f->c->reversed[i].step == e->id && f->c->reversed[i].line == e->line) {
            return fold_impossible(f, "taken back before");
        }
    }
    if (e->amount <= 0 || e->id <= 0 || e->line <= 0) {
        return fold_impossible(f, "needs what it takes back, and a positive amount");
    }
    struct reversed_note *r =
        arena_push(f->arena, &f->c->reversed, &f->c->n_reversed, sizeof *r);
    *r = (struct reversed_note){e->id, e->line};
    switch ((int)e->undoes) {
    case EVENT_FEE_CHARGED:
    case EVENT_FEE_WAIVED:    return reversed_fee(f);
    case EVENT_CLAIM_REDUCED: return reversed_reduction(f);
    case EVENT_WRITTEN_OFF:   return reversed_write_off(f);
    default:                  return fold_impossible(f, "that is not taken back by name");
    }
}

/* ---- refunds --------------------------------------------------------------------------------- */

int fold_refunded(const struct folding *f) {
    const struct event *e = f->e;
    if (e->amount <= 0 || e->amount > f->c->overpaid) {
        return fold_impossible(f, "more than was overpaid");
    }
    struct refund_note *r = arena_push(f->arena, &f->c->refunds, &f->c->n_refunds, sizeof *r);
    *r = (struct refund_note){e->key, e->day, e->amount, REFUND_UNDERWAY, e->content};
    f->c->overpaid -= e->amount;
    return STATUS_OK;
}

static enum refund_state refund_next(const struct event *e, bool unpaid) {
    if (unpaid) {
        return REFUND_UNDERWAY;
    }
    return e->kind == EVENT_REFUND_SETTLED ? REFUND_SETTLED : REFUND_REOPENED;
}

/* underway ─▶ settled, or reopened.  What came back after it was paid is unpaid first, by a
 * settlement of the opposite sign. */
int fold_refund_ended(const struct folding *f) {
    const struct event *e = f->e;
    for (uint32_t i = 0; i < f->c->n_refunds; i++) {
        struct refund_note *r = &f->c->refunds[i];
        if (!hash_eq(&r->key, &e->key)) {
            continue;
        }
        const bool unpaid = e->kind == EVENT_REFUND_SETTLED && e->amount == -r->amount;
        if (r->state != (unpaid ? REFUND_SETTLED : REFUND_UNDERWAY) ||
            (!unpaid && e->amount != r->amount)) {
            return fold_impossible(f, "the refund is not in a state for that");
        }
        r->state = refund_next(e, unpaid);
        f->c->overpaid += r->state == REFUND_REOPENED ? r->amount : 0;
        return STATUS_OK;
    }
    return fold_impossible(f, "no such refund");
}

int fold_refund_lost(const struct folding *f) {
    if (f->e->amount <= 0 || f->c->overpaid + f->e->amount > 0) {
        return fold_impossible(f, "not what is missing");
    }
    f->c->overpaid += f->e->amount;
    return STATUS_OK;
}
