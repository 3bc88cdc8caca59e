/* posting.c - see posting.h. */
#include "domain/posting.h"

#include "base/check.h"

struct set {
    struct posting *out;
    int n;
    int64_t case_id, creditor;
};

static void post(struct set *s, enum account account, ore amount) {
    if (amount != 0) {
        ensure(s->n < POSTINGS_MAX);
        s->out[s->n++] = (struct posting){account, s->case_id, s->creditor, amount};
    }
}

/* `sign` +1: the debtor owes more; -1: less.  The mirror moves the other way. */
static void debt(struct set *s, ore sign, const struct event *e) {
    post(s, ACCOUNT_PRINCIPAL, sign * e->principal);
    post(s, ACCOUNT_INTEREST, sign * e->interest);
    post(s, ACCOUNT_COSTS_CREDITOR, sign * e->costs_creditor);
    post(s, ACCOUNT_COSTS_AGENCY, sign * e->costs_agency);
    post(s, ACCOUNT_COSTS_COURT, sign * e->costs_court);
    post(s, ACCOUNT_COLLECTABLE, -sign * (e->principal + e->interest + e->costs_creditor +
                                          e->costs_agency + e->costs_court));
}

/* What was paid at a provider of payment pages is not in the bank: the agency puts it there at once
 * out of its own, and the provider owes it that (movement.h shows the transfer). */
static void made_good(struct set *s, ore amount, const struct event *e) {
    if (event_is_at_provider(e)) {
        post(s, ACCOUNT_AT_PROVIDER, amount);
        post(s, ACCOUNT_AGENCY_BANK, -amount);
    }
}

/* `sign` +1: money came in; -1: it went back.  What the debtor paid the creditor itself was never
 * on the client account: the creditor owes us our own part of it, until it is settled. */
static void money(struct set *s, ore sign, const struct event *e) {
    if (e->direct) {
        post(s, ACCOUNT_CREDITOR_OWES, sign * e->costs_agency);
        post(s, ACCOUNT_AGENCY_INCOME, -sign * e->costs_agency);
        return;
    }
    post(s, ACCOUNT_CLIENT_BANK, sign * e->amount);
    made_good(s, sign * e->amount, e);
    post(s, ACCOUNT_CREDITOR_PAYABLE,
         -sign * (e->principal + e->interest + e->costs_creditor + e->costs_court));
    post(s, ACCOUNT_AGENCY_SHARE, -sign * e->costs_agency);
    post(s, ACCOUNT_OVERPAID, -sign * e->over);
}

static struct event only(const struct event *e, enum account account) {
    struct event part = {.kind = e->kind};
    part.principal = account == ACCOUNT_PRINCIPAL ? e->amount : 0;
    part.interest = account == ACCOUNT_INTEREST ? e->amount : 0;
    part.costs_creditor = account == ACCOUNT_COSTS_CREDITOR ? e->amount : 0;
    part.costs_agency = account == ACCOUNT_COSTS_AGENCY ? e->amount : 0;
    part.costs_court = account == ACCOUNT_COSTS_COURT ? e->amount : 0;
    return part;
}

static enum account costs_of(enum owner owner) {
    return owner == OWNER_CREDITOR ? ACCOUNT_COSTS_CREDITOR
           : owner == OWNER_AGENCY ? ACCOUNT_COSTS_AGENCY
                                   : ACCOUNT_COSTS_COURT;
}

/* total = amount + commission + the VAT charged to the creditor + over.  What of it is not paid out
 * leaves the client account with the agency's share; income is what of that is neither VAT nor
 * the settling of an older debt. */
static void remitted(struct set *s, const struct event *e) {
    const ore own = e->total - e->amount + e->costs_agency;
    post(s, ACCOUNT_CREDITOR_PAYABLE, e->total);
    post(s, ACCOUNT_PAYOUT_UNDERWAY, -e->amount);
    post(s, ACCOUNT_AGENCY_SHARE, e->costs_agency);
    post(s, ACCOUNT_CREDITOR_OWES, -e->over);
    post(s, ACCOUNT_VAT, -e->vat);
    post(s, ACCOUNT_AGENCY_INCOME, -(own - e->over - e->vat));
    post(s, ACCOUNT_AGENCY_BANK, own);
    post(s, ACCOUNT_CLIENT_BANK, -own);
}

