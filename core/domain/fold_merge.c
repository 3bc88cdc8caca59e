/* fold_merge.c - what a merge makes of two cases (see merge.h). */
#include "domain/merge.h"

#include <string.h>

#include "base/check.h"
#include "domain/fold_parts.h"

/* A case that others' claims come to, and what they are counted from there. */
struct joining {
    struct krav_case *c;
    const struct krav_case *from;
    struct arena *arena;
    int32_t claims, payments, letters; /* that were there before */
};

/* Room for `n` items more, behind those that are there; NULL if n is 0. */
static void *room_for(struct arena *arena, void *items_ptr, uint32_t *n_items, uint32_t n,
                      size_t size) {
    void *old;
    memcpy(&old, items_ptr, sizeof old);
    char *items = arena_take_n(arena, *n_items + n + 1u, size);
    if (*n_items > 0) {
        memcpy(items, old, *n_items * size);
    }
    void *added = items + *n_items * size;
    memcpy(items_ptr, &items, sizeof items);
    *n_items += n;
    return added;
}

static void join_claims(const struct joining *j) {
    const struct krav_case *from = j->from;
    struct claim_state *claims = room_for(j->arena, &j->c->claims, &j->c->n_claims, from->n_claims,
                                          sizeof *claims);
    for (uint32_t i = 0; i < from->n_claims; i++) {
        struct claim *claim = &claims[i].claim;
        claims[i] = from->claims[i];
        claim->number += j->claims;
        claim->lot = (claim->lot > 0 ? claim->lot : 1) + j->claims;
    }
    struct principal_move *moves = room_for(j->arena, &j->c->moves, &j->c->n_moves, from->n_moves,
                                            sizeof *moves);
    for (uint32_t i = 0; i < from->n_moves; i++) {
        moves[i] = from->moves[i];
        moves[i].claim += j->claims;
        moves[i].payment += moves[i].payment > 0 ? j->payments : 0;
    }
}

/* Of what came along no stage here knows: a letter's or a call's stage is below zero. */
static int32_t elsewhere(int32_t stage_entry) { return stage_entry > 0 ? -stage_entry : stage_entry; }

static void join_letters(const struct joining *j) {
    const struct krav_case *from = j->from;
    struct letter_note *letters = room_for(j->arena, &j->c->letters, &j->c->n_letters,
                                           from->n_letters, sizeof *letters);
    for (uint32_t i = 0; i < from->n_letters; i++) {
        struct letter_note *l = &letters[i];
        *l = from->letters[i];
        l->stage_entry = elsewhere(l->stage_entry);
        l->payments_before += j->payments;
        l->claim += l->claim > 0 ? j->claims : 0;
        if (l->claims_upto > 0) {
            l->claims_after += j->claims;
            l->claims_upto += j->claims;
        }
    }
    struct call_note *calls = room_for(j->arena, &j->c->calls, &j->c->n_calls, from->n_calls,
                                       sizeof *calls);
    for (uint32_t i = 0; i < from->n_calls; i++) {
        calls[i] = from->calls[i];
        calls[i].stage_entry = elsewhere(calls[i].stage_entry);
    }
}

/* Costs are paid in the order they were charged, so that is how they stand. */
static void join_costs(const struct joining *j) {
    const struct krav_case *from = j->from;
    struct cost *costs = room_for(j->arena, &j->c->costs, &j->c->n_costs, from->n_costs,
                                  sizeof *costs);
    const uint32_t here = j->c->n_costs - from->n_costs;
    ensure(costs == j->c->costs + here);
    for (uint32_t i = 0; i < from->n_costs; i++) {
        struct cost added = from->costs[i];
        added.claim += added.claim > 0 ? j->claims : 0;
        uint32_t at = here + i;
        for (; at > 0 && j->c->costs[at - 1].charged > added.charged; at--) {
            j->c->costs[at] = j->c->costs[at - 1];
        }
        j->c->costs[at] = added;
    }
}

/* A payment that came before counts towards the letters that were beside it then, and no others. */
static void bind(struct payment_note *p, int32_t before, uint32_t n_letters) {
    p->letters_upto = before + (p->letters_upto > 0 ? p->letters_upto : (int32_t)n_letters);
    p->letters_from += before;
}

