/* costs.c - see costs.h. */
#include "law/costs.h"

#include "base/check.h"

#define KRONE 100
#define HUNDREDTHS 100
#define THOUSANDTHS 1000
#define PLAN_INSTALMENTS 4      /* § 2-4: more than four */
#define UPLIFT_HUNDREDTHS 150   /* § 2-4: 1.5 times the inkassosats */

/* ---- the cap ------------------------------------------------------------------------------- */

static const struct cap_row *row_for(const struct cap_table *t, day due) {
    for (uint32_t i = 0; i < t->n; i++) {
        const struct cap_row *row = &t->rows[i];
        if (due >= row->due_from && (row->due_to == DAY_NONE || due <= row->due_to)) {
            return row;
        }
    }
    return NULL;
}

static int check_debtor(enum debtor_kind debtor, struct status *st) {
    if (debtor != DEBTOR_CONSUMER && debtor != DEBTOR_BUSINESS) {
        return status_fail(st, STATUS_INVALID, "costs: debtor: neither a consumer nor a business");
    }
    return STATUS_OK;
}

static int check_question(const struct cap_question *q, struct status *st) {
    char due[DAY_TEXT], covered[DAY_TEXT], amount[MONEY_TEXT];
    if (q->amount <= 0 || q->amount > MONEY_MAX) {
        return status_fail(st, STATUS_INVALID,
                           "costs: amount: %s is not an amount above zero within %lld kroner",
                           money_format(q->amount, amount), (long long)(MONEY_MAX / KRONE));
    }
    if (q->due == DAY_NONE || q->covered == DAY_NONE) {
        return status_fail(st, STATUS_INVALID, "costs: both days are needed");
    }
    if (q->covered < q->due) {
        return status_fail(st, STATUS_INVALID,
                           "costs: %s: before the claim is due (%s) nothing can be collected",
                           day_format(q->covered, covered), day_format(q->due, due));
    }
    if (q->instalments < 0) {
        return status_fail(st, STATUS_INVALID, "costs: instalments: %d is below zero",
                           (int)q->instalments);
    }
    return check_debtor(q->debtor, st);
}

/* § 2-2: one and a half times for a business, one and a quarter when the creditor cannot deduct
 * VAT; both together multiply. */
static int32_t multiplier_of(const struct cap_question *q) {
    if (q->debtor == DEBTOR_BUSINESS) {
        return q->claim_vat_liable ? 1500 : 1875;
    }
    return q->claim_vat_liable ? 1000 : 1250;
}

static const char *paragraph_of(const struct cap_question *q, bool uplifted) {
    if (uplifted) {
        return q->heavy ? "inkassoforskriften §§ 2-1, 2-3, 2-4"
                        : "inkassoforskriften §§ 2-1, 2-2, 2-4";
    }
    return q->heavy ? "inkassoforskriften §§ 2-1, 2-3" : "inkassoforskriften §§ 2-1, 2-2";
}

int costs_cap(const struct law *law, const struct cap_question *q, struct cap *out,
              struct status *st) {
    int rc = check_question(q, st);
    if (rc) {
        return rc;
    }
    const struct cap_row *row = row_for(&law->caps, q->due);
    if (row == NULL) {
        char due[DAY_TEXT];
        return status_fail(st, STATUS_NOT_FOUND,
                           "costs: due %s: no table of caps covers this due day",
                           day_format(q->due, due));
    }
    *out = (struct cap){0};
    rc = law_amount(&law->inkassosats, q->covered, &out->rate, st);
    if (rc) {
        return status_prefix(st, "inkassosats");
    }
    const struct cap_band *band = row->bands;
    while (q->amount > band->up_to) {
        out->band_above = band->up_to;
        band++;
        ensure(band < row->bands + row->n_bands);
    }
    /* The kinder reading of § 2-4: neither the business factor nor VAT on the uplift. */
    const bool uplifted = q->instalments > PLAN_INSTALMENTS && !q->before_court;
    const wide uplift = uplifted ? (wide)out->rate * UPLIFT_HUNDREDTHS : 0;
    out->band_up_to = band->up_to;
    out->factor_hundredths = q->heavy ? band->heavy_hundredths : band->light_hundredths;
    out->multiplier_thousandths = multiplier_of(q);
    out->cap = (ore)(((wide)out->rate * out->factor_hundredths * out->multiplier_thousandths +
                      uplift * THOUSANDTHS) / (HUNDREDTHS * THOUSANDTHS));
    out->uplift = (ore)(uplift / HUNDREDTHS);
    out->paragraph = paragraph_of(q, uplifted);
    out->source = row->source;
    return STATUS_OK;
}

