/* fold.c - one event changes a case.  No tables, no clock: the event carries all it needs.
 *
 * Every function below refuses an event that cannot follow from the state: then the plan that
 * made it was wrong, and the step is not committed.  Money is in fold_money.c. */
#include "domain/fact.h"
#include "domain/fold_parts.h"

typedef int fold_fn(const struct folding *f);

int fold_impossible(const struct folding *f, const char *why) {
    return status_fail(f->st, STATUS_CORRUPT, "case %lld: event %s: %s", (long long)f->c->id,
                       words_name(&event_kinds, (int)f->e->kind), why);
}

static int fold_nothing(const struct folding *f) {
    (void)f;
    return STATUS_OK;
}

static int fold_opened(const struct folding *f) {
    if (f->c->opened != DAY_NONE) {
        return fold_impossible(f, "opened before");
    }
    f->c->opened = f->e->day;
    f->c->debtor = f->e->id;
    f->c->creditor = f->e->creditor;
    f->c->department = f->e->word;
    return STATUS_OK;
}

static int fold_claim_added(const struct folding *f) {
    if (f->e->n_claims != 1 || f->e->claims[0].principal <= 0) {
        return fold_impossible(f, "needs one claim with a positive principal");
    }
    if (f->c->n_claims >= CASE_LIST_MAX) {
        return fold_impossible(f, "too many claims");
    }
    struct claim_state *added =
        arena_push(f->arena, &f->c->claims, &f->c->n_claims, sizeof *added);
    added->claim = f->e->claims[0];
    added->claim.number = (int32_t)f->c->n_claims;
    added->open = added->claim.principal;
    return STATUS_OK;
}

static int fold_letter_taken_over(const struct folding *f) {
    struct letter_note *l =
        arena_push(f->arena, &f->c->letters, &f->c->n_letters, sizeof *l);
    l->kind = f->e->letter;
    l->state = LETTER_SENT;
    l->by = CHANNEL_LETTER;
    l->claim = f->e->claim;
    l->sent = f->e->day;
    l->deadline = f->e->until;
    l->fee = f->e->amount;
    l->key = f->e->key;
    return STATUS_OK;
}

static int fold_stage(const struct folding *f) {
    f->c->came_from = f->c->stage;
    f->c->stage = f->e->word;
    f->c->stage_since = f->e->day;
    f->c->stage_entries++;
    f->c->look_after_deadline = 0;
    return STATUS_OK;
}

/* New rules have another name for where the case stands (ref), or stood: nothing else happened. */
static int fold_stage_renamed(const struct folding *f) {
    if (text_eq(f->c->stage, f->e->ref)) {
        f->c->stage = f->e->word;
    }
    if (text_eq(f->c->came_from, f->e->ref)) {
        f->c->came_from = f->e->word;
    }
    return STATUS_OK;
}

static int fold_look_after(const struct folding *f) {
    f->c->look_after_deadline = f->e->days + 1;
    return STATUS_OK;
}

static int fold_letter_planned(const struct folding *f) {
    if (case_letter(f->c, &f->e->key)) {
        return fold_impossible(f, "the same letter twice");
    }
    struct letter_note *l =
        arena_push(f->arena, &f->c->letters, &f->c->n_letters, sizeof *l);
    l->key = f->e->key;
    l->kind = f->e->letter;
    l->state = LETTER_PLANNED;
    l->by = f->e->by;
    l->days = f->e->days;
    l->planned = f->e->day;
    l->stage_entry = f->c->stage_entries;
    return STATUS_OK;
}

static int fold_letter_state(const struct folding *f) {
    struct letter_note *l = NULL;
    for (uint32_t i = f->c->n_letters; i-- > 0 && !l;) {
        l = hash_eq(&f->c->letters[i].key, &f->e->key) ? &f->c->letters[i] : NULL;
    }
    if (!l) {
        return fold_impossible(f, "no such letter");
    }
    const bool waiting = l->state == LETTER_PLANNED || l->state == LETTER_COMPOSED;
    if (f->e->kind == EVENT_LETTER_COMPOSED && waiting) {
        l->state = LETTER_COMPOSED;
        l->composed = f->e->day;
        l->deadline = f->e->until;
        l->quote = f->e->amount;
        l->paid = 0;
        l->payments_before = (int32_t)f->c->n_payments;
        l->fee = f->e->costs_creditor + f->e->costs_agency;
        l->content = f->e->content;
        l->claims_upto = (int32_t)f->c->n_claims;
        l->by_2026 = text_is(f->e->word, EVENT_BY_2026);
        l->told = f->e->told;
    } else if (f->e->kind == EVENT_LETTER_SENT && l->state == LETTER_COMPOSED) {
        l->state = LETTER_SENT;
        l->sent = f->e->day;
        l->document = f->e->document;
        l->reference = f->e->ref;
        fold_answer_by_letter(f->c, l);
    } else if (f->e->kind == EVENT_LETTER_NOT_SENT && waiting) {
        l->state = LETTER_NOT_SENT;
        l->quote = 0;
    } else if (f->e->kind == EVENT_LETTER_WITHDRAWN && l->state == LETTER_PLANNED) {
        l->state = LETTER_WITHDRAWN;
    } else if (f->e->kind == EVENT_LETTER_RETURNED && l->state == LETTER_SENT) {
        l->state = LETTER_RETURNED;
    } else {
        return fold_impossible(f, "the letter is not in a state for that");
    }
    return STATUS_OK;
}

