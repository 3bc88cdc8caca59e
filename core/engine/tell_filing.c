/* tell_filing.c - news of a filing, held against what the debtor may be asked for.
 *
 * What a court has awarded is the court's word; but an amount above what the tables give is more
 * often a mistake than a decision, so that it takes words of why. */
#include "engine/tell.h"

#include "domain/apply_filing.h"
#include "engine/view.h"
#include "law/costs.h"
#include "law/filing_terms.h"

static int too_much(const struct tell *t, const char *reason, ore most, struct status *st) {
    const struct reason *r = law_reason(text_of(reason));
    char text[MONEY_TEXT];
    return status_fail(st, STATUS_REFUSED, "case %lld: %.*s: --amount: at most %s: %s (%s); "
                       "--because says why it is more", (long long)t->case_id, TEXT_ARG(t->what),
                       money_format(most, text), r->english, r->paragraph);
}

/* inkassoforskriften § 2-4: the fee of the service is added to the cap, and no more than it. */
static int look_at_service(const struct engine *e, const struct tell *t, struct status *st) {
    const day served = t->on != DAY_NONE ? t->on : e->today;
    ore fee = 0;
    const int rc = costs_court_fee(e->law, COURT_BANKRUPTCY_NOTICE, served, &fee, st);
    return rc || t->amount <= fee ? rc : too_much(t, "costs_awarded", fee, st);
}

/* What was paid is the creditor's debt: no more than the table's fee of the day it was filed.  A
 * petition that the tables do not price is its court's own. */
static int look_at_fee(const struct engine *e, const struct tell *t, const struct case_view *v,
                       struct status *st) {
    const struct word *kind = words_by_name(&filing_kinds, t->kind);
    struct snapshot then = v->snapshot;
    struct filing_terms terms;
    then.today = t->on != DAY_NONE ? t->on : e->today;
    const int rc = filing_terms(e->law, &then, (enum filing_kind)kind->value, &terms, st);
    if (rc == STATUS_NOT_FOUND) { /* a fee that is not known keeps nobody from filing */
        *st = (struct status){0, ""};
        return STATUS_OK;
    }
    return rc || terms.court_fee == 0 || t->amount <= terms.court_fee
               ? rc : too_much(t, "court_fee_most", terms.court_fee, st);
}

/* By the tables of the day it was filed. */
static int look_at_award(const struct engine *e, const struct tell *t, const struct case_view *v,
                         struct status *st) {
    const struct fact fact = {.stage = t->kind};
    const struct filing_note *n = apply_filing_answered(&v->c, &fact);
    struct filing_terms terms;
    if (!n) {
        return STATUS_OK; /* it is refused when it is applied */
    }
    struct snapshot then = v->snapshot;
    then.today = n->filed;
    const int rc = filing_terms(e->law, &then, n->kind, &terms, st);
    return rc || t->amount + n->awarded <= terms.award_most
               ? rc
               : too_much(t, "costs_awarded", money_max(0, terms.award_most - n->awarded), st);
}

int tell_filing_look(struct engine *e, const struct tell *t, const struct tell_word *w,
                     struct arena *arena, struct status *st) {
    struct case_view *v = arena_take(arena, sizeof *v);
    if (w->action == ACTION_NOTICE_SERVED) {
        return t->amount > 0 ? look_at_service(e, t, st) : STATUS_OK;
    }
    if (t->amount <= 0 || t->because.len > 0) {
        return STATUS_OK;
    }
    const int rc = engine_view(e, t->case_id, NULL, arena, v, st);
    if (rc == STATUS_OK && w->action == ACTION_FILED) {
        return look_at_fee(e, t, v, st);
    }
    return rc ? rc : look_at_award(e, t, v, st);
}
