/* fold.c - one event changes a case.  No tables, no clock: the event carries all it needs.
 *
 * Every function below refuses an event that cannot follow from the state: then the plan that
 * made it was wrong, and the step is not committed. */
#include "domain/case.h"

#include "base/check.h"

struct folding {
    struct krav_case *c;
    const struct event *e;
    struct arena *arena;
    struct status *st;
};
typedef int fold_fn(const struct folding *f);

static int impossible(const struct folding *f, const char *why) {
    return status_fail(f->st, STATUS_CORRUPT, "case %lld: event %s: %s", (long long)f->c->id,
                       words_name(&event_kinds, (int)f->e->kind), why);
}

static int fold_nothing(const struct folding *f) {
    (void)f;
    return STATUS_OK;
}

static int fold_opened(const struct folding *f) {
    if (f->c->opened != DAY_NONE) {
        return impossible(f, "opened before");
    }
    f->c->opened = f->e->day;
    f->c->debtor = f->e->id;
    f->c->creditor = f->e->creditor;
    f->c->department = f->e->word;
    return STATUS_OK;
}

static int fold_claim_added(const struct folding *f) {
    if (f->e->n_claims != 1 || f->e->claims[0].principal <= 0) {
        return impossible(f, "needs one claim with a positive principal");
    }
    if (f->c->n_claims >= CASE_LIST_MAX) {
        return impossible(f, "too many claims");
    }
    struct claim_state *added =
        arena_push(f->arena, &f->c->claims, &f->c->n_claims, sizeof *added);
    added->claim = f->e->claims[0];
    added->claim.number = (int32_t)f->c->n_claims;
    added->open = added->claim.principal;
    return STATUS_OK;
}

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

