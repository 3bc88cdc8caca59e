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

int apply_interest_again(const struct apply_input *in, uint32_t first, struct events *out,
                         struct status *st) {
    struct krav_case c;
    case_copy(in->c, out->arena, &c);
    const int rc = case_fold_step(&c, out->items + first, out->n - first, out->arena, st);
    return rc ? rc : apply_interest(in, &c, c.interest_until, out, st);
}

/* The day to hold against a deadline.  Where the bank does not say when the order was handed in,
 * the intake gives the payer the bank's own days (inkassoloven § 9). */
static day day_against_deadline(const struct fact *f) {
    return f->until != DAY_NONE ? f->until : f->legal_day;
}

/* True if this payment fulfils a quote: the sum it asked for, by the day it named. */
static bool fulfils_quote(const struct krav_case *c, day paid_day, ore amount) {
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        const bool open = l->state == LETTER_COMPOSED || l->state == LETTER_SENT;
        if (open && l->quote > 0 && paid_day <= l->deadline && l->paid + amount >= l->quote) {
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
 * is waived, interest first, within the agreement's bound.  Returns the interest waived. */
static ore waive_remainder(const struct apply_input *in, ore interest_open, struct events *out) {
    const struct krav_case *c = in->c;
    const ore open = case_principal_open(c) + case_costs_open(c) + interest_open;
    ore rest = open - in->fact->amount;
    if (rest <= 0 || rest > in->agreement->remainder_max ||
        !fulfils_quote(c, day_against_deadline(in->fact), in->fact->amount)) {
        return 0;
    }
    struct event *e = events_add(out, EVENT_REMAINDER_WAIVED, in->fact->legal_day);
    e->amount = rest;
    e->interest = part_of(&rest, interest_open);
    e->costs_agency = part_of(&rest, case_costs_open_of(c, OWNER_AGENCY));
    e->costs_creditor = part_of(&rest, case_costs_open_of(c, OWNER_CREDITOR));
    e->principal = rest;
    e->word = TEXT("quote_paid_in_time");
    return e->interest;
}

static void allocated(const struct apply_input *in, const struct krav_case *c, ore interest_open,
                      struct events *out) {
    const struct allocation a = allocate(c, in->agreement, in->fact->amount, interest_open);
    struct event *e = events_add(out, EVENT_PAYMENT_ALLOCATED, in->fact->legal_day);
    e->amount = in->fact->amount;
    e->principal = a.principal;
    e->interest = a.interest;
    e->costs_creditor = a.costs_creditor;
    e->costs_agency = a.costs_agency;
    e->costs_court = a.costs_court;
    e->over = a.over;
    e->ref = in->fact->source;
    e->until = in->fact->booked_day;
    e->days = in->fact->legal_day - day_against_deadline(in->fact);
}

int apply_paid(const struct apply_input *in, struct events *out, struct status *st) {
    const struct fact *f = in->fact;
    if (f->amount <= 0) {
        return status_fail(st, STATUS_REFUSED, "case %lld: a payment must be positive",
                           (long long)in->c->id);
    }
    struct krav_case c;
    case_copy(in->c, out->arena, &c);
    const uint32_t first = out->n;
    int rc = apply_interest(in, &c, f->legal_day > c.interest_until ? f->legal_day
                                                                    : c.interest_until, out, st);
    ore total = 0;
    rc = rc ? rc : interest_of_case(&c, in->rates, f->legal_day, &total, st);
    if (rc) {
        return rc;
    }
    const ore interest_open = case_interest_open(&c, total);
    const ore waived = waive_remainder(in, interest_open, out);
    for (uint32_t i = first; i < out->n && rc == STATUS_OK; i++) {
        rc = case_fold(&c, &out->items[i], out->arena, st);
    }
    if (rc) {
        return rc;
    }
    allocated(in, &c, interest_open - waived, out);
    rc = case_fold(&c, &out->items[out->n - 1], out->arena, st);
    /* A back-dated payment: interest posted to a later day was on too large a principal. */
    if (rc == STATUS_OK && c.interest_until > f->legal_day) {
        rc = apply_interest(in, &c, c.interest_until, out, st);
    }
    return rc;
}

int apply_payment_reversed(const struct apply_input *in, struct events *out, struct status *st) {
    for (uint32_t i = 0; i < in->c->n_payments; i++) {
        const struct payment_note *p = &in->c->payments[i];
        if (!p->undone && text_eq(p->source, in->fact->source)) {
            struct event *e = events_add(out, EVENT_PAYMENT_UNDONE, in->fact->legal_day);
            e->amount = p->amount;
            e->principal = p->principal;
            e->interest = p->interest;
            e->costs_creditor = p->costs_creditor;
            e->costs_agency = p->costs_agency;
            e->costs_court = p->costs_court;
            e->over = p->over;
            e->ref = p->source;
            return apply_interest_again(in, out->n - 1, out, st);
        }
    }
    return status_fail(st, STATUS_REFUSED, "case %lld: no such payment to take back",
                       (long long)in->c->id);
}