static int fold_dispute_opened(const struct folding *f) {
    f->c->disputed_since = f->e->day;
    f->c->dispute_reason = f->e->word;
    f->c->n_disputes++;
    return fold_objection_made(f);
}

static int fold_dispute_closed(const struct folding *f) {
    f->c->disputed_since = DAY_NONE;
    f->c->dispute_reason = (struct text){NULL, 0};
    const bool stands = text_is(f->e->ref, OUTCOME_REJECTED) ||
                        text_is(f->e->ref, OUTCOME_GROUNDLESS) ||
                        text_is(f->e->ref, OUTCOME_PARTLY);
    f->c->rejected_since = stands ? f->e->day : DAY_NONE;
    fold_objection_handled(f);
    return STATUS_OK;
}

static int fold_hold_set(const struct folding *f) {
    f->c->held_since = f->e->day;
    f->c->held_until = f->e->until;
    f->c->hold_why = f->e->word;
    return STATUS_OK;
}

static int fold_hold_ended(const struct folding *f) {
    f->c->held_since = f->c->held_until = DAY_NONE;
    f->c->hold_why = (struct text){NULL, 0};
    return STATUS_OK;
}

static int fold_creditor_asked(const struct folding *f) {
    f->c->creditor_asked = f->e->day;
    f->c->creditor_answer_due = f->e->until;
    return STATUS_OK;
}

static int fold_creditor_answered(const struct folding *f) {
    f->c->creditor_asked = f->c->creditor_answer_due = DAY_NONE;
    return STATUS_OK;
}

static int fold_deferred(const struct folding *f) {
    f->c->deferred_until = f->e->until;
    f->c->deferred_on = f->e->day;
    return STATUS_OK;
}

static int fold_judged(const struct folding *f) {
    f->c->judged = f->e->day;
    f->c->judgment = f->e->word;
    return STATUS_OK;
}

/* Each may start a new period, so the earlier ones are kept. */
static int fold_acknowledged(const struct folding *f) {
    struct krav_case *c = f->c;
    if (c->n_acknowledged_before >= CASE_LIST_MAX) {
        return fold_impossible(f, "too many acknowledgements");
    }
    if (c->acknowledged != DAY_NONE) {
        struct acknowledgement *before = arena_push(
            f->arena, &c->acknowledged_before, &c->n_acknowledged_before, sizeof *before);
        before->day = c->acknowledged;
    }
    c->acknowledged = f->e->day;
    return STATUS_OK;
}

static int fold_parked(const struct folding *f) {
    f->c->parked = f->e->word;
    return STATUS_OK;
}

static int fold_resumed(const struct folding *f) {
    f->c->parked = (struct text){NULL, 0};
    return STATUS_OK;
}

static int fold_closed(const struct folding *f) {
    if (!case_is_open(f->c)) {
        return fold_impossible(f, "closed before");
    }
    f->c->closed = f->e->day;
    f->c->close_why = f->e->word;
    return STATUS_OK;
}

static int fold_reopened(const struct folding *f) {
    f->c->closed = DAY_NONE;
    f->c->close_why = (struct text){NULL, 0};
    return STATUS_OK;
}