static void shortage_covered(struct set *s, const struct event *e) {
    post(s, ACCOUNT_CREDITOR_PAYABLE, -e->amount);
    post(s, ACCOUNT_CREDITOR_OWES, e->amount);
    post(s, ACCOUNT_AGENCY_SHARE, -e->costs_agency);
    post(s, ACCOUNT_AGENCY_INCOME, e->costs_agency);
    post(s, ACCOUNT_CLIENT_BANK, e->amount + e->costs_agency);
    post(s, ACCOUNT_AGENCY_BANK, -(e->amount + e->costs_agency));
}

/* Of a settlement with a creditor; false: another kind of event. */
static bool settlement(struct set *s, const struct event *e) {
    s->creditor = e->creditor;
    if (e->kind == EVENT_REMITTED) {
        remitted(s, e);
    } else if (e->kind == EVENT_SHORTAGE_COVERED) {
        shortage_covered(s, e);
    } else if (e->kind == EVENT_PAYOUT_SETTLED) {
        post(s, ACCOUNT_PAYOUT_UNDERWAY, e->amount);
        post(s, ACCOUNT_CLIENT_BANK, -e->amount);
    } else if (e->kind == EVENT_PAYOUT_REOPENED) {
        post(s, ACCOUNT_PAYOUT_UNDERWAY, e->amount);
        post(s, ACCOUNT_CREDITOR_PAYABLE, -e->amount);
    } else {
        return false;
    }
    return true;
}

/* Money that goes back to its payer: what was overpaid on a case, or had none.  A payment that
 * bounces after it was paid back is the agency's own loss, and not the other creditors'. */
static bool refund(struct set *s, const struct event *e) {
    const enum account from = s->case_id != 0 ? ACCOUNT_OVERPAID : ACCOUNT_SUSPENSE;
    if (e->kind == EVENT_REFUNDED) {
        post(s, from, e->amount);
        post(s, ACCOUNT_PAYOUT_UNDERWAY, -e->amount);
    } else if (e->kind == EVENT_REFUND_SETTLED) {
        post(s, ACCOUNT_PAYOUT_UNDERWAY, e->amount);
        post(s, ACCOUNT_CLIENT_BANK, -e->amount);
        made_good(s, -e->amount, e); /* it went back at the provider: the agency has its own again */
    } else if (e->kind == EVENT_REFUND_REOPENED) {
        post(s, ACCOUNT_PAYOUT_UNDERWAY, e->amount);
        post(s, from, -e->amount);
    } else if (e->kind == EVENT_REFUND_LOST) {
        post(s, ACCOUNT_OVERPAID, -e->amount);
        post(s, ACCOUNT_CLIENT_BANK, e->amount);
        post(s, ACCOUNT_AGENCY_BANK, -e->amount);
        post(s, ACCOUNT_AGENCY_INCOME, e->amount);
    } else {
        return false;
    }
    return true;
}

/* What the agency pays for the creditor: a claim on it at once, or when the filing was answered. */
static bool advance(struct set *s, const struct event *e) {
    if (e->kind == EVENT_FILED) {
        post(s, ACCOUNT_COURT_ADVANCED, e->amount);
        post(s, ACCOUNT_AGENCY_BANK, -e->amount);
    } else if (e->kind == EVENT_FILING_ENDED) {
        post(s, ACCOUNT_CREDITOR_OWES, e->amount);
        post(s, ACCOUNT_COURT_ADVANCED, -e->amount);
    } else if (e->kind == EVENT_NOTICE_SERVED) {
        post(s, ACCOUNT_CREDITOR_OWES, e->amount);
        post(s, ACCOUNT_AGENCY_BANK, -e->amount);
    } else if (e->kind == EVENT_BANK_CHARGED) { /* out of the client account and in again: nothing */
        post(s, ACCOUNT_AGENCY_INCOME, e->amount);
        post(s, ACCOUNT_AGENCY_BANK, -e->amount);
    } else if (e->kind == EVENT_PROVIDER_SETTLED) { /* its fee is the agency's, never a debtor's */
        post(s, ACCOUNT_AT_PROVIDER, -(e->amount + e->commission));
        post(s, ACCOUNT_AGENCY_BANK, e->amount);
        post(s, ACCOUNT_AGENCY_INCOME, e->commission);
    } else {
        return false;
    }
    return true;
}

