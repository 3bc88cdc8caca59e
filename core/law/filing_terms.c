/* filing_terms.c - see filing_terms.h. */
#include "law/filing_terms.h"

#include "law/costs.h"
#include "law/demand.h"
#include "law/filing.h"
#include "law/notice.h"

#define HELP_FACTOR 4   /* tvisteloven § 6-13: times R, where no collection costs are claimed */
#define VAT_NUMERATOR 5 /* 25 percent on top */
#define VAT_DENOMINATOR 4

bool filing_newer_enforcement(const struct snapshot *s, day on) {
    const day own = s->debtor != NULL ? s->debtor->newer_enforcement : DAY_NONE;
    return on >= day_of(2027, 1, 1) || (own != DAY_NONE && on >= own);
}

/* ---- until when ------------------------------------------------------------------------------ */

static void no_later_than(struct filing_terms *t, day last) {
    if (last != DAY_NONE && (t->last_day == DAY_NONE || last < t->last_day)) {
        t->last_day = last;
    }
}

static void demand_ends(const struct snapshot *s, const struct claim *claim,
                        struct filing_terms *t) {
    const struct letter_note *demand = demand_of(s, claim);
    const bool counts = t->kind == FILING_CONCILIATION ? !s->disputed : t->by_invoice;
    if (demand != NULL && counts) {
        no_later_than(t, day_add_months(demand->sent, DEMAND_LIFE_MONTHS));
    }
}

static void notice_ends(const struct snapshot *s, const struct claim *claim,
                        struct filing_terms *t) {
    const bool officer = t->kind == FILING_ENFORCEMENT;
    const struct letter_note *l =
        filing_notice_of(s, claim, officer ? LETTER_ENFORCEMENT_NOTICE : LETTER_BANKRUPTCY_NOTICE);
    if (l != NULL && t->kind != FILING_CONCILIATION) {
        no_later_than(t, officer ? day_add_months(l->deadline, FILING_ENFORCEMENT_MONTHS)
                                 : l->deadline + FILING_BANKRUPTCY_DAYS);
    }
}

/* ---- what it costs --------------------------------------------------------------------------- */

static bool claims_collection_costs(const struct krav_case *c) {
    for (uint32_t i = 0; i < c->n_costs; i++) {
        const struct cost *cost = &c->costs[i];
        if (cost->owner != OWNER_COURT && cost->amount > cost->waived) {
            return true;
        }
    }
    return false;
}

/* tvangsfullbyrdelsesloven § 4-18: the notice is about what was owed when it was sent. */
static ore charged_after_notice(const struct krav_case *c) {
    const struct letter_note *l = case_last_sent(c, LETTER_ENFORCEMENT_NOTICE);
    ore sum = 0;
    for (uint32_t i = 0; l != NULL && i < c->n_costs; i++) {
        sum += c->costs[i].charged > l->sent ? cost_open(&c->costs[i]) : 0;
    }
    return sum;
}

/* Before the tables begin, nothing beside the fee is known to be owed. */
static int help_most(const struct law *law, const struct snapshot *s,
                     const struct filing_terms *t, ore *most, struct status *st) {
    int rc;
    *most = 0;
    if (t->kind == FILING_ENFORCEMENT) {
        rc = costs_court_fee(law, COURT_WRITING, s->today, most, st);
    } else if (t->collection_costs) {
        rc = costs_court_fee(law, COURT_LEGAL_HELP, s->today, most, st);
    } else {
        rc = law_amount(&law->rettsgebyr, s->today, most, st);
        *most *= HELP_FACTOR;
    }
    if (rc == STATUS_NOT_FOUND) {
        *st = (struct status){0};
        *most = 0;
        return STATUS_OK;
    }
    const bool bears_vat = s->agreement == NULL || !s->agreement->vat_deducted;
    *most = bears_vat ? *most * VAT_NUMERATOR / VAT_DENOMINATOR : *most;
    return rc;
}

static int reckon(const struct law *law, const struct snapshot *s, struct filing_terms *t,
                  struct status *st) {
    const bool board = t->kind == FILING_CONCILIATION;
    ore help = 0;
    if (t->kind == FILING_BANKRUPTCY) {
        return STATUS_OK;
    }
    int rc = costs_court_fee(law, board ? COURT_CONCILIATION : COURT_ENFORCEMENT, s->today,
                             &t->court_fee, st);
    rc = rc ? rc : help_most(law, s, t, &help, st);
    t->award_most = t->court_fee + help;
    t->fee_paragraph = "rettsgebyrloven";
    t->award_paragraph = board ? "tvisteloven § 6-13" : "FOR-2020-10-23-2120 § 2";
    return rc;
}

int filing_terms(const struct law *law, const struct snapshot *s, enum filing_kind kind,
                 struct filing_terms *out, struct status *st) {
    const bool officer = kind == FILING_ENFORCEMENT;
    *out = (struct filing_terms){.kind = kind};
    out->by_invoice = officer && s->c->judged == DAY_NONE;
    out->collection_costs = claims_collection_costs(s->c);
    out->costs_left_out = officer ? charged_after_notice(s->c) : 0;
    out->newer_enforcement = officer && filing_newer_enforcement(s, s->today);
    no_later_than(out, s->lapses);
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        if (notice_claim_counts(s, i)) {
            demand_ends(s, &s->c->claims[i].claim, out);
            notice_ends(s, &s->c->claims[i].claim, out);
        }
    }
    return reckon(law, s, out, st);
}
