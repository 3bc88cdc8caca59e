/* apply_money.c - see apply_money.h. */
#include "domain/apply_money.h"

#include "domain/allocate.h"
#include "domain/apply_limitation.h"
#include "domain/letter_text.h"
#include "domain/plan.h"

int apply_interest(const struct apply_input *in, const struct krav_case *c, day until,
                   struct events *out, struct status *st) {
    ore total = 0;
    const int rc = interest_of_case(c, in->rates, until, &total, st);
    if (rc == STATUS_OK && total != c->interest_accrued) {
        struct event *e = events_add(out, EVENT_INTEREST_ACCRUED, until);
        e->amount = total - c->interest_accrued;
        e->until = until;
    }
    return rc;
}

/* Money from one source, as it is to be allocated: the fact at hand, or a payment taken up again. */
struct receipt {
    struct text source;
    ore amount;
    day legal_day, booked_day;
    day paid_day; /* to hold against deadlines */
    bool direct;  /* paid to the creditor */
    int32_t claim; /* the claim it was for; 0 = not said */
    bool again;   /* taken up again behind an earlier one */
    struct hash payer;
    ore over;     /* of one taken up again: what was too much of it before */
    bool aside;   /* gjeldsordningsloven § 3-4, konkursloven: it covers nothing */
};

/* Payments being worked into a case, on a copy that is folded along. */
struct till {
    const struct apply_input *in;
    struct krav_case c;
    struct events *out;
    struct status *st;
};

/* What went back to its payer covers nothing, though more is owed by now than when it came. */
static ore gone_back(const struct till *t, const struct receipt *r) {
    return money_min(r->over, money_max(0, -t->c.overpaid));
}

static int fold_from(struct till *t, uint32_t first) {
    int rc = STATUS_OK;
    for (uint32_t i = first; i < t->out->n && rc == STATUS_OK; i++) {
        rc = case_fold(&t->c, &t->out->items[i], t->out->arena, t->st);
    }
    return rc;
}

/* The quote that this payment fulfils: the sum it asked for, by the day it named; NULL if none.  Of
 * several the first, which promised the most.  A letter that asks for a part, as for a missing
 * instalment, promises nothing about the rest. */
static const struct letter_note *fulfilled_quote(const struct krav_case *c,
                                                 const struct receipt *r) {
    const struct letter_note *first = NULL;
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        const bool open = l->state == LETTER_COMPOSED || l->state == LETTER_SENT;
        if (open && l->quote > 0 && letter_asks_all(l->kind) && r->paid_day <= l->deadline &&
            l->paid + r->amount >= l->quote && (!first || l->deadline < first->deadline)) {
            first = l;
        }
    }
    return first;
}

/* Costs of an owner that would not be there had the bank been quicker: charged after the deadline
 * of the quote that was paid in time (inkassoloven §§ 9, 17 third paragraph), or heavy and charged
 * after the order was handed in (inkassoforskriften § 2-3). */
static ore unripe_costs(const struct krav_case *c, const struct letter_note *quote,
                        const struct receipt *r, enum owner owner) {
    ore sum = 0;
    for (uint32_t i = 0; i < c->n_costs; i++) {
        const struct cost *cost = &c->costs[i];
        const bool late = quote && cost->charged > quote->deadline;
        if (cost->owner == owner &&
            (late || (cost->fee == FEE_HEAVY && cost->charged > r->paid_day))) {
            sum += cost_open(cost);
        }
    }
    return sum;
}

static ore part_of(ore *left, ore open) {
    const ore part = money_min(*left, open);
    *left -= part;
    return part;
}

/* Whoever pays the quoted sum by the quoted day owes nothing more: what accrued since the quote
 * is waived, interest first, within the agreement's bound; and so are, without a bound, the costs
 * that came because his bank was slow, and interest beyond what a plan told that was kept. */
