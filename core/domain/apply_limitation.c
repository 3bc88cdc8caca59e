/* apply_limitation.c - see apply_limitation.h. */
#include "domain/apply_limitation.h"

#include "domain/apply_money.h"
#include "domain/interest_lapse.h"
#include "domain/limitation.h"

#define AGREED_YEARS 3 /* foreldelsesloven § 28: at a time */

static int refuse(const struct apply_input *in, struct status *st, const char *why) {
    return status_fail(st, STATUS_REFUSED, "case %lld: %s: %s", (long long)in->c->id,
                       words_name(&fact_kinds, (int)in->fact->kind), why);
}

static enum limitation_note_kind note_of(enum fact_kind kind) {
    return kind == FACT_LIMITATION_AGREED    ? NOTE_AGREED
           : kind == FACT_LIMITATION_EXTENDED ? NOTE_EXTENDED
           : kind == FACT_ESTATE_CLAIMED      ? NOTE_ESTATE_CLAIMED
           : kind == FACT_ESTATE_RECOGNISED   ? NOTE_ESTATE_RECOGNISED
                                              : NOTE_ESTATE_REFUSED;
}

/* The case after what was written, on a copy. */
static int fold_copy(const struct apply_input *in, const struct events *out, uint32_t first,
                     struct krav_case *c, struct status *st) {
    case_copy(in->c, out->arena, c);
    int rc = STATUS_OK;
    for (uint32_t i = first; i < out->n && rc == STATUS_OK; i++) {
        rc = case_fold(c, &out->items[i], out->arena, st);
    }
    return rc;
}

static bool moved(const struct krav_case *before, const struct krav_case *after) {
    for (uint32_t i = 0; i < before->n_claims; i++) {
        if (before->claims[i].open > 0 &&
            limitation_of_claim(before, i) != limitation_of_claim(after, i)) {
            return true;
        }
    }
    return false;
}

/* Did it get all the time it was told to get?  The bounds of §§ 10 and 28 cut what goes beyond. */
static bool reached(const struct krav_case *c, day until) {
    for (uint32_t i = 0; i < c->n_claims; i++) {
        if (c->claims[i].open > 0 && limitation_of_claim(c, i) >= until) {
            return true;
        }
    }
    return false;
}

static int check_until(const struct apply_input *in, struct status *st) {
    const struct fact *f = in->fact;
    const bool agreed = f->kind == FACT_LIMITATION_AGREED;
    if (!agreed && f->kind != FACT_LIMITATION_EXTENDED) {
        return STATUS_OK;
    }
    if (f->until == DAY_NONE || f->until <= f->legal_day) {
        return refuse(in, st, "needs a day after the one it is told of");
    }
    if (agreed && f->until > day_add_months(f->legal_day, AGREED_YEARS * 12)) {
        return refuse(in, st, "at most three years at a time (foreldelsesloven § 28)");
    }
    return STATUS_OK;
}

static int check_moved(const struct apply_input *in, const struct krav_case *after,
                       struct status *st) {
    const struct fact *f = in->fact;
    const bool agreed = f->kind == FACT_LIMITATION_AGREED;
    if (!moved(in->c, after)) {
        return refuse(in, st, agreed ? "it moves no claim's day: it had lapsed, or has longer "
                                       "(foreldelsesloven § 28)"
                                     : "it moves no claim's day (foreldelsesloven)");
    }
    if ((agreed || f->kind == FACT_LIMITATION_EXTENDED) && !reached(after, f->until)) {
        return refuse(in, st, agreed ? "at most ten years beyond the day it would have lapsed "
                                       "(foreldelsesloven § 28)"
                                     : "at most ten years in all (foreldelsesloven § 10)");
    }
    return STATUS_OK;
}

int apply_limitation(const struct apply_input *in, struct events *out, struct status *st) {
    const struct fact *f = in->fact;
    struct krav_case after;
    int rc = check_until(in, st);
    if (rc) {
        return rc;
    }
    const uint32_t first = out->n;
    struct event *e = events_add(out, EVENT_LIMITATION_NOTED, f->legal_day);
    e->word = text_of(words_name(&limitation_note_kinds, (int)note_of(f->kind)));
    e->until = f->until;
    e->content = f->text_hash;
    e->document = f->document;
    rc = fold_copy(in, out, first, &after, st);
    return rc ? rc : check_moved(in, &after, st);
}

/* ---- what is lost ---------------------------------------------------------------------------- */

int apply_interest_lapsed(const struct apply_input *in, const struct krav_case *c, day on,
                          struct events *out, struct status *st) {
    ore more = 0;
    int rc = interest_lapsed_of(c, in->rates, on, &more, st);
    if (rc || more == 0) {
        return rc;
    }
    rc = on > c->interest_until ? apply_interest(in, c, on, out, st) : STATUS_OK;
    if (rc == STATUS_OK) {
        events_add(out, EVENT_INTEREST_LAPSED, on)->amount = more;
    }
    return rc;
}

/* A fee is waived by its kind and letter (case_fold): of several that are alike, the first that
 * is large enough.  Whichever that is not waits for the next look. */
static bool would_be_waived(const struct krav_case *c, uint32_t i) {
    const struct cost *cost = &c->costs[i];
    uint32_t k = 0;
    while (c->costs[k].fee != cost->fee || !hash_eq(&c->costs[k].key, &cost->key) ||
           cost_open(&c->costs[k]) < cost_open(cost)) {
        k++;
    }
    return k == i;
}

/* Costs that are lost while the claim lives, or was paid. */
static void costs_lapsed(const struct krav_case *c, day on, struct events *out) {
    for (uint32_t i = 0; i < c->n_costs; i++) {
        const struct cost *cost = &c->costs[i];
        const ore open = cost_open(cost);
        if (open > 0 && limitation_of_cost(c, i) < on && would_be_waived(c, i)) {
            struct event *e = events_add(out, EVENT_FEE_WAIVED, on);
            e->fee = cost->fee;
            e->owner = cost->owner;
            e->key = cost->key;
            e->claim = cost->claim;
            e->amount = open;
            e->word = TEXT("time_barred");
        }
    }
}

static bool is_old(const struct claim *claim, day today) {
    return claim->due != DAY_NONE &&
           limitation_lapses_after(claim->due, LIMITATION_YEARS) < today;
}

/* Nearly every case is too young for any of it; one more look at its claims, and the one that comes. */
static bool may_lose(const struct apply_input *in, day today) {
    bool old = in->claim && is_old(in->claim, today);
    for (uint32_t i = 0; i < in->c->n_claims && !old; i++) {
        old = is_old(&in->c->claims[i].claim, today);
    }
    return old;
}

/* A case of which a claim is lost waits for a person, who parts what is lost from what is not. */
int apply_lapsed(const struct apply_input *in, struct events *out, struct status *st) {
    const day today = in->fact->booked_day;
    struct krav_case c;
    if (!may_lose(in, today)) {
        return STATUS_OK;
    }
    const int rc = fold_copy(in, out, 0, &c, st);
    const day lapses = rc ? DAY_NONE : limitation_of_case(&c);
    if (rc || !case_is_open(&c) || (lapses != DAY_NONE && lapses < today)) {
        return rc;
    }
    costs_lapsed(&c, today, out);
    return apply_interest_lapsed(in, &c, today, out, st);
}
