/* explain.c - see explain.h. */
#include "law/explain.h"

static int explain_letter(const struct law *law, const struct snapshot *s, enum letter_kind kind,
                          struct charge_explained *x, struct status *st) {
    int rc = charges_letter_price(law, s, kind, &x->letter, st);
    x->by = EXPLAINED_LETTER_FEE;
    x->reckoned = x->letter.price;
    x->paragraph = x->letter.by_2026 ? "inkassoloven (2026) § 20" : "inkassoforskriften § 1-2";
    if (rc == STATUS_OK && !x->letter.by_2026) {
        x->share = costs_share_parts(s->today);
        rc = law_amount(&law->inkassosats, s->today, &x->rate, st);
    }
    return rc;
}

static int explain_cap(const struct law *law, const struct snapshot *s, enum fee_kind fee,
                       struct charge_explained *x, struct status *st) {
    const struct ceiling_question q = ceiling_question_of(law, s, fee);
    const bool uplift = fee == FEE_PLAN_UPLIFT;
    int rc = ceiling_of(&q, &x->ceiling, st);
    x->by = uplift ? EXPLAINED_UPLIFT : EXPLAINED_CAP;
    x->reckoned = x->ceiling.room;
    rc = rc || !uplift ? rc : ceiling_uplift(&q, &x->reckoned, st);
    x->paragraph = uplift ? "inkassoforskriften § 2-4" : x->ceiling.cap.paragraph;
    x->rate = x->ceiling.cap.rate;
    return rc;
}

static int explain_compensation(const struct law *law, const struct snapshot *s,
                                struct charge_explained *x, struct status *st) {
    const int rc = ceiling_compensation(law, s, &x->compensation, st);
    x->by = EXPLAINED_COMPENSATION;
    x->reckoned = x->compensation.room;
    x->paragraph = "forsinkelsesrenteloven § 3 a, inkassoforskriften § 2-6";
    return rc;
}

static int untold(const char *why, struct charge_explained *x) {
    x->by = EXPLAINED_NOT;
    x->untold = why;
    return STATUS_OK;
}

int law_explain_charge(const struct law *law, const struct snapshot *before,
                       const struct cost *cost, struct charge_explained *out, struct status *st) {
    *out = (struct charge_explained){.on = before->today};
    if (cost->fee != FEE_COURT && cost->claim != 0) { /* what we charge is the case's, no claim's */
        return untold("it came with the case: how it was reckoned is not recorded here", out);
    }
    switch (cost->fee) {
    case FEE_REMINDER:
        return explain_letter(law, before, LETTER_REMINDER, out, st);
    case FEE_COLLECTION_NOTICE:
        return explain_letter(law, before, LETTER_COLLECTION_NOTICE, out, st);
    case FEE_LIGHT:
    case FEE_HEAVY:
    case FEE_PLAN_UPLIFT:
        return explain_cap(law, before, cost->fee, out, st);
    case FEE_COMPENSATION:
        return explain_compensation(law, before, out, st);
    case FEE_COURT:
        return untold("the court's own fee: it stands beside the caps", out);
    case FEE_OWN_DEMAND:
    case FEE_TAKEN_OVER:
    default:
        return untold("it came with the case: how it was reckoned is not recorded here", out);
    }
}