static int waive_remainder(struct till *t, const struct receipt *r, ore interest_open) {
    const struct krav_case *c = &t->c;
    if (r->aside) {
        return STATUS_OK;
    }
    const struct letter_note *quote = fulfilled_quote(c, r);
    const ore ours = unripe_costs(c, quote, r, OWNER_AGENCY);
    const ore theirs = unripe_costs(c, quote, r, OWNER_CREDITOR);
    const ore open = case_principal_open(c) + case_costs_open(c) + interest_open;
    ore rest = open - (r->amount - gone_back(t, r));
    const bool kept = rest <= plan_interest_beyond(c, r->paid_day, r->amount);
    const bool within = kept || rest - ours - theirs <= t->in->agreement->remainder_max;
    if (quote && !within) {
        rest = money_min(rest, ours + theirs);
    }
    if (rest <= 0 || (!quote && !kept && rest > ours + theirs)) {
        return STATUS_OK;
    }
    struct event e = {.kind = EVENT_REMAINDER_WAIVED, .day = r->legal_day, .amount = rest,
        .ref = r->source, .word = kept    ? TEXT("plan_kept")
                : quote ? TEXT("quote_paid_in_time") : TEXT("paid_before_heavy")};
    e.costs_agency = part_of(&rest, ours);
    e.costs_creditor = part_of(&rest, theirs);
    e.interest = part_of(&rest, interest_open);
    e.costs_agency += part_of(&rest, case_costs_open_of(c, OWNER_AGENCY) - e.costs_agency);
    e.costs_creditor += part_of(&rest, case_costs_open_of(c, OWNER_CREDITOR) - e.costs_creditor);
    e.principal = part_of(&rest, case_principal_open(c));
    e.amount -= rest; /* a court's fee is not ours to let go */
    if (e.amount == 0) {
        return STATUS_OK;
    }
    *events_add(t->out, e.kind, e.day) = e;
    return fold_from(t, t->out->n - 1);
}

/* Money that went straight to the creditor is the invoice's own first. */
static struct allocation allocate_direct(const struct krav_case *c, const struct agreement *a,
                                         ore amount, ore interest_open) {
    struct agreement principal_first = *a;
    principal_first.order1 = COMPONENT_PRINCIPAL;
    principal_first.order2 = COMPONENT_INTEREST;
    principal_first.order3 = COMPONENT_COSTS;
    return allocate(c, &principal_first, amount, interest_open);
}

static int allocated(struct till *t, const struct receipt *r, ore interest_open) {
    const ore gone = gone_back(t, r), left = r->amount - gone;
    struct allocation a = left == 0  ? (struct allocation){0}
                          : r->aside ? (struct allocation){.over = left}
                          : r->direct
                              ? allocate_direct(&t->c, t->in->agreement, left, interest_open)
                              : allocate(&t->c, t->in->agreement, left, interest_open);
    a.over += gone;
    const ore between_them = r->direct ? a.over : 0; /* the creditor's and the debtor's matter */
    if (r->amount == between_them && r->again) {
        return STATUS_OK;
    }
    if (r->amount == between_them) {
        return status_fail(t->st, STATUS_REFUSED, "case %lld: nothing is owed that it could cover",
                           (long long)t->c.id);
    }
    a.over -= between_them;
    struct event *e = events_add(t->out, EVENT_PAYMENT_ALLOCATED, r->legal_day);
    e->amount = r->amount - between_them;
    e->direct = r->direct;
    e->claim = r->claim;
    e->principal = a.principal;
    e->interest = a.interest;
    e->costs_creditor = a.costs_creditor;
    e->costs_agency = a.costs_agency;
    e->costs_court = a.costs_court;
    e->over = a.over;
    e->ref = r->source;
    e->until = r->booked_day;
    e->days = r->legal_day - r->paid_day;
    e->content = r->payer;
    e->word = r->aside ? TEXT(EVENT_ASIDE) : (struct text){NULL, 0};
    return fold_from(t, t->out->n - 1);
}

/* What is lost by time on the day of a payment is not paid by it. */
static int lose_first(struct till *t, day on) {
    const uint32_t first = t->out->n;
    const int rc = apply_interest_lapsed(t->in, &t->c, on, t->out, t->st);
    return rc ? rc : fold_from(t, first);
}

/* Interest is posted up to the payment's own day; what it may cover is what was owed on that day. */
static int receive(struct till *t, const struct receipt *r) {
    const uint32_t first = t->out->n;
    ore total = 0;
    int rc = r->legal_day > t->c.interest_until
                 ? apply_interest(t->in, &t->c, r->legal_day, t->out, t->st)
                 : STATUS_OK;
    rc = rc ? rc : fold_from(t, first);
    rc = rc ? rc : lose_first(t, r->legal_day);
    rc = rc ? rc : interest_of_case(&t->c, t->in->rates, r->legal_day, &total, t->st);
    rc = rc ? rc : waive_remainder(t, r, case_interest_open(&t->c, total));
    return rc ? rc : allocated(t, r, case_interest_open(&t->c, total));
}