static void join_payments(const struct joining *j) {
    struct krav_case *c = j->c;
    const struct krav_case *from = j->from;
    struct payment_note *payments = room_for(j->arena, &c->payments, &c->n_payments,
                                             from->n_payments, sizeof *payments);
    for (int32_t i = 0; i < j->payments; i++) {
        bind(&c->payments[i], 0, (uint32_t)j->letters);
    }
    for (uint32_t i = 0; i < from->n_payments; i++) {
        payments[i] = from->payments[i];
        bind(&payments[i], j->letters, from->n_letters);
    }
    struct waiver *waivers = room_for(j->arena, &c->waivers, &c->n_waivers, from->n_waivers,
                                      sizeof *waivers);
    struct refund_note *refunds = room_for(j->arena, &c->refunds, &c->n_refunds, from->n_refunds,
                                           sizeof *refunds);
    struct reversed_note *reversed = room_for(j->arena, &c->reversed, &c->n_reversed,
                                              from->n_reversed, sizeof *reversed);
    for (uint32_t i = 0; i < from->n_waivers; i++) {
        waivers[i] = from->waivers[i];
    }
    for (uint32_t i = 0; i < from->n_refunds; i++) {
        refunds[i] = from->refunds[i];
    }
    for (uint32_t i = 0; i < from->n_reversed; i++) {
        reversed[i] = from->reversed[i];
    }
}

static void acknowledge(const struct joining *j, day on, int32_t after, int32_t upto) {
    struct krav_case *c = j->c;
    struct acknowledgement *a = arena_push(j->arena, &c->acknowledged_before,
                                           &c->n_acknowledged_before, sizeof *a);
    *a = (struct acknowledgement){on, after, upto};
}

/* What the debtor acknowledged is acknowledged, and no more (foreldelsesloven § 14). */
static void join_acknowledgements(const struct joining *j) {
    struct krav_case *c = j->c;
    const struct krav_case *from = j->from;
    const int32_t theirs = j->claims + (int32_t)from->n_claims;
    for (uint32_t i = 0; i < c->n_acknowledged_before; i++) {
        struct acknowledgement *a = &c->acknowledged_before[i];
        a->claims_upto = a->claims_upto > 0 ? a->claims_upto : j->claims;
    }
    if (c->acknowledged != DAY_NONE) {
        acknowledge(j, c->acknowledged, 0, j->claims);
        c->acknowledged = DAY_NONE;
    }
    for (uint32_t i = 0; i < from->n_acknowledged_before; i++) {
        const struct acknowledgement *a = &from->acknowledged_before[i];
        acknowledge(j, a->day, a->claims_after + j->claims,
                    a->claims_upto > 0 ? a->claims_upto + j->claims : theirs);
    }
    if (from->acknowledged != DAY_NONE) {
        acknowledge(j, from->acknowledged, j->claims, theirs);
    }
}

static day later(day a, day b) { return a > b ? a : b; }

static void join_rest(const struct joining *j) {
    struct krav_case *c = j->c;
    const struct krav_case *from = j->from;
    struct objection *objections = room_for(j->arena, &c->objections, &c->n_objections,
                                            from->n_objections, sizeof *objections);
    for (uint32_t i = 0; i < from->n_objections; i++) {
        objections[i] = from->objections[i];
    }
    struct inquiry_note *inquiries = room_for(j->arena, &c->inquiries, &c->n_inquiries,
                                              from->n_inquiries, sizeof *inquiries);
    for (uint32_t i = 0; i < from->n_inquiries; i++) {
        inquiries[i] = from->inquiries[i];
    }
    c->n_disputes += from->n_disputes;
    c->n_plans_broken += from->n_plans_broken;
    c->interest_accrued += from->interest_accrued;
    c->interest_paid += from->interest_paid;
    c->interest_waived += from->interest_waived;
    c->interest_lapsed += from->interest_lapsed;
    c->interest_until = later(c->interest_until, from->interest_until);
    c->overpaid += from->overpaid;
    c->written_off += from->written_off;
    c->paid_before += from->paid_before;
    c->paid_before_on = later(c->paid_before_on, from->paid_before_on);
    c->deferred_on = later(c->deferred_on, from->deferred_on);
    c->deferred_until = later(c->deferred_until, from->deferred_until);
    c->creditor_asked = later(c->creditor_asked, from->creditor_asked);
    c->creditor_answer_due = later(c->creditor_answer_due, from->creditor_answer_due);
}