/* What is owed, and what was paid too much, goes along to another case: `sign` +1 there, -1 here. */
static void merged(struct set *s, ore sign, const struct event *e) {
    debt(s, sign, e);
    post(s, ACCOUNT_CLIENT_BANK, sign * e->over);
    post(s, ACCOUNT_OVERPAID, -sign * e->over);
}

/* Of a case, and of money that no case is known for. */
static void collection(struct set *s, const struct event *e) {
    struct event part;
    if (e->kind == EVENT_CLAIM_ADDED) {
        part = (struct event){.kind = e->kind, .principal = e->claims[0].principal};
        debt(s, +1, &part);
    } else if (e->kind == EVENT_CLAIM_REDUCED) {
        part = only(e, ACCOUNT_PRINCIPAL);
        debt(s, -1, &part);
    } else if (e->kind == EVENT_INTEREST_ACCRUED) {
        part = only(e, ACCOUNT_INTEREST);
        debt(s, +1, &part);
    } else if (e->kind == EVENT_INTEREST_LAPSED) {
        part = only(e, ACCOUNT_INTEREST);
        debt(s, -1, &part);
    } else if (e->kind == EVENT_FEE_CHARGED || e->kind == EVENT_FEE_WAIVED ||
               e->kind == EVENT_FEE_RESTORED) {
        part = only(e, costs_of(e->owner));
        debt(s, e->kind == EVENT_FEE_WAIVED ? -1 : +1, &part);
    } else if (e->kind == EVENT_REMAINDER_WAIVED || e->kind == EVENT_WRITTEN_OFF) {
        debt(s, -1, e);
    } else if (e->kind == EVENT_REMAINDER_RESTORED) {
        debt(s, +1, e);
    } else if (e->kind == EVENT_PAYMENT_ALLOCATED || e->kind == EVENT_PAYMENT_UNDONE) {
        const ore sign = e->kind == EVENT_PAYMENT_ALLOCATED ? +1 : -1;
        money(s, sign, e);
        debt(s, -sign, e);
    } else if (e->kind == EVENT_MERGED || e->kind == EVENT_MERGED_INTO) {
        merged(s, e->kind == EVENT_MERGED ? +1 : -1, e);
    } else if (refund(s, e) || advance(s, e)) {
        return;
    } else if (e->kind == EVENT_MONEY_SET_ASIDE || e->kind == EVENT_MONEY_TAKEN_OUT) {
        const ore in = e->kind == EVENT_MONEY_SET_ASIDE ? e->amount : -e->amount;
        post(s, ACCOUNT_CLIENT_BANK, in);
        post(s, ACCOUNT_SUSPENSE, -in);
        made_good(s, in, e);
    }
}

/* What an event posted, the other way round. */
static void reversed(struct set *s, const struct event *e) {
    struct event was = *e;
    was.kind = e->undoes;
    collection(s, &was);
    for (int i = 0; i < s->n; i++) {
        s->out[i].amount = -s->out[i].amount;
    }
}

int postings_of(const struct event *e, int64_t case_id, int64_t creditor,
                struct posting out[POSTINGS_MAX]) {
    struct set s = {out, 0, case_id, creditor};
    if (!settlement(&s, e)) {
        s.creditor = creditor;
        (e->kind == EVENT_REVERSED ? reversed : collection)(&s, e);
    }
    ore sum = 0;
    for (int i = 0; i < s.n; i++) {
        sum = money_add(sum, out[i].amount);
    }
    ensure(sum == 0);
    return s.n;
}
