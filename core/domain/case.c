/* case.c - what a case says of itself; the fold is in fold.c. */
#include "domain/case.h"

#include <string.h>

#include "domain/step.h"

static void *copy_list(struct arena *arena, const void *items, uint32_t n, size_t size) {
    if (n == 0) {
        return NULL;
    }
    void *copy = arena_take_n(arena, n, size);
    memcpy(copy, items, n * size);
    return copy;
}

void case_copy(const struct krav_case *from, struct arena *arena, struct krav_case *to) {
    *to = *from;
    to->claims = copy_list(arena, from->claims, from->n_claims, sizeof *to->claims);
    to->moves = copy_list(arena, from->moves, from->n_moves, sizeof *to->moves);
    to->letters = copy_list(arena, from->letters, from->n_letters, sizeof *to->letters);
    to->costs = copy_list(arena, from->costs, from->n_costs, sizeof *to->costs);
    to->payments = copy_list(arena, from->payments, from->n_payments, sizeof *to->payments);
    to->waivers = copy_list(arena, from->waivers, from->n_waivers, sizeof *to->waivers);
    to->acknowledged_before = copy_list(arena, from->acknowledged_before,
                                        from->n_acknowledged_before,
                                        sizeof *to->acknowledged_before);
    to->calls = copy_list(arena, from->calls, from->n_calls, sizeof *to->calls);
    to->refunds = copy_list(arena, from->refunds, from->n_refunds, sizeof *to->refunds);
    to->reversed = copy_list(arena, from->reversed, from->n_reversed, sizeof *to->reversed);
    to->filings = copy_list(arena, from->filings, from->n_filings, sizeof *to->filings);
    to->objections = copy_list(arena, from->objections, from->n_objections,
                               sizeof *to->objections);
    to->limitation_notes = copy_list(arena, from->limitation_notes, from->n_limitation_notes,
                                     sizeof *to->limitation_notes);
    to->merged = copy_list(arena, from->merged, from->n_merged, sizeof *to->merged);
    to->debits = copy_list(arena, from->debits, from->n_debits, sizeof *to->debits);
    to->inquiries = copy_list(arena, from->inquiries, from->n_inquiries, sizeof *to->inquiries);
}

ore case_interest_open(const struct krav_case *c, ore interest_total) {
    return money_max(0, interest_total - c->interest_paid - c->interest_waived);
}

ore case_principal_open(const struct krav_case *c) {
    ore sum = 0;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        sum = money_add(sum, c->claims[i].open);
    }
    return sum;
}

ore case_costs_open_of(const struct krav_case *c, enum owner owner) {
    ore sum = 0;
    for (uint32_t i = 0; i < c->n_costs; i++) {
        const struct cost *cost = &c->costs[i];
        if (cost->owner == owner) {
            sum = money_add(sum, cost_open(cost));
        }
    }
    return sum;
}

ore case_costs_open(const struct krav_case *c) {
    return case_costs_open_of(c, OWNER_CREDITOR) + case_costs_open_of(c, OWNER_AGENCY) +
           case_costs_open_of(c, OWNER_COURT);
}

const struct claim_state *case_claim(const struct krav_case *c, int32_t number) {
    return number >= 1 && (uint32_t)number <= c->n_claims ? &c->claims[number - 1] : NULL;
}

const struct letter_note *case_letter(const struct krav_case *c, const struct hash *key) {
    for (uint32_t i = c->n_letters; i-- > 0;) {
        if (hash_eq(&c->letters[i].key, key)) {
            return &c->letters[i];
        }
    }
    return NULL;
}

const struct letter_note *case_last_sent(const struct krav_case *c, enum letter_kind kind) {
    const struct letter_note *last = NULL;
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if (l->kind == kind && l->state == LETTER_SENT && (!last || l->sent >= last->sent)) {
            last = l;
        }
    }
    return last;
}

bool letter_covers(const struct letter_note *l, int32_t claim) {
    return l->claim ? l->claim == claim : claim > l->claims_after && claim <= l->claims_upto;
}

int case_letters_of(const struct krav_case *c, enum letter_kind kind) {
    int n = 0;
    for (uint32_t i = 0; i < c->n_letters; i++) {
        n += c->letters[i].kind == kind && c->letters[i].stage_entry > 0;
    }
    return n;
}

const struct filing_note *case_filing_pending(const struct krav_case *c) {
    for (uint32_t i = c->n_filings; i-- > 0;) {
        if (c->filings[i].ended == DAY_NONE) {
            return &c->filings[i];
        }
    }
    return NULL;
}

bool case_set_aside(const struct krav_case *c, struct text source) {
    bool found = false;
    for (uint32_t i = 0; i < c->n_payments && !found; i++) {
        found = c->payments[i].aside && text_eq(c->payments[i].source, source);
    }
    return found;
}

const struct refund_note *case_refund(const struct krav_case *c) {
    for (uint32_t i = c->n_refunds; i-- > 0;) {
        if (c->refunds[i].state != REFUND_REOPENED) {
            return &c->refunds[i];
        }
    }
    return NULL;
}

bool case_filing_asked(const struct krav_case *c, enum filing_kind kind, day today) {
    return kind != 0 && c->filing_asked.kind == kind &&
           today < c->filing_asked.on + FILING_ASK_DAYS;
}

enum phase case_phase(const struct krav_case *c) {
    if (!case_is_open(c)) {
        return PHASE_CLOSED;
    }
    if (c->judged != DAY_NONE || case_filing_pending(c)) {
        return PHASE_LEGAL;
    }
    for (uint32_t i = 0; i < c->n_costs; i++) {
        if (c->costs[i].fee == FEE_HEAVY) {
            return PHASE_HEAVY;
        }
    }
    if (case_last_sent(c, LETTER_PAYMENT_DEMAND)) {
        return PHASE_COLLECTION;
    }
    return case_last_sent(c, LETTER_COLLECTION_NOTICE) ? PHASE_NOTICE : PHASE_BEFORE;
}
