/* movement.c - see movement.h. */
#include "domain/movement.h"

static const struct word kind_rows[] = {
    {MOVEMENT_PAYMENT, "payment", "innbetaling", "Money in, or a payment that the bank took back."},
    {MOVEMENT_PAYOUT, "payout", "utbetaling", "A transfer of ours to a creditor or a payer."},
    {MOVEMENT_OWN, "own", "byråets overføring", "Between the client account and the agency's own."},
    {MOVEMENT_CHARGE, "charge", "bankgebyr", "What the bank took for itself."},
};
const struct words movement_kinds = WORDS("movement kind", kind_rows);

bool movement_of_event(const struct event *e, struct movement *out) {
    *out = (struct movement){.kind = MOVEMENT_OWN, .day = e->day, .reference = e->ref};
    if (e->kind == EVENT_PAYOUT_SETTLED || e->kind == EVENT_REFUND_SETTLED) {
        out->kind = event_is_at_provider(e) ? MOVEMENT_OWN : MOVEMENT_PAYOUT;
        out->amount = -e->amount;
    } else if (e->kind == EVENT_REMITTED) {
        out->amount = -(e->total - e->amount + e->costs_agency);
        out->reference = (struct text){NULL, 0};
    } else if (e->kind == EVENT_SHORTAGE_COVERED) {
        out->amount = e->amount + e->costs_agency;
    } else if (e->kind == EVENT_REFUND_LOST) {
        out->amount = e->amount;
    }
    return out->amount != 0;
}

static bool has_same_reference(const struct movement *a, const struct movement *b) {
    return a->reference.len > 0 && text_eq(a->reference, b->reference);
}

/* Within one file the bank tells payments apart itself; between two, its references do. */
static enum likeness likeness(const struct movement *m, const struct movement *b) {
    const bool is_told_apart = m->reference.len > 0 && b->reference.len > 0 &&
                               !has_same_reference(m, b);
    if (m->amount != b->amount || !text_eq(m->kid, b->kid)) {
        return LIKE_NONE;
    }
    if (text_eq(m->door, b->door)) {
        return is_told_apart || text_eq(m->lot, b->lot) || m->amount < 0 ? LIKE_NONE : LIKE_TWIN;
    }
    if (b->confirmed.len > 0) {
        return LIKE_NONE; /* that door has told of it already: this is another */
    }
    return m->day == b->day || has_same_reference(m, b) ? LIKE_SAME
           : m->amount < 0                              ? LIKE_NONE
                                                        : LIKE_TWIN;
}

enum likeness movement_likeness(const struct movement *m, const struct movement *booked,
                                uint32_t n, const struct movement **which) {
    enum likeness best = LIKE_NONE;
    *which = NULL;
    for (uint32_t i = 0; i < n && best != LIKE_SAME; i++) {
        const enum likeness l = likeness(m, &booked[i]);
        if (l == LIKE_SAME || (l == LIKE_TWIN && best == LIKE_NONE)) {
            best = l;
            *which = &booked[i];
        }
    }
    return best;
}