/* An event without a row is a word of the design that this build never makes. */
static fold_fn *const folds[EVENT_KINDS] = {
    [EVENT_CASE_OPENED] = fold_opened,
    [EVENT_CLAIM_ADDED] = fold_claim_added,
    [EVENT_CLAIM_REDUCED] = fold_claim_reduced,
    [EVENT_LETTER_TAKEN_OVER] = fold_letter_taken_over,
    [EVENT_INTEREST_ACCRUED] = fold_interest,
    [EVENT_FEE_CHARGED] = fold_fee_charged,
    [EVENT_FEE_WAIVED] = fold_fee_waived,
    [EVENT_PAYMENT_ALLOCATED] = fold_payment,
    [EVENT_PAYMENT_UNDONE] = fold_payment_undone,
    [EVENT_REMAINDER_WAIVED] = fold_given_up,
    [EVENT_WRITTEN_OFF] = fold_given_up,
    [EVENT_STAGE_ENTERED] = fold_stage,
    [EVENT_STAGE_RENAMED] = fold_stage_renamed,
    [EVENT_LOOK_AFTER_DEADLINE] = fold_look_after,
    [EVENT_LETTER_PLANNED] = fold_letter_planned,
    [EVENT_LETTER_COMPOSED] = fold_letter_state,
    [EVENT_LETTER_SENT] = fold_letter_state,
    [EVENT_LETTER_NOT_SENT] = fold_letter_state,
    [EVENT_LETTER_WITHDRAWN] = fold_letter_state,
    [EVENT_LETTER_RETURNED] = fold_letter_state,
    [EVENT_DISPUTE_OPENED] = fold_dispute_opened,
    [EVENT_DISPUTE_CLOSED] = fold_dispute_closed,
    [EVENT_HOLD_SET] = fold_hold_set,
    [EVENT_HOLD_ENDED] = fold_hold_ended,
    [EVENT_CONTACTED] = fold_nothing,
    [EVENT_MESSAGE_NOTED] = fold_nothing,
    [EVENT_NOTED] = fold_nothing,
    [EVENT_TASK_RAISED] = fold_nothing,
    [EVENT_PLAN_AGREED] = fold_plan_agreed,
    [EVENT_PLAN_OFFERED] = fold_plan_offered,
    [EVENT_PLAN_ADJUSTED] = fold_plan_adjusted,
    [EVENT_PLAN_BROKEN] = fold_plan_ended,
    [EVENT_PLAN_ENDED] = fold_plan_ended,
    [EVENT_DEFERRED] = fold_deferred,
    [EVENT_JUDGED] = fold_judged,
    [EVENT_ACKNOWLEDGED] = fold_acknowledged,
    [EVENT_PERSON_CHANGED] = fold_nothing,
    [EVENT_PAID_BEFORE] = fold_paid_before,
    [EVENT_REMAINDER_RESTORED] = fold_restored,
    [EVENT_CREDITOR_ASKED] = fold_creditor_asked,
    [EVENT_CREDITOR_ANSWERED] = fold_creditor_answered,
    [EVENT_PARKED] = fold_parked,
    [EVENT_RESUMED] = fold_resumed,
    [EVENT_CLOSED] = fold_closed,
    [EVENT_REOPENED] = fold_reopened,
    [EVENT_REVERSED] = fold_reversed,
    [EVENT_REFUNDED] = fold_refunded,
    [EVENT_REFUND_SETTLED] = fold_refund_ended,
    [EVENT_REFUND_REOPENED] = fold_refund_ended,
    [EVENT_REFUND_LOST] = fold_refund_lost,
    [EVENT_CALL_ASKED] = fold_call_asked,
    [EVENT_CALLED] = fold_called,
    [EVENT_CALL_ENDED] = fold_call_ended,
    [EVENT_FILING_ASKED] = fold_filing_asked,
    [EVENT_FILED] = fold_filed,
    [EVENT_FILING_ENDED] = fold_filing_ended,
    [EVENT_ANSWER_OWED] = fold_answer_owed,
    [EVENT_ANSWERED] = fold_answered,
    [EVENT_COSTS_LOST] = fold_costs_lost,
    [EVENT_COSTS_RESTORED] = fold_costs_restored,
    [EVENT_FEE_RESTORED] = fold_fee_restored,
    [EVENT_NOTICE_SERVED] = fold_notice_served,
    [EVENT_LIMITATION_NOTED] = fold_limitation_noted,
    [EVENT_INTEREST_LAPSED] = fold_interest_lapsed,
    [EVENT_MERGED] = fold_merged,
    [EVENT_MERGED_INTO] = fold_merged_into,
    [EVENT_KEPT_APART] = fold_kept_apart,
    [EVENT_MANDATE_SET] = fold_mandate,
    [EVENT_DEBIT_ASKED] = fold_debit_asked,
    [EVENT_DEBIT_DELETED] = fold_debit_ended,
    [EVENT_DEBIT_NOT_TAKEN] = fold_debit_ended,
    [EVENT_DEBIT_PAID] = fold_debit_ended,
    [EVENT_INQUIRY_ASKED] = fold_inquiry_asked,
    [EVENT_INQUIRY_ENDED] = fold_inquiry_answered,
    [EVENT_SCORE_NOTED] = fold_inquiry_answered,
    [EVENT_WASH_NOTED] = fold_inquiry_answered,
};

int case_fold(struct krav_case *c, const struct event *e, struct arena *arena, struct status *st) {
    const struct folding f = {c, e, arena, st};
    if (e->kind <= 0 || e->kind >= EVENT_KINDS || !folds[e->kind]) {
        return fold_impossible(&f, "this build does not know it");
    }
    fold_offer_lapses(&f);
    return folds[e->kind](&f);
}

int case_fold_step(struct krav_case *c, const struct event *events, uint32_t n,
                   struct arena *arena, struct status *st) {
    for (uint32_t i = 0; i < n; i++) {
        const int rc = case_fold(c, &events[i], arena, st);
        if (rc) {
            return rc;
        }
    }
    c->steps++;
    return STATUS_OK;
}
