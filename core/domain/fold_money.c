/* fold_money.c - what events of money change in a case: principal, interest, costs, payments. */
#include "domain/fold_parts.h"

#include "base/check.h"

/* Takes `amount` (positive: less is owed) off one claim, and remembers from which day. */
static void principal_moves(const struct folding *f, struct claim_state *claim, ore amount,
                            int32_t payment) {
    claim->open -= amount;
    struct principal_move *m =
        arena_push(f->arena, &f->c->moves, &f->c->n_moves, sizeof *m);
    m->claim = claim->claim.number;
    m->day = f->e->day;
    m->amount = -amount;
    m->payment = payment;
}

int fold_claim_reduced(const struct folding *f) {
    const int32_t n = f->e->claim;
    if (n < 1 || (uint32_t)n > f->c->n_claims) {
        return fold_impossible(f, "no such claim");
    }
    struct claim_state *claim = &f->c->claims[n - 1];
    if (f->e->amount <= 0 || f->e->amount > claim->open) {
        return fold_impossible(f, "more than is open");
    }
    principal_moves(f, claim, f->e->amount, 0);
    fold_claim_credited(f);
    return STATUS_OK;
}

/* Oldest due day first: interest runs longest there. */
static struct claim_state *oldest_open(struct krav_case *c) {
    struct claim_state *oldest = NULL;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        struct claim_state *s = &c->claims[i];
        if (s->open > 0 && (!oldest || s->claim.due < oldest->claim.due)) {
            oldest = s;
        }
    }
    return oldest;
}

/* The event's own claim first, if it names one. */
static int principal_down(const struct folding *f, ore amount, int32_t payment) {
    if (f->e->claim > 0 && (uint32_t)f->e->claim <= f->c->n_claims) {
        struct claim_state *own = &f->c->claims[f->e->claim - 1];
        const ore part = money_min(amount, own->open);
        if (part > 0) {
            principal_moves(f, own, part, payment);
            amount -= part;
        }
    }
    while (amount > 0) {
        struct claim_state *claim = oldest_open(f->c);
        if (!claim) {
            return fold_impossible(f, "more principal than is open");
        }
        const ore part = money_min(amount, claim->open);
        principal_moves(f, claim, part, payment);
        amount -= part;
    }
    return STATUS_OK;
}

/* Costs of one owner: paid in the order charged; waived from the newest. */
static int costs_down(const struct folding *f, enum owner owner, ore amount, bool waive) {
    const uint32_t n = f->c->n_costs;
    for (uint32_t i = 0; i < n && amount > 0; i++) {
        struct cost *cost = &f->c->costs[waive ? n - 1 - i : i];
        if (cost->owner == owner) {
            const ore part = money_min(amount, cost_open(cost));
            *(waive ? &cost->waived : &cost->paid) += part;
            amount -= part;
        }
    }
    return amount == 0 ? STATUS_OK : fold_impossible(f, "more costs than are open");
}

static int all_costs_down(const struct folding *f, bool waive) {
    int rc = costs_down(f, OWNER_CREDITOR, f->e->costs_creditor, waive);
    rc = rc ? rc : costs_down(f, OWNER_AGENCY, f->e->costs_agency, waive);
    return rc ? rc : costs_down(f, OWNER_COURT, f->e->costs_court, waive);
}

int fold_interest(const struct folding *f) {
    f->c->interest_accrued += f->e->amount;
    if (f->e->until > f->c->interest_until) {
        f->c->interest_until = f->e->until;
    }
    return f->c->interest_accrued < 0 ? fold_impossible(f, "less than no interest") : STATUS_OK;
}

int fold_fee_charged(const struct folding *f) {
    if (f->e->amount <= 0 || f->e->owner == 0 || f->e->fee == 0) {
        return fold_impossible(f, "needs fee, owner and a positive amount");
    }
    struct cost *cost = arena_push(f->arena, &f->c->costs, &f->c->n_costs, sizeof *cost);
    cost->fee = f->e->fee;
    cost->owner = f->e->owner;
    cost->amount = f->e->amount;
    cost->charged = f->e->day;
    cost->key = f->e->key;
    cost->claim = f->e->claim;
    return STATUS_OK;
}

int fold_fee_waived(const struct folding *f) {
    for (uint32_t i = 0; i < f->c->n_costs; i++) {
        struct cost *cost = &f->c->costs[i];
        const ore open = cost_open(cost);
        if (cost->fee == f->e->fee && hash_eq(&cost->key, &f->e->key) &&
            (f->e->claim == 0 || f->e->claim == cost->claim) && f->e->amount <= open) {
            cost->waived += f->e->amount;
            if (f->e->word.len > 0) {
                fold_fee_lost(cost, f->e);
            }
            return STATUS_OK;
        }
    }
    return fold_impossible(f, "no such fee is open");
}

/* What came in by the deadline counts towards a quote, whichever way it was allocated.
 * `payment`: its number, 1..; what was known before the quote is not in it. */
static void towards_quotes(struct krav_case *c, uint32_t payment, day paid_day, ore amount) {
    const struct payment_note *p = &c->payments[payment - 1];
    const uint32_t upto = p->letters_upto > 0 ? (uint32_t)p->letters_upto : c->n_letters;
    for (uint32_t i = (uint32_t)p->letters_from; i < upto; i++) {
        struct letter_note *l = &c->letters[i];
        if (l->quote > 0 && payment > (uint32_t)l->payments_before && paid_day <= l->deadline) {
            l->paid += amount;
        }
    }
}

