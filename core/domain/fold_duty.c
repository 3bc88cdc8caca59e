/* fold_duty.c - what events of duties change in a case: answers, costs that are lost, objections. */
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/fold_parts.h"

/* ---- answers --------------------------------------------------------------------------------- */

/* The oldest message that waits decides. */
int fold_answer_owed(const struct folding *f) {
    struct answer_clock *a = &f->c->answer;
    if (f->e->until < f->e->day) {
        return fold_impossible(f, "an answer cannot be due before it is owed");
    }
    a->owed = a->owed == DAY_NONE ? f->e->day : a->owed;
    a->due = a->due == DAY_NONE || f->e->until < a->due ? f->e->until : a->due;
    return STATUS_OK;
}

int fold_answered(const struct folding *f) {
    f->c->answer = (struct answer_clock){0};
    return STATUS_OK;
}

/* A provisional answer names the day of the real one; the real one ends it. */
void fold_answer_by_letter(struct krav_case *c, const struct letter_note *sent) {
    if (sent->kind == LETTER_PROVISIONAL_ANSWER) {
        c->answer.promised = sent->deadline;
        c->answer.due = c->answer.owed != DAY_NONE ? sent->deadline : DAY_NONE;
    } else if (sent->kind == LETTER_DISPUTE_ANSWER) {
        c->answer = (struct answer_clock){0};
    }
}

/* ---- costs ----------------------------------------------------------------------------------- */

/* What loses all outlasts what loses a part. */
int fold_costs_lost(const struct folding *f) {
    struct costs_lost *lost = &f->c->costs_lost;
    const bool agency_only = f->e->owner == OWNER_AGENCY;
    if (f->e->word.len == 0) {
        return fold_impossible(f, "needs a reason");
    }
    if (lost->since == DAY_NONE || (lost->agency_only && !agency_only)) {
        *lost = (struct costs_lost){f->e->day, f->e->word, agency_only};
    }
    return STATUS_OK;
}

int fold_costs_restored(const struct folding *f) {
    f->c->costs_lost = (struct costs_lost){0};
    return STATUS_OK;
}

/* One that was lost is owed again: the very amount that was taken away then. */
int fold_fee_restored(const struct folding *f) {
    for (uint32_t i = 0; i < f->c->n_costs; i++) {
        struct cost *cost = &f->c->costs[i];
        if (cost->fee == f->e->fee && hash_eq(&cost->key, &f->e->key) &&
            cost->claim == f->e->claim && f->e->amount > 0 && f->e->amount == cost->lost) {
            cost->waived -= cost->lost;
            cost->lost = 0;
            cost->restored_on = f->e->day;
            return STATUS_OK;
        }
    }
    return fold_impossible(f, "no such fee was lost");
}

void fold_fee_lost(struct cost *cost, const struct event *e) {
    cost->lost += e->amount;
    cost->lost_on = e->day;
    cost->lost_why = e->word;
    cost->lost_by = e->ref;
    cost->restored_on = DAY_NONE;
}

/* ---- objections ------------------------------------------------------------------------------ */

int fold_objection_made(const struct folding *f) {
    if (f->c->n_objections >= CASE_LIST_MAX) {
        return fold_impossible(f, "too many objections");
    }
    struct objection *o =
        arena_push(f->arena, &f->c->objections, &f->c->n_objections, sizeof *o);
    *o = (struct objection){.made = f->e->day, .what = f->e->word, .words = f->e->content};
    return STATUS_OK;
}

/* Of one that was right nothing is collected until the claim was credited, or it was decided anew
 * that it was right in part only; and the case bears no costs any more. */
static void objection_was_right(struct krav_case *c, const struct event *e) {
    const bool upheld = text_is(e->ref, OUTCOME_UPHELD);
    const bool partly = text_is(e->ref, OUTCOME_PARTLY);
    if (upheld || partly) {
        c->upheld_since = upheld ? e->day : DAY_NONE;
        c->right_since = c->right_since == DAY_NONE ? e->day : c->right_since;
    }
}

/* What is left after the creditor's credit note is undisputed. */
void fold_claim_credited(const struct folding *f) {
    if (text_is(f->e->word, words_name(&fact_kinds, FACT_CREDIT_NOTE))) {
        f->c->upheld_since = DAY_NONE;
    }
}

/* That credit note was a mistake: the objection stands as it was answered. */
void fold_credit_taken_back(const struct folding *f) {
    struct krav_case *c = f->c;
    const struct objection *last = c->n_objections > 0 ? &c->objections[c->n_objections - 1] : NULL;
    if (last != NULL && text_is(last->outcome, OUTCOME_UPHELD)) {
        c->upheld_since = last->handled;
    }
}

/* The last one: open, or decided anew: rejected and withdrawn after all, upheld and right in part. */
void fold_objection_handled(const struct folding *f) {
    struct krav_case *c = f->c;
    objection_was_right(c, f->e);
    if (c->n_objections > 0) {
        struct objection *o = &c->objections[c->n_objections - 1];
        o->handled = f->e->day;
        o->outcome = f->e->ref;
        o->answer = f->e->content;
    }
    c->rejected_groundless = text_is(f->e->ref, OUTCOME_GROUNDLESS);
    c->answer = (struct answer_clock){0};
}
