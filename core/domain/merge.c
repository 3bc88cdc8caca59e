/* merge.c - see merge.h.  The fold is in fold_merge.c. */
#include "domain/merge.h"

#include "base/check.h"
#include "domain/apply_money.h"
#include "domain/plan.h"

#define CASE_BYTES_MAX (16u << 20)

static bool letter_is_underway(const struct krav_case *c) {
    for (uint32_t i = 0; i < c->n_letters; i++) {
        if (c->letters[i].state == LETTER_COMPOSED) {
            return true;
        }
    }
    return false;
}

static bool refund_is_underway(const struct krav_case *c) {
    for (uint32_t i = 0; i < c->n_refunds; i++) {
        if (c->refunds[i].state == REFUND_UNDERWAY) {
            return true;
        }
    }
    return false;
}

enum merge_hindrance merge_hindrance(const struct krav_case *c) {
    const struct {
        bool holds;
        enum merge_hindrance hindrance;
    } all[] = {
        {!case_is_open(c) || c->n_claims == 0, MERGE_CLOSED},
        {c->separate_since != DAY_NONE, MERGE_SEPARATE},
        {c->disputed_since != DAY_NONE || c->rejected_since != DAY_NONE ||
             c->right_since != DAY_NONE, MERGE_OBJECTION},
        {c->held_since != DAY_NONE, MERGE_STOPPED},
        {plan_runs(&c->plan), MERGE_PLAN},
        {c->judged != DAY_NONE || c->n_filings > 0 || c->filing_asked.kind != 0, MERGE_COURT},
        {c->n_limitation_notes > 0 || c->interest_lapsed != 0, MERGE_LIMITATION},
        {c->costs_lost.since != DAY_NONE, MERGE_COSTS_LOST},
        {c->parked.len > 0, MERGE_PARKED},
        {c->answer.owed != DAY_NONE || c->answer.promised != DAY_NONE, MERGE_ANSWER},
        {letter_is_underway(c) || refund_is_underway(c) || inquiry_is_out(c), MERGE_UNDERWAY},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (all[i].holds) {
            return all[i].hindrance;
        }
    }
    return MERGE_FREE;
}

bool merge_too_large(const struct krav_case *a, const struct krav_case *b) {
    const uint32_t sums[] = {a->n_claims + b->n_claims, a->n_letters + b->n_letters,
        a->n_costs + b->n_costs, a->n_payments + b->n_payments, a->n_moves + b->n_moves,
        a->n_waivers + b->n_waivers, a->n_calls + b->n_calls, a->n_refunds + b->n_refunds,
        a->n_reversed + b->n_reversed, a->n_objections + b->n_objections,
        a->n_merged + b->n_merged + 1, a->n_inquiries + b->n_inquiries,
        a->n_acknowledged_before + b->n_acknowledged_before + 2};
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        if (sums[i] > CASE_LIST_MAX) {
            return true;
        }
    }
    return false;
}

struct hash merge_hash(const struct krav_case *c) {
    struct buf bytes;
    buf_init(&bytes, CASE_BYTES_MAX);
    record_write(&case_record, c, &bytes);
    ensure(!bytes.overflowed);
    const struct hash h = hash_of(buf_text(&bytes));
    buf_fini(&bytes);
    return h;
}

day merge_opened(const struct krav_case *c, const struct letter_note *l) {
    for (uint32_t i = 0; i < c->n_merged; i++) { /* what came with a case stands before that case */
        const struct merged_note *m = &c->merged[i];
        const int32_t claim = l->claim != 0 ? l->claim : l->claims_after + 1;
        if (claim >= m->first && claim < m->first + m->claims) {
            return m->opened;
        }
    }
    return c->opened;
}

/* ---- facts ----------------------------------------------------------------------------------- */

static int refuse(const struct apply_input *in, struct status *st, const char *why) {
    return status_fail(st, STATUS_REFUSED, "case %lld: merge: %s", (long long)in->c->id, why);
}

/* All that is owed as it is posted, and what was paid too much. */
static void carry(const struct krav_case *c, struct event *e) {
    e->principal = case_principal_open(c);
    e->interest = c->interest_accrued - c->interest_paid - c->interest_waived;
    e->costs_creditor = case_costs_open_of(c, OWNER_CREDITOR);
    e->costs_agency = case_costs_open_of(c, OWNER_AGENCY);
    e->costs_court = case_costs_open_of(c, OWNER_COURT);
    e->over = c->overpaid;
    e->amount = e->principal + e->interest + e->costs_creditor + e->costs_agency + e->costs_court;
    e->content = merge_hash(c);
}

int merge_leaving(const struct apply_input *in, struct events *out, struct krav_case *left,
                  struct status *st) {
    const uint32_t first = out->n;
    const day today = in->fact->booked_day;
    case_copy(in->c, out->arena, left);
    apply_withdraw_letters(left, today, TEXT(CLOSED_MERGED), out);
    int rc = apply_interest(in, left, today, out, st);
    for (uint32_t i = first; i < out->n && rc == STATUS_OK; i++) {
        rc = case_fold(left, &out->items[i], out->arena, st);
    }
    return rc;
}

int apply_merged_into(const struct apply_input *in, struct events *out, struct status *st) {
    struct krav_case left;
    if (in->fact->about == 0 || in->fact->about == in->c->id) {
        return refuse(in, st, "into which case is not said");
    }
    if (merge_hindrance(in->c) != MERGE_FREE) {
        return refuse(in, st, "the case is closed, or something of it stands in between");
    }
    const int rc = merge_leaving(in, out, &left, st);
    if (rc == STATUS_OK) {
        struct event *e = events_add(out, EVENT_MERGED_INTO, in->fact->booked_day);
        e->id = in->fact->about;
        carry(&left, e);
        events_add(out, EVENT_CLOSED, in->fact->booked_day)->word = TEXT(CLOSED_MERGED);
    }
    return rc;
}

int apply_merged(const struct apply_input *in, struct events *out, struct status *st) {
    const struct krav_case *from = in->merging;
    if (from == NULL || from->id == in->c->id || from->creditor != in->c->creditor ||
        from->debtor != in->c->debtor || !text_eq(from->department, in->c->department)) {
        return refuse(in, st, "it is not a case of the same creditor and debtor");
    }
    if (merge_hindrance(in->c) != MERGE_FREE || merge_hindrance(from) != MERGE_FREE ||
        merge_too_large(in->c, from)) {
        return refuse(in, st, "the case is closed, or something of it stands in between");
    }
    const int rc = apply_interest(in, in->c, in->fact->booked_day, out, st);
    if (rc == STATUS_OK) {
        struct event *e = events_add(out, EVENT_MERGED, in->fact->booked_day);
        e->id = from->id;
        e->claim = (int32_t)in->c->n_claims + 1;
        e->cases = arena_take(out->arena, sizeof *e->cases);
        case_copy(from, out->arena, e->cases);
        e->n_cases = 1;
        carry(from, e);
    }
    return rc;
}

int apply_keep_apart(const struct apply_input *in, struct events *out, struct status *st) {
    const bool ends = text_is(in->fact->reason, "ended");
    if (ends == (in->c->separate_since == DAY_NONE)) {
        return refuse(in, st, ends ? "it is not kept apart" : "it is kept apart already");
    }
    events_add(out, EVENT_KEPT_APART, in->fact->legal_day)->word = in->fact->reason;
    return STATUS_OK;
}
