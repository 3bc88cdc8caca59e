/* fold_filing.c - what events of a filing change in a case: asked, filed, decided, ended. */
#include "domain/fold_parts.h"

int fold_filing_asked(const struct folding *f) {
    if (f->e->filing == 0) {
        return fold_impossible(f, "needs a kind of filing");
    }
    f->c->filing_asked = (struct filing_ask){f->e->filing, f->e->day, f->e->until, f->e->content};
    return STATUS_OK;
}

/* Whatever was asked for is answered: what was not filed is asked for anew, with today's sums. */
int fold_filed(const struct folding *f) {
    struct krav_case *c = f->c;
    if (f->e->filing == 0 || f->e->day == DAY_NONE || f->e->amount < 0) {
        return fold_impossible(f, "needs a kind of filing and a day");
    }
    if (c->n_filings >= CASE_LIST_MAX) {
        return fold_impossible(f, "too many filings");
    }
    struct filing_note *n = arena_push(f->arena, &c->filings, &c->n_filings, sizeof *n);
    *n = (struct filing_note){.kind = f->e->filing, .filed = f->e->day, .reference = f->e->ref,
        .claims_upto = (int32_t)c->n_claims, .court_fee = f->e->amount,
        .by_invoice = f->e->filing == FILING_ENFORCEMENT && c->judged == DAY_NONE};
    c->filing_asked = (struct filing_ask){0};
    return STATUS_OK;
}

/* Two weeks from the service (konkursloven § 63), about every claim so far. */
int fold_notice_served(const struct folding *f) {
    if (case_letter(f->c, &f->e->key) || f->e->until <= f->e->day) {
        return fold_impossible(f, "needs a deadline, once");
    }
    struct letter_note *l = arena_push(f->arena, &f->c->letters, &f->c->n_letters, sizeof *l);
    *l = (struct letter_note){.key = f->e->key, .kind = LETTER_BANKRUPTCY_NOTICE,
        .state = LETTER_SENT, .by = CHANNEL_LETTER, .stage_entry = f->c->stage_entries,
        .claims_upto = (int32_t)f->c->n_claims, .days = f->e->until - f->e->day,
        .planned = f->e->day, .composed = f->e->day, .sent = f->e->day, .deadline = f->e->until,
        .quote = f->e->total, .reference = f->e->ref,
        .payments_before = (int32_t)f->c->n_payments};
    return STATUS_OK;
}

static struct filing_note *pending_of(struct krav_case *c, enum filing_kind kind) {
    for (uint32_t i = c->n_filings; i-- > 0;) {
        if (c->filings[i].kind == kind && c->filings[i].ended == DAY_NONE) {
            return &c->filings[i];
        }
    }
    return NULL;
}

/* The latest pending one of the kind.  What lasts is decided and goes on. */
int fold_filing_ended(const struct folding *f) {
    const struct event *e = f->e;
    struct filing_note *n = pending_of(f->c, e->filing);
    const struct outcome_word *word = filing_outcome_word(e->outcome);
    if (!n || !word || e->day < n->filed) {
        return fold_impossible(f, "no such filing is pending");
    }
    if (!(word->kinds & (1u << n->kind))) {
        return fold_impossible(f, "such a filing does not end so");
    }
    n->decided = e->day;
    const bool goes_on = word->lasts || (word->basis && n->kind == FILING_ENFORCEMENT);
    n->ended = goes_on ? DAY_NONE : e->day;
    n->outcome = e->outcome;
    n->awarded += e->total;
    n->reference = e->ref.len > 0 ? e->ref : n->reference;
    return STATUS_OK;
}
