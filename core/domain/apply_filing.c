/* apply_filing.c - see apply_filing.h. */
#include "domain/apply_filing.h"

#include "domain/apply_money.h"

static int refuse(const struct apply_input *in, struct status *st, const char *why) {
    return status_fail(st, STATUS_REFUSED, "case %lld: filing_result: %s",
                       (long long)in->c->id, why);
}

const struct filing_note *apply_filing_answered(const struct krav_case *c,
                                                const struct fact *fact) {
    const struct word *kind = words_by_name(&filing_kinds, fact->stage);
    for (uint32_t i = c->n_filings; i-- > 0;) {
        const struct filing_note *n = &c->filings[i];
        if (n->ended == DAY_NONE && (!kind || kind->value == (int)n->kind)) {
            return n;
        }
    }
    return NULL;
}

/* A petition by invoice goes to the board when the debtor objects (tvangsfullbyrdelsesloven § 7-7):
 * only then does the officer's case bring a judgment. */
static const char *why_not(const struct filing_note *n, const struct outcome_word *word,
                           day on) {
    const bool no_board = word->basis && n->kind == FILING_ENFORCEMENT && !n->by_invoice;
    if (!(word->kinds & (1u << n->kind)) || no_board) {
        return "such a filing does not end so";
    }
    if (on < n->filed || on < n->decided) {
        return "that is before it was filed, or before the last answer";
    }
    const bool over = word->word.value == RESULT_DEDUCTION_ENDED;
    return over != (n->outcome == RESULT_WAGE_DEDUCTION)
               ? "a wage deduction ends as deduction_ended, and nothing else does" : NULL;
}

static void charge_awarded(const struct apply_input *in, struct events *out) {
    if (in->fact->amount > 0) {
        struct event *e = events_add(out, EVENT_FEE_CHARGED, in->fact->legal_day);
        e->fee = FEE_COURT;
        e->owner = OWNER_COURT;
        e->amount = in->fact->amount;
    }
}

/* The advance is settled with the creditor once, with the first answer. */
static void end_filing(const struct apply_input *in, const struct filing_note *n,
                       enum filing_outcome outcome, struct events *out) {
    struct event *e = events_add(out, EVENT_FILING_ENDED, in->fact->legal_day);
    e->filing = n->kind;
    e->outcome = outcome;
    e->ref = in->fact->reference;
    e->amount = n->decided == DAY_NONE ? n->court_fee : 0;
    e->total = in->fact->amount;
}

int apply_filing_result(const struct apply_input *in, struct events *out, struct status *st) {
    const struct fact *f = in->fact;
    const struct filing_note *n = apply_filing_answered(in->c, f);
    const struct word *word = words_by_name(&filing_outcomes, f->reason);
    if (!word) {
        return refuse(in, st, "not an outcome krav knows");
    }
    const enum filing_outcome result = (enum filing_outcome)word->value;
    const struct outcome_word *outcome = filing_outcome_word(result);
    if (!n && (!outcome->basis || f->stage.len > 0 || f->amount > 0)) {
        return refuse(in, st, "no such filing waits for an answer");
    }
    const char *wrong = n ? why_not(n, outcome, f->legal_day) : NULL;
    if (wrong) {
        return refuse(in, st, wrong);
    }
    if (n) {
        end_filing(in, n, result, out);
    }
    if (outcome->basis) {
        events_add(out, EVENT_JUDGED, f->legal_day)->word = f->reason;
    }
    charge_awarded(in, out);
    if (result == RESULT_DENIED) {
        apply_withdraw_letters(in->c, f->booked_day, TEXT("denied"), out);
        events_add(out, EVENT_HOLD_SET, f->booked_day)->word = f->reason;
    }
    return STATUS_OK;
}