/* Takes one payment back, and with it what was waived because of it. */
static void undo(const struct krav_case *c, const struct payment_note *p, day on,
                 struct events *out) {
    struct event *e = events_add(out, EVENT_PAYMENT_UNDONE, on);
    e->amount = p->amount;
    e->principal = p->principal;
    e->interest = p->interest;
    e->costs_creditor = p->costs_creditor;
    e->costs_agency = p->costs_agency;
    e->costs_court = p->costs_court;
    e->over = p->over;
    e->ref = p->source;
    e->direct = p->direct;
    for (uint32_t i = 0; i < c->n_waivers; i++) {
        const struct waiver *w = &c->waivers[i];
        if (text_eq(w->source, p->source)) {
            e = events_add(out, EVENT_REMAINDER_RESTORED, on);
            e->principal = w->principal;
            e->interest = w->interest;
            e->costs_creditor = w->costs_creditor;
            e->costs_agency = w->costs_agency;
            e->amount = w->principal + w->interest + w->costs_creditor + w->costs_agency;
            e->ref = p->source;
            return;
        }
    }
}

/* Payments with a later legal day than `on`, in the order of those days; how many. */
static uint32_t later_payments(const struct krav_case *c, day on, struct arena *arena,
                               struct payment_note **out) {
    uint32_t n = 0;
    *out = arena_take_n(arena, c->n_payments + 1u, sizeof **out);
    for (uint32_t i = 0; i < c->n_payments; i++) {
        const struct payment_note *p = &c->payments[i];
        if (p->undone || p->legal_day <= on) {
            continue;
        }
        uint32_t at = n++;
        for (; at > 0 && (*out)[at - 1].legal_day > p->legal_day; at--) {
            (*out)[at] = (*out)[at - 1];
        }
        (*out)[at] = *p;
    }
    return n;
}

static int undo_all(struct till *t, const struct payment_note *later, uint32_t n) {
    int rc = STATUS_OK;
    for (uint32_t i = n; i-- > 0 && rc == STATUS_OK;) {
        const uint32_t first = t->out->n;
        undo(&t->c, &later[i], later[i].legal_day, t->out);
        rc = fold_from(t, first);
    }
    return rc;
}

/* And the end of it: interest posted further than the money is dated was on too large, or too
 * small, a principal. */
static int receive_again(struct till *t, const struct payment_note *later, uint32_t n) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        const struct receipt again = {later[i].source, later[i].amount, later[i].legal_day,
            later[i].booked_day, later[i].legal_day - later[i].lag_days, later[i].direct, 0,
            true, later[i].payer, later[i].over, later[i].aside};
        rc = receive(t, &again);
    }
    return rc ? rc : apply_interest(t->in, &t->c, t->c.interest_until, t->out, t->st);
}

/* What bounced had gone back to its payer already: the agency stands for it (inkassoloven § 16). */
static int stand_for_refunds(struct till *t, day on) {
    if (t->c.overpaid >= 0) {
        return STATUS_OK;
    }
    struct event *e = events_add(t->out, EVENT_REFUND_LOST, on);
    e->amount = -t->c.overpaid;
    return fold_from(t, t->out->n - 1);
}

int apply_interest_again(const struct apply_input *in, uint32_t first, struct events *out,
                         struct status *st) {
    struct till t = {.in = in, .out = out, .st = st};
    struct payment_note *later = NULL;
    case_copy(in->c, out->arena, &t.c);
    ore total = 0;
    int rc = fold_from(&t, first);
    rc = rc ? rc : interest_of_case(&t.c, in->rates, t.c.interest_until, &total, st);
    /* Only where more interest was paid than ever ran must payments be taken up again. */
    const uint32_t n = rc == STATUS_OK && t.c.interest_paid > total
                           ? later_payments(&t.c, out->items[first].day, out->arena, &later)
                           : 0;
    rc = rc || n == 0 ? rc : undo_all(&t, later, n);
    rc = rc ? rc : receive_again(&t, later, n);
    return rc ? rc : stand_for_refunds(&t, in->fact->booked_day);
}