/* Cases that came to `from` before stand before it: the first that holds a claim brought it. */
static void join_names(const struct joining *j, day on) {
    struct krav_case *c = j->c;
    for (uint32_t i = 0; i < j->from->n_merged; i++) {
        struct merged_note *m = arena_push(j->arena, &c->merged, &c->n_merged, sizeof *m);
        *m = j->from->merged[i];
        m->first += j->claims;
    }
    struct merged_note *m = arena_push(j->arena, &c->merged, &c->n_merged, sizeof *m);
    *m = (struct merged_note){j->from->id, on, j->from->opened, j->claims + 1,
        (int32_t)j->from->n_claims};
}

static void join(struct krav_case *c, const struct krav_case *from, day on, struct arena *arena) {
    const struct joining j = {c, from, arena, (int32_t)c->n_claims, (int32_t)c->n_payments,
        (int32_t)c->n_letters};
    join_claims(&j);
    join_payments(&j);
    join_letters(&j);
    join_costs(&j);
    join_acknowledgements(&j);
    join_rest(&j);
    join_names(&j, on);
}

void merge_joined(const struct krav_case *c, const struct krav_case *other, struct arena *arena,
                  struct krav_case *both) {
    case_copy(c, arena, both);
    join(both, other, both->opened, arena);
}

/* ---- the events ------------------------------------------------------------------------------ */

static bool carries(const struct event *e, const struct krav_case *c) {
    const struct hash h = merge_hash(c);
    return hash_eq(&h, &e->content) && e->principal == case_principal_open(c) &&
           e->interest == c->interest_accrued - c->interest_paid - c->interest_waived &&
           e->costs_creditor == case_costs_open_of(c, OWNER_CREDITOR) &&
           e->costs_agency == case_costs_open_of(c, OWNER_AGENCY) &&
           e->costs_court == case_costs_open_of(c, OWNER_COURT) && e->over == c->overpaid;
}

int fold_merged(const struct folding *f) {
    const struct krav_case *from = f->e->cases;
    if (f->e->n_cases != 1 || from->id != f->e->id || from->id == f->c->id ||
        from->creditor != f->c->creditor || from->debtor != f->c->debtor ||
        f->e->claim != (int32_t)f->c->n_claims + 1) {
        return fold_impossible(f, "it brings no other case of the same creditor and debtor");
    }
    if (!carries(f->e, from)) {
        return fold_impossible(f, "it is not what it says it brings");
    }
    if (merge_hindrance(f->c) != MERGE_FREE || merge_hindrance(from) != MERGE_FREE ||
        merge_too_large(f->c, from)) {
        return fold_impossible(f, "these two cannot be one");
    }
    join(f->c, from, f->e->day, f->arena);
    return STATUS_OK;
}

/* What went along is there now; here stands where to. */
int fold_merged_into(const struct folding *f) {
    const struct krav_case was = *f->c;
    if (f->e->id == 0 || f->e->id == was.id || merge_hindrance(&was) != MERGE_FREE) {
        return fold_impossible(f, "it cannot go there");
    }
    if (!carries(f->e, &was)) {
        return fold_impossible(f, "it is not what stands here");
    }
    *f->c = (struct krav_case){.id = was.id, .creditor = was.creditor, .debtor = was.debtor,
        .department = was.department, .opened = was.opened, .stage = was.stage,
        .came_from = was.came_from, .stage_since = was.stage_since,
        .stage_entries = was.stage_entries, .steps = was.steps, .merged_into = f->e->id};
    return STATUS_OK;
}

int fold_kept_apart(const struct folding *f) {
    const bool ends = text_is(f->e->word, "ended");
    if (ends == (f->c->separate_since == DAY_NONE)) {
        return fold_impossible(f, ends ? "it was not kept apart" : "it is kept apart already");
    }
    f->c->separate_since = ends ? DAY_NONE : f->e->day;
    return STATUS_OK;
}