/* A payment that is taken up again keeps its place: what was quoted, or agreed, after it knew it. */
static uint32_t number_of(const struct krav_case *c, struct text source) {
    uint32_t i = 0;
    while (i < c->n_payments && !text_eq(c->payments[i].source, source)) {
        i++;
    }
    return i + 1;
}

int fold_payment(const struct folding *f) {
    const struct event *e = f->e;
    if (e->amount <= 0 || e->amount != e->principal + e->interest + e->costs_creditor +
                                           e->costs_agency + e->costs_court + e->over) {
        return fold_impossible(f, "the parts do not add up to the amount");
    }
    struct payment_note *p =
        arena_push(f->arena, &f->c->payments, &f->c->n_payments, sizeof *p);
    *p = (struct payment_note){.source = e->ref, .legal_day = e->day, .booked_day = e->until,
        .amount = e->amount, .principal = e->principal, .interest = e->interest,
        .costs_creditor = e->costs_creditor, .costs_agency = e->costs_agency,
        .costs_court = e->costs_court, .over = e->over, .lag_days = e->days,
        .direct = e->direct, .payer = e->content, .aside = text_is(e->word, EVENT_ASIDE)};
    f->c->overpaid += e->over;
    if (p->aside) {
        return e->over == e->amount ? STATUS_OK
                                    : fold_impossible(f, "what is set aside covers nothing");
    }
    const uint32_t number = number_of(f->c, e->ref);
    if (f->c->plan.agreed != DAY_NONE && number > (uint32_t)f->c->plan.payments_before) {
        f->c->plan.paid += e->amount;
    }
    f->c->interest_paid += e->interest;
    towards_quotes(f->c, number, e->day - e->days, e->amount);
    const int rc = principal_down(f, e->principal, (int32_t)f->c->n_payments);
    return rc ? rc : all_costs_down(f, false);
}

/* Costs come back in the opposite order of costs_down: what was covered last is open first. */
void fold_costs_back(struct krav_case *c, enum owner owner, ore amount, bool waived) {
    const uint32_t n = c->n_costs;
    for (uint32_t i = 0; i < n && amount > 0; i++) {
        struct cost *cost = &c->costs[waived ? i : n - 1 - i];
        if (cost->owner == owner) {
            ore *covered = waived ? &cost->waived : &cost->paid;
            const ore part = money_min(amount, *covered);
            *covered -= part;
            amount -= part;
        }
    }
    ensure(amount == 0);
}

int fold_payment_undone(const struct folding *f) {
    struct krav_case *c = f->c;
    for (uint32_t i = 0; i < c->n_payments; i++) {
        struct payment_note *p = &c->payments[i];
        if (!text_eq(p->source, f->e->ref) || p->undone) {
            continue;
        }
        p->undone = true;
        c->overpaid -= p->over;
        if (p->aside) {
            return STATUS_OK;
        }
        const uint32_t number = number_of(c, p->source);
        if (c->plan.agreed != DAY_NONE && number > (uint32_t)c->plan.payments_before) {
            c->plan.paid -= p->amount;
        }
        c->interest_paid -= p->interest;
        towards_quotes(c, number, p->legal_day - p->lag_days, -p->amount);
        fold_costs_back(c, OWNER_CREDITOR, p->costs_creditor, false);
        fold_costs_back(c, OWNER_AGENCY, p->costs_agency, false);
        fold_costs_back(c, OWNER_COURT, p->costs_court, false);
        for (uint32_t m = 0; m < c->n_moves; m++) {
            if (c->moves[m].payment == (int32_t)i + 1) {
                c->claims[c->moves[m].claim - 1].open -= c->moves[m].amount;
                c->moves[m].amount = 0; /* as if it had never been paid: interest runs again */
            }
        }
        return STATUS_OK;
    }
    return fold_impossible(f, "no such payment");
}

int fold_given_up(const struct folding *f) {
    const struct event *e = f->e;
    f->c->interest_waived += e->interest;
    int32_t payment = 0;
    if (e->kind == EVENT_WRITTEN_OFF) {
        f->c->written_off += e->amount;
    } else {
        struct waiver *w =
            arena_push(f->arena, &f->c->waivers, &f->c->n_waivers, sizeof *w);
        *w = (struct waiver){e->ref, e->principal, e->interest, e->costs_creditor,
            e->costs_agency};
        payment = (int32_t)f->c->n_payments + 1; /* the next: taken back, its principal comes back */
    }
    const int rc = e->principal > 0 ? principal_down(f, e->principal, payment) : STATUS_OK;
    return rc ? rc : all_costs_down(f, true);
}

/* The payment that fulfilled the quote went back: what was waived for it is owed again.  Its
 * principal came back with the payment's own. */
int fold_restored(const struct folding *f) {
    struct krav_case *c = f->c;
    for (uint32_t i = 0; i < c->n_waivers; i++) {
        const struct waiver w = c->waivers[i];
        if (!text_eq(w.source, f->e->ref)) {
            continue;
        }
        if (w.principal + w.interest + w.costs_creditor + w.costs_agency != f->e->amount) {
            return fold_impossible(f, "not what was waived");
        }
        c->interest_waived -= w.interest;
        fold_costs_back(c, OWNER_CREDITOR, w.costs_creditor, true);
        fold_costs_back(c, OWNER_AGENCY, w.costs_agency, true);
        c->waivers[i] = c->waivers[--c->n_waivers];
        return STATUS_OK;
    }
    return fold_impossible(f, "nothing was waived for that payment");
}

int fold_paid_before(const struct folding *f) {
    f->c->paid_before += f->e->amount;
    f->c->paid_before_on = f->e->day;
    return STATUS_OK;
}