int apply_beneath(const struct apply_input *in, apply_change *change, struct events *out,
                  struct status *st) {
    struct till t = {.in = in, .out = out, .st = st};
    struct payment_note *all;
    case_copy(in->c, out->arena, &t.c);
    const uint32_t n = later_payments(&t.c, DAY_NONE, out->arena, &all);
    int rc = undo_all(&t, all, n);
    const uint32_t first = out->n;
    rc = rc ? rc : change(in, &t.c, out, st);
    rc = rc ? rc : fold_from(&t, first);
    return rc ? rc : receive_again(&t, all, n);
}

int apply_cost_away(const struct apply_input *in, uint32_t number, struct text why,
                    struct events *out, struct status *st) {
    struct till t = {.in = in, .out = out, .st = st};
    struct payment_note *later = NULL;
    case_copy(in->c, out->arena, &t.c);
    const struct cost *cost = &t.c.costs[number];
    day from = cost->charged;
    for (uint32_t i = 0; i < t.c.n_payments; i++) { /* booked since, though it counts from before */
        const struct payment_note *p = &t.c.payments[i];
        from = p->booked_day >= cost->charged && p->legal_day < from ? p->legal_day : from;
    }
    const uint32_t n = cost->paid > 0 ? later_payments(&t.c, from - 1, out->arena, &later) : 0;
    int rc = undo_all(&t, later, n);
    if (rc == STATUS_OK && cost_open(cost) > 0) {
        struct event *e = events_add(out, EVENT_FEE_WAIVED, in->fact->booked_day);
        e->fee = cost->fee;
        e->owner = cost->owner;
        e->key = cost->key;
        e->claim = cost->claim;
        e->amount = cost_open(cost);
        e->word = why;
        rc = fold_from(&t, out->n - 1);
    }
    return rc || n == 0 ? rc : receive_again(&t, later, n);
}

/* Who pays the first of the instalments that were offered, by its day, has accepted them. */
static int accept_by_paying(struct till *t, const struct receipt *r) {
    const struct krav_case *c = &t->c;
    const struct plan offer = c->offer;
    if (r->aside || !plan_offer_stands(c, r->paid_day) || r->paid_day < offer.agreed || !case_is_open(c) ||
        c->held_since != DAY_NONE || r->amount < plan_amount(&offer, 1) ||
        r->amount >= offer.total) {
        return STATUS_OK;
    }
    const uint32_t first = t->out->n;
    apply_withdraw_letters(c, r->booked_day, TEXT("plan"), t->out);
    if (plan_runs(&c->plan)) {
        (void)events_add(t->out, EVENT_PLAN_ENDED, r->booked_day);
    }
    plan_event(&offer, TEXT(PLAN_BY_PAYING),
               events_add(t->out, EVENT_PLAN_AGREED, r->booked_day));
    return fold_from(t, first);
}

/* A back-dated payment comes before those with later days: they are taken up again behind it, so
 * that each covers what was owed on its own day, and nobody pays interest that never ran. */
static int paid(const struct apply_input *in, bool direct, struct events *out,
                struct status *st) {
    const struct fact *f = in->fact;
    const bool aside = !direct && in->aside_from != DAY_NONE && f->legal_day >= in->aside_from &&
                       !case_set_aside(in->c, f->source);
    const struct receipt now = {f->source, f->amount, f->legal_day, f->booked_day,
        f->until != DAY_NONE ? f->until : f->legal_day, direct, in->claim_number,
        false, f->payer, 0, aside};
    if (f->amount <= 0) {
        return status_fail(st, STATUS_REFUSED, "case %lld: a payment must be positive",
                           (long long)in->c->id);
    }
    struct till t = {.in = in, .out = out, .st = st};
    struct payment_note *later;
    case_copy(in->c, out->arena, &t.c);
    const uint32_t n = later_payments(&t.c, f->legal_day, out->arena, &later);
    int rc = accept_by_paying(&t, &now);
    rc = rc ? rc : undo_all(&t, later, n);
    rc = rc ? rc : receive(&t, &now);
    return rc ? rc : receive_again(&t, later, n);
}