/* ---- compensation -------------------------------------------------------------------------- */

int costs_compensation(const struct law *law, enum debtor_kind debtor, day due, ore *amount,
                       struct status *st) {
    int rc = check_debtor(debtor, st);
    if (rc) {
        return rc;
    }
    if (debtor == DEBTOR_CONSUMER) {
        return status_fail(st, STATUS_REFUSED, "compensation: consumer: a consumer does not owe "
                           "it (forsinkelsesrenteloven § 3 a)");
    }
    rc = law_amount(&law->compensation, due, amount, st);
    return rc ? status_prefix(st, "compensation") : STATUS_OK;
}

ore costs_beside_compensation(ore costs, ore compensation) {
    return costs > compensation ? money_sub(costs, compensation) : 0;
}

/* ---- letters and courts -------------------------------------------------------------------- */

/* Halved from 2020-10-01 (FOR-2020-06-19-1248), here for every letter sent since, whatever the
 * claim's due day: the kinder reading. */
int32_t costs_share_parts(day sent) {
    return sent >= day_of(2020, 10, 1) ? 20 : 10;
}

int costs_letter_fee(const struct law *law, int32_t share, day sent, ore *fee,
                     struct status *st) {
    ensure(share > 0);
    ore rate;
    int rc = law_amount(&law->inkassosats, sent, &rate, st);
    if (rc) {
        return status_prefix(st, "inkassosats");
    }
    /* Whole kroner from 2026-01-01 (FOR-2025-12-19-2709). */
    const int32_t parts = costs_share_parts(sent);
    const ore unit = sent >= day_of(2026, 1, 1) ? KRONE : 1;
    *fee = money_round_half_up((wide)rate * share, (wide)parts * unit) * unit;
    return STATUS_OK;
}

static const struct factor_table *court_table(const struct law *law, enum court_step step) {
    switch (step) {
    case COURT_CONCILIATION:
        return &law->conciliation;
    case COURT_ENFORCEMENT:
        return &law->enforcement;
    case COURT_BANKRUPTCY_NOTICE:
        return &law->bankruptcy_notice;
    case COURT_WRITING:
        return &law->writing;
    case COURT_LEGAL_HELP:
        return &law->legal_help;
    default:
        return NULL;
    }
}

int costs_court_fee(const struct law *law, enum court_step step, day filed, ore *fee,
                    struct status *st) {
    const struct factor_table *t = court_table(law, step);
    if (t == NULL) {
        return status_fail(st, STATUS_INVALID, "court fee: %d: no such step", (int)step);
    }
    ore unit;
    int rc = law_amount(&law->rettsgebyr, filed, &unit, st);
    if (rc) {
        return status_prefix(st, "rettsgebyr");
    }
    for (uint32_t i = 0; i < t->n; i++) {
        const struct factor_row *row = &t->rows[i];
        if (filed >= row->from && (row->to == DAY_NONE || filed <= row->to)) {
            /* rettsgebyrloven § 6 a: a fee that does not come out in kroner is rounded down. */
            const bool is_fee = step != COURT_WRITING && step != COURT_LEGAL_HELP;
            const ore whole = is_fee ? KRONE : 1;
            *fee = unit * row->hundredths / (HUNDREDTHS * whole) * whole;
            return STATUS_OK;
        }
    }
    char day_text[DAY_TEXT];
    return status_fail(st, STATUS_NOT_FOUND, "court fee: %s: no row of the table covers this day",
                       day_format(filed, day_text));
}
