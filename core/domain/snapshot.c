/* snapshot.c - what follows from a case's state on a day; the words for it are in
 * snapshot_fields.c. */
#include "domain/snapshot.h"

#include "domain/identity.h"
#include "domain/interest_lapse.h"
#include "domain/limitation.h"
#include "domain/plan.h"

/* Did every open claim get a letter of this kind whose deadline has passed? */
static bool all_missed(const struct krav_case *c, enum letter_kind kind, day today) {
    bool any = false;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        if (c->claims[i].open == 0) {
            continue;
        }
        bool missed = false;
        for (uint32_t j = 0; j < c->n_letters && !missed; j++) {
            const struct letter_note *l = &c->letters[j];
            missed = l->kind == kind && l->state == LETTER_SENT && l->deadline != DAY_NONE &&
                     today > l->deadline && letter_covers(l, c->claims[i].claim.number);
        }
        if (!missed) {
            return false;
        }
        any = true;
    }
    return any;
}

static void letters_of_stage(struct snapshot *s) {
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        const struct letter_note *l = &s->c->letters[i];
        if (l->stage_entry != s->c->stage_entries || l->stage_entry == 0) {
            continue;
        }
        if (l->state == LETTER_PLANNED || l->state == LETTER_COMPOSED) {
            s->letter_waiting = true;
        } else if (l->state == LETTER_SENT && l->deadline > s->deadline) {
            s->deadline = l->deadline;
        }
    }
}

static void plan_of(struct snapshot *s) {
    const struct plan *p = &s->c->plan;
    const int32_t grace = s->agreement ? s->agreement->grace_bank_days : 0;
    s->plan_runs = plan_runs(p);
    if (s->plan_runs && plan_next(p) <= p->parts) {
        s->plan_next = plan_due(p, plan_next(p));
        s->plan_missed = !s->settled && s->today >= plan_missed_from(p, grace);
    }
}

/* The day on which the debtor bound himself, as near as the claim tells. */
static day arose(const struct claim *claim) {
    const day told = claim->issued != DAY_NONE ? claim->issued : claim->due;
    return claim->delivered != DAY_NONE && claim->delivered < told ? claim->delivered : told;
}

static bool is_minor(const struct snapshot *s) {
    const struct text id = s->debtor ? s->debtor->identity : (struct text){NULL, 0};
    bool minor = identity_minor(id, s->today);
    for (uint32_t i = 0; i < s->c->n_claims && !minor; i++) {
        const struct claim_state *claim = &s->c->claims[i];
        minor = (claim->open > 0 || s->principal_open == 0) &&
                identity_minor(id, arose(&claim->claim));
    }
    return minor;
}

int snapshot_make(const struct snapshot_input *in, struct snapshot *out, struct status *st) {
    const struct krav_case *c = in->c;
    *out = (struct snapshot){.today = in->today, .fact = in->fact, .c = c, .debtor = in->debtor,
        .creditor = in->creditor, .agreement = in->agreement};
    ore interest = 0;
    int rc = interest_of_case(c, in->rates, in->today, &interest, st);
    if (rc) {
        return rc;
    }
    out->principal_open = case_principal_open(c);
    out->costs_open = case_costs_open(c);
    out->lapses = limitation_of_case(c);
    out->barred = out->lapses != DAY_NONE && in->today > out->lapses;
    ore lost = 0;
    rc = interest_lapsed_of(c, in->rates, in->today, &lost, st);
    if (rc) {
        return rc;
    }
    out->interest_open = case_interest_open(c, interest - lost);
    out->open = out->principal_open + out->costs_open + out->interest_open;
    out->settled = c->n_claims > 0 && out->open == 0;
    out->disputed = c->disputed_since != DAY_NONE;
    out->held = c->held_since != DAY_NONE &&
                (c->held_until == DAY_NONE || in->today <= c->held_until);
    letters_of_stage(out);
    out->deadline_missed = out->deadline != DAY_NONE && in->today > out->deadline &&
                           !out->letter_waiting && !out->settled;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const struct claim_state *s = &c->claims[i];
        if (s->open > 0 && (out->oldest_due == DAY_NONE || s->claim.due < out->oldest_due)) {
            out->oldest_due = s->claim.due;
        }
    }
    out->notice_missed = all_missed(c, LETTER_COLLECTION_NOTICE, in->today);
    out->reminder_missed = all_missed(c, LETTER_REMINDER, in->today);
    out->demand_missed = all_missed(c, LETTER_PAYMENT_DEMAND, in->today);
    out->legal_notice_missed = all_missed(c, LETTER_LEGAL_NOTICE, in->today);
    out->deferred = c->deferred_until != DAY_NONE && in->today <= c->deferred_until;
    plan_of(out);
    out->phase = case_phase(c);
    out->minor = is_minor(out);
    return STATUS_OK;
}