/* ---- costs that are lost --------------------------------------------------------------------- */

static bool is_lost(const struct costs_terms *terms, const struct cost *cost) {
    const bool whose = (cost->owner == OWNER_CREDITOR && terms->lose_creditors) ||
                       (cost->owner == OWNER_AGENCY && terms->lose_agencys);
    return whose && (terms->from == DAY_NONE || cost->charged < terms->from);
}

static bool any_was_paid(const struct krav_case *c, const struct costs_terms *terms) {
    for (uint32_t i = 0; i < c->n_costs; i++) {
        if (is_lost(terms, &c->costs[i]) && c->costs[i].paid > 0) {
            return true;
        }
    }
    return false;
}

static void waive_lost(const struct apply_input *in, const struct krav_case *c, struct text why,
                       struct events *out) {
    for (uint32_t i = 0; i < c->n_costs; i++) {
        const struct cost *cost = &c->costs[i];
        const ore open = cost_open(cost);
        if (is_lost(&in->costs, cost) && open > 0) {
            struct event *e = events_add(out, EVENT_FEE_WAIVED, in->fact->legal_day);
            e->fee = cost->fee;
            e->owner = cost->owner;
            e->key = cost->key;
            e->claim = cost->claim;
            e->amount = open;
            e->word = why;
            e->ref = text_of(in->costs.paragraph);
        }
    }
}

/* Payments covered costs in the order they came, so all are taken up again: each then covers what
 * was owed besides. */
int apply_costs_lost(const struct apply_input *in, struct text why, struct events *out,
                     struct status *st) {
    struct till t = {.in = in, .out = out, .st = st};
    struct payment_note *all = NULL;
    case_copy(in->c, out->arena, &t.c);
    const uint32_t n = in->costs.lose_paid && any_was_paid(&t.c, &in->costs)
                           ? later_payments(&t.c, DAY_NONE, out->arena, &all)
                           : 0;
    int rc = undo_all(&t, all, n);
    const uint32_t first = out->n;
    if (rc == STATUS_OK) {
        waive_lost(in, &t.c, why, out);
        rc = fold_from(&t, first);
    }
    return rc || n == 0 ? rc : receive_again(&t, all, n);
}

int apply_paid(const struct apply_input *in, struct events *out, struct status *st) {
    const int rc = paid(in, false, out, st);
    if (rc == STATUS_OK) {
        apply_debit_paid(in, out);
    }
    return rc;
}

int apply_paid_direct(const struct apply_input *in, struct events *out, struct status *st) {
    return paid(in, true, out, st);
}

/* Without this payment, those with later days cover what was owed on theirs, as if it had never
 * come. */
static int without(const struct apply_input *in, const struct payment_note *p, struct events *out,
                   struct status *st) {
    struct till t = {.in = in, .out = out, .st = st};
    struct payment_note *later;
    case_copy(in->c, out->arena, &t.c);
    const uint32_t n = later_payments(&t.c, p->legal_day, out->arena, &later);
    int rc = undo_all(&t, later, n);
    const uint32_t first = out->n;
    undo(&t.c, p, in->fact->legal_day, out);
    if (n == 0) {
        return rc ? rc : apply_interest_again(in, first, out, st);
    }
    rc = rc ? rc : fold_from(&t, first);
    rc = rc ? rc : receive_again(&t, later, n);
    return rc ? rc : stand_for_refunds(&t, in->fact->booked_day);
}

int apply_take_back(const struct apply_input *in, struct text source, struct events *out,
                    struct status *st) {
    for (uint32_t i = 0; i < in->c->n_payments; i++) {
        const struct payment_note *p = &in->c->payments[i];
        if (!p->undone && text_eq(p->source, source)) {
            if (!case_is_open(in->c) && p->over < p->amount) { /* something is owed again */
                (void)events_add(out, EVENT_REOPENED, in->fact->booked_day);
            }
            return without(in, p, out, st);
        }
    }
    return status_fail(st, STATUS_REFUSED, "case %lld: no such payment to take back",
                       (long long)in->c->id);
}

int apply_payment_reversed(const struct apply_input *in, struct events *out, struct status *st) {
    return apply_take_back(in, in->fact->reverses, out, st);
}