static int fold_claim_reduced(const struct folding *f) {
    const int32_t n = f->e->claim;
    if (n < 1 || (uint32_t)n > f->c->n_claims) {
        return impossible(f, "no such claim");
    }
    struct claim_state *claim = &f->c->claims[n - 1];
    if (f->e->amount <= 0 || f->e->amount > claim->open) {
        return impossible(f, "more than is open");
    }
    principal_moves(f, claim, f->e->amount, 0);
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

static int principal_down(const struct folding *f, ore amount, int32_t payment) {
    while (amount > 0) {
        struct claim_state *claim = oldest_open(f->c);
        if (!claim) {
            return impossible(f, "more principal than is open");
        }
        const ore part = money_min(amount, claim->open);
        principal_moves(f, claim, part, payment);
        amount -= part;
    }
    return STATUS_OK;
}

/* Costs of one owner, in the order charged; `waive` adds to waived instead of paid. */
static int costs_down(const struct folding *f, enum owner owner, ore amount, bool waive) {
    for (uint32_t i = 0; i < f->c->n_costs && amount > 0; i++) {
        struct cost *cost = &f->c->costs[i];
        if (cost->owner == owner) {
            const ore part = money_min(amount, cost->amount - cost->paid - cost->waived);
            *(waive ? &cost->waived : &cost->paid) += part;
            amount -= part;
        }
    }
    return amount == 0 ? STATUS_OK : impossible(f, "more costs than are open");
}

static int all_costs_down(const struct folding *f, bool waive) {
    int rc = costs_down(f, OWNER_CREDITOR, f->e->costs_creditor, waive);
    rc = rc ? rc : costs_down(f, OWNER_AGENCY, f->e->costs_agency, waive);
    return rc ? rc : costs_down(f, OWNER_COURT, f->e->costs_court, waive);
}

static int fold_letter_taken_over(const struct folding *f) {
    struct letter_note *l =
        arena_push(f->arena, &f->c->letters, &f->c->n_letters, sizeof *l);
    l->kind = f->e->letter;
    l->state = LETTER_SENT;
    l->by = CHANNEL_LETTER;
    l->claim = f->e->claim;
    l->sent = f->e->day;
    l->deadline = f->e->until;
    l->fee = f->e->amount;
    l->key = f->e->key;
    return STATUS_OK;
}

static int fold_interest(const struct folding *f) {
    f->c->interest_accrued += f->e->amount;
    if (f->e->until > f->c->interest_until) {
        f->c->interest_until = f->e->until;
    }
    return f->c->interest_accrued < 0 ? impossible(f, "less than no interest") : STATUS_OK;
}

static int fold_fee_charged(const struct folding *f) {
    if (f->e->amount <= 0 || f->e->owner == 0 || f->e->fee == 0) {
        return impossible(f, "needs fee, owner and a positive amount");
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

static int fold_fee_waived(const struct folding *f) {
    for (uint32_t i = 0; i < f->c->n_costs; i++) {
        struct cost *cost = &f->c->costs[i];
        const ore open = cost->amount - cost->paid - cost->waived;
        if (cost->fee == f->e->fee && hash_eq(&cost->key, &f->e->key) && f->e->amount <= open) {
            cost->waived += f->e->amount;
            return STATUS_OK;
        }
    }
    return impossible(f, "no such fee is open");
}

/* What came in by the deadline counts towards a quote, whichever way it was allocated.
 * `payment`: its number, 1..; what was known before the quote is not in it. */
static void towards_quotes(struct krav_case *c, uint32_t payment, day paid_day, ore amount) {
    for (uint32_t i = 0; i < c->n_letters; i++) {
        struct letter_note *l = &c->letters[i];
        if (l->quote > 0 && payment > (uint32_t)l->payments_before && paid_day <= l->deadline) {
            l->paid += amount;
        }
    }
}

static int fold_payment(const struct folding *f) {
    const struct event *e = f->e;
    if (e->amount <= 0 || e->amount != e->principal + e->interest + e->costs_creditor +
                                           e->costs_agency + e->costs_court + e->over) {
        return impossible(f, "the parts do not add up to the amount");
    }
    struct payment_note *p =
        arena_push(f->arena, &f->c->payments, &f->c->n_payments, sizeof *p);
    *p = (struct payment_note){.source = e->ref, .legal_day = e->day, .booked_day = e->until,
        .amount = e->amount, .principal = e->principal, .interest = e->interest,
        .costs_creditor = e->costs_creditor, .costs_agency = e->costs_agency,
        .costs_court = e->costs_court, .over = e->over, .lag_days = e->days};
    f->c->interest_paid += e->interest;
    f->c->overpaid += e->over;
    towards_quotes(f->c, f->c->n_payments, e->day - e->days, e->amount);
    const int rc = principal_down(f, e->principal, (int32_t)f->c->n_payments);
    return rc ? rc : all_costs_down(f, false);
}

/* Costs come back in the opposite order: what was covered last is open first. */
static void costs_back(struct krav_case *c, enum owner owner, ore amount) {
    for (uint32_t i = c->n_costs; i-- > 0 && amount > 0;) {
        struct cost *cost = &c->costs[i];
        if (cost->owner == owner) {
            const ore part = money_min(amount, cost->paid);
            cost->paid -= part;
            amount -= part;
        }
    }
    ensure(amount == 0);
}

static int fold_payment_undone(const struct folding *f) {
    struct krav_case *c = f->c;
    for (uint32_t i = 0; i < c->n_payments; i++) {
        struct payment_note *p = &c->payments[i];
        if (!text_eq(p->source, f->e->ref) || p->undone) {
            continue;
        }
        p->undone = true;
        c->interest_paid -= p->interest;
        c->overpaid -= p->over;
        towards_quotes(c, i + 1, p->legal_day - p->lag_days, -p->amount);
        costs_back(c, OWNER_CREDITOR, p->costs_creditor);
        costs_back(c, OWNER_AGENCY, p->costs_agency);
        costs_back(c, OWNER_COURT, p->costs_court);
        for (uint32_t m = 0; m < c->n_moves; m++) {
            if (c->moves[m].payment == (int32_t)i + 1) {
                c->claims[c->moves[m].claim - 1].open -= c->moves[m].amount;
                c->moves[m].amount = 0; /* as if it had never been paid: interest runs again */
            }
        }
        return STATUS_OK;
    }
    return impossible(f, "no such payment");
}

static int fold_given_up(const struct folding *f) {
    const struct event *e = f->e;
    f->c->interest_waived += e->interest;
    if (e->kind == EVENT_WRITTEN_OFF) {
        f->c->written_off += e->amount;
    }
    const int rc = e->principal > 0 ? principal_down(f, e->principal, 0) : STATUS_OK;
    return rc ? rc : all_costs_down(f, true);
}

static int fold_stage(const struct folding *f) {
    f->c->came_from = f->c->stage;
    f->c->stage = f->e->word;
    f->c->stage_since = f->e->day;
    f->c->stage_entries++;
    f->c->look_after_deadline = 0;
    return STATUS_OK;
}

static int fold_look_after(const struct folding *f) {
    f->c->look_after_deadline = f->e->days + 1;
    return STATUS_OK;
}

static int fold_letter_planned(const struct folding *f) {
    if (case_letter(f->c, &f->e->key)) {
        return impossible(f, "the same letter twice");
    }
    struct letter_note *l =
        arena_push(f->arena, &f->c->letters, &f->c->n_letters, sizeof *l);
    l->key = f->e->key;
    l->kind = f->e->letter;
    l->state = LETTER_PLANNED;
    l->by = f->e->by;
    l->days = f->e->days;
    l->planned = f->e->day;
    l->stage_entry = f->c->stage_entries;
    return STATUS_OK;
}

static int fold_letter_state(const struct folding *f) {
    struct letter_note *l = NULL;
    for (uint32_t i = f->c->n_letters; i-- > 0 && !l;) {
        l = hash_eq(&f->c->letters[i].key, &f->e->key) ? &f->c->letters[i] : NULL;
    }
    if (!l) {
        return impossible(f, "no such letter");
    }
    const bool waiting = l->state == LETTER_PLANNED || l->state == LETTER_COMPOSED;
    if (f->e->kind == EVENT_LETTER_COMPOSED && waiting) {
        l->state = LETTER_COMPOSED;
        l->composed = f->e->day;
        l->deadline = f->e->until;
        l->quote = f->e->amount;
        l->paid = 0;
        l->payments_before = (int32_t)f->c->n_payments;
        l->fee = f->e->costs_creditor + f->e->costs_agency;
        l->content = f->e->content;
        l->claims_upto = (int32_t)f->c->n_claims;
    } else if (f->e->kind == EVENT_LETTER_SENT && l->state == LETTER_COMPOSED) {
        l->state = LETTER_SENT;
        l->sent = f->e->day;
        l->document = f->e->document;
        l->reference = f->e->ref;
    } else if (f->e->kind == EVENT_LETTER_NOT_SENT && waiting) {
        l->state = LETTER_NOT_SENT;
        l->quote = 0;
    } else if (f->e->kind == EVENT_LETTER_WITHDRAWN && l->state == LETTER_PLANNED) {
        l->state = LETTER_WITHDRAWN;
    } else if (f->e->kind == EVENT_LETTER_RETURNED && l->state == LETTER_SENT) {
        l->state = LETTER_RETURNED;
    } else {
        return impossible(f, "the letter is not in a state for that");
    }
    return STATUS_OK;
}

static int fold_dispute_opened(const struct folding *f) {
    f->c->disputed_since = f->e->day;
    f->c->dispute_reason = f->e->word;
    f->c->n_disputes++;
    return STATUS_OK;
}

static int fold_dispute_closed(const struct folding *f) {
    f->c->disputed_since = DAY_NONE;
    f->c->dispute_reason = (struct text){NULL, 0};
    return STATUS_OK;
}

static int fold_hold_set(const struct folding *f) {
    f->c->held_since = f->e->day;
    f->c->held_until = f->e->until;
    f->c->hold_why = f->e->word;
    return STATUS_OK;
}

static int fold_hold_ended(const struct folding *f) {
    f->c->held_since = f->c->held_until = DAY_NONE;
    f->c->hold_why = (struct text){NULL, 0};
    return STATUS_OK;
}

static int fold_creditor_asked(const struct folding *f) {
    f->c->creditor_asked = f->e->day;
    f->c->creditor_answer_due = f->e->until;
    return STATUS_OK;
}

static int fold_creditor_answered(const struct folding *f) {
    f->c->creditor_asked = f->c->creditor_answer_due = DAY_NONE;
    return STATUS_OK;
}

static int fold_parked(const struct folding *f) {
    f->c->parked = f->e->word;
    return STATUS_OK;
}

static int fold_resumed(const struct folding *f) {
    f->c->parked = (struct text){NULL, 0};
    return STATUS_OK;
}

static int fold_closed(const struct folding *f) {
    if (!case_is_open(f->c)) {
        return impossible(f, "closed before");
    }
    f->c->closed = f->e->day;
    f->c->close_why = f->e->word;
    return STATUS_OK;
}

static int fold_reopened(const struct folding *f) {
    f->c->closed = DAY_NONE;
    f->c->close_why = (struct text){NULL, 0};
    return STATUS_OK;
}

/* An event without a row is a word of the design that this build never makes. */
static fold_fn *const folds[EVENT_KINDS] = {
    [EVENT_CASE_OPENED] = fold_opened,
    [EVENT_CLAIM_ADDED] = fold_claim_added,
    [EVENT_CLAIM_REDUCED] = fold_claim_reduced,
    [EVENT_LETTER_TAKEN_OVER] = fold_letter_taken_over,
    [EVENT_INTEREST_ACCRUED] = fold_interest,
    [EVENT_FEE_CHARGED] = fold_fee_charged,
    [EVENT_FEE_WAIVED] = fold_fee_waived,
    [EVENT_PAYMENT_ALLOCATED] = fold_payment,
    [EVENT_PAYMENT_UNDONE] = fold_payment_undone,
    [EVENT_REMAINDER_WAIVED] = fold_given_up,
    [EVENT_WRITTEN_OFF] = fold_given_up,
    [EVENT_STAGE_ENTERED] = fold_stage,
    [EVENT_LOOK_AFTER_DEADLINE] = fold_look_after,
    [EVENT_LETTER_PLANNED] = fold_letter_planned,
    [EVENT_LETTER_COMPOSED] = fold_letter_state,
    [EVENT_LETTER_SENT] = fold_letter_state,
    [EVENT_LETTER_NOT_SENT] = fold_letter_state,
    [EVENT_LETTER_WITHDRAWN] = fold_letter_state,
    [EVENT_LETTER_RETURNED] = fold_letter_state,
    [EVENT_DISPUTE_OPENED] = fold_dispute_opened,
    [EVENT_DISPUTE_CLOSED] = fold_dispute_closed,
    [EVENT_HOLD_SET] = fold_hold_set,
    [EVENT_HOLD_ENDED] = fold_hold_ended,
    [EVENT_CONTACTED] = fold_nothing,
    [EVENT_MESSAGE_NOTED] = fold_nothing,
    [EVENT_NOTED] = fold_nothing,
    [EVENT_TASK_RAISED] = fold_nothing,
    [EVENT_CREDITOR_ASKED] = fold_creditor_asked,
    [EVENT_CREDITOR_ANSWERED] = fold_creditor_answered,
    [EVENT_PARKED] = fold_parked,
    [EVENT_RESUMED] = fold_resumed,
    [EVENT_CLOSED] = fold_closed,
    [EVENT_REOPENED] = fold_reopened,
};

int case_fold(struct krav_case *c, const struct event *e, struct arena *arena, struct status *st) {
    const struct folding f = {c, e, arena, st};
    if (e->kind <= 0 || e->kind >= EVENT_KINDS || !folds[e->kind]) {
        return impossible(&f, "this build does not know it");
    }
    return folds[e->kind](&f);
}

int case_fold_step(struct krav_case *c, const struct event *events, uint32_t n,
                   struct arena *arena, struct status *st) {
    for (uint32_t i = 0; i < n; i++) {
        const int rc = case_fold(c, &events[i], arena, st);
        if (rc) {
            return rc;
        }
    }
    c->steps++;
    return STATUS_OK;
}
