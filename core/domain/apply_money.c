/* apply_money.c - see apply_money.h. */
#include "domain/apply_money.h"

#include "domain/allocate.h"

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
};

/* Payments being worked into a case, on a copy that is folded along. */
struct till {
    const struct apply_input *in;
    struct krav_case c;
    struct events *out;
    struct status *st;
};

static int fold_from(struct till *t, uint32_t first) {
    int rc = STATUS_OK;
    for (uint32_t i = first; i < t->out->n && rc == STATUS_OK; i++) {
        rc = case_fold(&t->c, &t->out->items[i], t->out->arena, t->st);
    }
    return rc;
}

/* True if this payment fulfils a quote: the sum it asked for, by the day it named. */
static bool fulfils_quote(const struct krav_case *c, const struct receipt *r) {
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        const bool open = l->state == LETTER_COMPOSED || l->state == LETTER_SENT;
        if (open && l->quote > 0 && r->paid_day <= l->deadline &&
            l->paid + r->amount >= l->quote) {
            return true;
        }
    }
    return false;
}

static ore part_of(ore *left, ore open) {
    const ore part = money_min(*left, open);
    *left -= part;
    return part;
}

/* Whoever pays the quoted sum by the quoted day owes nothing more: what accrued since the quote
 * is waived, interest first, within the agreement's bound. */
static int waive_remainder(struct till *t, const struct receipt *r, ore interest_open) {
    const struct krav_case *c = &t->c;
    const ore open = case_principal_open(c) + case_costs_open(c) + interest_open;
    ore rest = open - r->amount;
    if (rest <= 0 || rest > t->in->agreement->remainder_max || !fulfils_quote(c, r)) {
        return STATUS_OK;
    }
    struct event *e = events_add(t->out, EVENT_REMAINDER_WAIVED, r->legal_day);
    e->amount = rest;
    e->interest = part_of(&rest, interest_open);
    e->costs_agency = part_of(&rest, case_costs_open_of(c, OWNER_AGENCY));
    e->costs_creditor = part_of(&rest, case_costs_open_of(c, OWNER_CREDITOR));
    e->principal = rest;
    e->word = TEXT("quote_paid_in_time");
    return fold_from(t, t->out->n - 1);
}

static int allocated(struct till *t, const struct receipt *r, ore interest_open) {
    const struct allocation a = allocate(&t->c, t->in->agreement, r->amount, interest_open);
    struct event *e = events_add(t->out, EVENT_PAYMENT_ALLOCATED, r->legal_day);
    e->amount = r->amount;
    e->principal = a.principal;
    e->interest = a.interest;
    e->costs_creditor = a.costs_creditor;
    e->costs_agency = a.costs_agency;
    e->costs_court = a.costs_court;
    e->over = a.over;
    e->ref = r->source;
    e->until = r->booked_day;
    e->days = r->legal_day - r->paid_day;
    return fold_from(t, t->out->n - 1);
}

/* Interest is posted up to the payment's own day; what it may cover is what was owed on that day. */
static int receive(struct till *t, const struct receipt *r) {
    const uint32_t first = t->out->n;
    ore total = 0;
    int rc = r->legal_day > t->c.interest_until
                 ? apply_interest(t->in, &t->c, r->legal_day, t->out, t->st)
                 : STATUS_OK;
    rc = rc ? rc : fold_from(t, first);
    rc = rc ? rc : interest_of_case(&t->c, t->in->rates, r->legal_day, &total, t->st);
    rc = rc ? rc : waive_remainder(t, r, case_interest_open(&t->c, total));
    return rc ? rc : allocated(t, r, case_interest_open(&t->c, total));
}

static void undo(struct events *out, const struct payment_note *p, day on) {
    struct event *e = events_add(out, EVENT_PAYMENT_UNDONE, on);
    e->amount = p->amount;
    e->principal = p->principal;
    e->interest = p->interest;
    e->costs_creditor = p->costs_creditor;
    e->costs_agency = p->costs_agency;
    e->costs_court = p->costs_court;
    e->over = p->over;
    e->ref = p->source;
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
        undo(t->out, &later[i], later[i].legal_day);
        rc = fold_from(t, t->out->n - 1);
    }
    return rc;
}

/* And the end of it: interest posted further than the money is dated was on too large, or too
 * small, a principal. */
static int receive_again(struct till *t, const struct payment_note *later, uint32_t n) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        const struct receipt again = {later[i].source, later[i].amount, later[i].legal_day,
            later[i].booked_day, later[i].legal_day - later[i].lag_days};
        rc = receive(t, &again);
    }
    return rc ? rc : apply_interest(t->in, &t->c, t->c.interest_until, t->out, t->st);
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
    return rc ? rc : receive_again(&t, later, n);
}

/* A back-dated payment comes before those with later days: they are taken up again behind it, so
 * that each covers what was owed on its own day, and nobody pays interest that never ran. */
int apply_paid(const struct apply_input *in, struct events *out, struct status *st) {
    const struct fact *f = in->fact;
    const struct receipt now = {f->source, f->amount, f->legal_day, f->booked_day,
        f->until != DAY_NONE ? f->until : f->legal_day};
    if (f->amount <= 0) {
        return status_fail(st, STATUS_REFUSED, "case %lld: a payment must be positive",
                           (long long)in->c->id);
    }
    struct till t = {.in = in, .out = out, .st = st};
    struct payment_note *later;
    case_copy(in->c, out->arena, &t.c);
    const uint32_t n = later_payments(&t.c, f->legal_day, out->arena, &later);
    int rc = undo_all(&t, later, n);
    rc = rc ? rc : receive(&t, &now);
    return rc ? rc : receive_again(&t, later, n);
}

int apply_payment_reversed(const struct apply_input *in, struct events *out, struct status *st) {
    for (uint32_t i = 0; i < in->c->n_payments; i++) {
        const struct payment_note *p = &in->c->payments[i];
        if (!p->undone && text_eq(p->source, in->fact->source)) {
            undo(out, p, in->fact->legal_day);
            return apply_interest_again(in, out->n - 1, out, st);
        }
    }
    return status_fail(st, STATUS_REFUSED, "case %lld: no such payment to take back",
                       (long long)in->c->id);
}
