/* interest_lapse.c - see interest_lapse.h.
 *
 * The days of a claim's interest fall into stretches for which the same interruptions count; within
 * each, older interest never outlives newer.  So what is lost of a stretch is its beginning. */
#include "domain/interest_lapse.h"

#include "domain/limitation.h"

struct losing {
    const struct krav_case *c;
    const struct rate_table *rates;
    day today;
    struct status *st;
    wide lost; /* all interest that is lost, paid or not */
    wide live; /* what lives, though it is older than some that is lost */
};

/* The first day whose interest may be lost by itself. */
static day first_day(const struct claim *claim) { return day_bank_day_from(claim->due) + 1; }

static bool is_lost(const struct losing *x, uint32_t i, day fell_due) {
    return limitation_of_interest(x->c, i, fell_due) < x->today;
}

/* The last day of the stretch from..to whose interest is lost; from - 1: none. */
static day lost_to(const struct losing *x, uint32_t i, day from, day to) {
    day lost = from - 1, live = to + 1;
    while (live - lost > 1) {
        const day middle = lost + (live - lost) / 2;
        *(is_lost(x, i, middle) ? &lost : &live) = middle;
    }
    return lost;
}

/* Interest from a day to a day. */
static int between(const struct losing *x, uint32_t i, day from, day to, wide *parts) {
    wide before = 0;
    int rc = interest_of_claim(x->c, i, x->rates, to, parts, x->st);
    rc = rc ? rc : interest_of_claim(x->c, i, x->rates, from - 1, &before, x->st);
    *parts -= before;
    return rc;
}

static int lose_of_claim(struct losing *x, uint32_t i) {
    const struct claim *claim = &x->c->claims[i].claim;
    if (claim->due == DAY_NONE || claim->principal <= 0) {
        return STATUS_OK;
    }
    wide waiting = 0; /* lives; counted once something newer is lost */
    int rc = STATUS_OK;
    day to;
    for (day from = first_day(claim);
         from < x->today && limitation_lapses_after(from, LIMITATION_YEARS) < x->today;
         from = to + 1) {
        to = limitation_same_until(x->c, from);
        to = to < x->today ? to : x->today;
        const day lost = lost_to(x, i, from, to);
        wide gone = 0, lives = 0;
        rc = lost >= from ? between(x, i, from, lost, &gone) : STATUS_OK;
        rc = rc || lost == to ? rc : between(x, i, lost + 1, to, &lives);
        if (rc) {
            return rc;
        }
        if (lost >= from) {
            x->lost += gone;
            x->live += waiting;
            waiting = 0;
        }
        waiting += lives;
    }
    return rc;
}

/* Younger than three years, as nearly every case is, and nothing needs to be reckoned. */
static bool is_young(const struct krav_case *c, day today) {
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const struct claim *claim = &c->claims[i].claim;
        if (claim->due != DAY_NONE &&
            limitation_lapses_after(first_day(claim), LIMITATION_YEARS) < today) {
            return false;
        }
    }
    return true;
}

/* A case of which a claim is lost itself waits for a person. */
static bool is_barred(const struct krav_case *c, day today) {
    const day lapses = limitation_of_case(c);
    return lapses != DAY_NONE && lapses < today;
}

int interest_lapsed_of(const struct krav_case *c, const struct rate_table *rates, day today,
                       ore *more, struct status *st) {
    struct losing x = {.c = c, .rates = rates, .today = today, .st = st};
    ore total = 0;
    *more = 0;
    if (is_young(c, today) || is_barred(c, today)) {
        return STATUS_OK;
    }
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < c->n_claims && rc == STATUS_OK; i++) {
        rc = lose_of_claim(&x, i);
    }
    rc = rc ? rc : interest_of_case(c, rates, today, &total, st);
    if (rc) {
        return rc;
    }
    const ore lost = money_min(money_round_half_up(x.lost, INTEREST_PARTS), total);
    const ore live = money_round_half_up(x.live, INTEREST_PARTS);
    const ore covered = c->interest_paid + c->interest_waived - c->interest_lapsed;
    const ore left = lost - money_max(0, covered - live) - c->interest_lapsed;
    if (left > 0) {
        *more = money_min(left, case_interest_open(c, total));
    } else if (c->interest_lapsed > lost) {
        *more = lost - c->interest_lapsed;
    }
    return STATUS_OK;
}

day interest_lapses_first(const struct krav_case *c, day today) {
    const struct losing x = {.c = c, .today = today};
    day first = LIMITATION_NEVER;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const struct claim *claim = &c->claims[i].claim;
        if (claim->due == DAY_NONE || claim->principal <= 0 || c->claims[i].open <= 0) {
            continue;
        }
        const day of_claim = limitation_of_claim(c, i);
        if (of_claim <= limitation_lapses_after(first_day(claim), LIMITATION_YEARS)) {
            continue;
        }
        day to;
        for (day from = first_day(claim); from <= today; from = to + 1) {
            to = limitation_same_until(c, from);
            to = to < today ? to : today;
            const day lost = lost_to(&x, i, from, to);
            const day next = lost < to ? limitation_of_interest(c, i, lost + 1) : LIMITATION_NEVER;
            first = next < of_claim && next < first ? next : first;
        }
    }
    return first == LIMITATION_NEVER ? DAY_NONE : first;
}
