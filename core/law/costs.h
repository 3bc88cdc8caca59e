/* costs.h - what collection may cost the debtor: the cap, what is netted from it, court fees.
 *
 *     cap = inkassosats of the day the principal is covered
 *           x the band's factor       (the claim's size and due day; light or heavy)
 *           x 1.5 for a business      x 1.25 for a claim that is not VAT-liable
 *         + 1.5 x inkassosats         (a plan of more than four instalments)
 *
 * inkassoforskriften §§ 2-1 to 2-4.  Exact in whole numbers, then rounded down once, to a whole
 * øre, so that a cap is never exceeded by rounding.  A day that no row of a table covers is
 * STATUS_NOT_FOUND; a question without meaning is STATUS_INVALID.  Pure: no memory is taken. */
#ifndef KRAV_LAW_COSTS_H
#define KRAV_LAW_COSTS_H

#include "law/law.h"

struct cap_question {
    ore amount;             /* principal and interest accrued before due; nothing later */
    day due;                /* the effective due day, or the new one that was agreed */
    day covered;            /* the day the principal is covered */
    enum debtor_kind debtor;
    bool claim_vat_liable;  /* more than half of the claim stems from VAT-liable activity */
    bool heavy;             /* more than 28 days past the demand's deadline: dates.h */
    int32_t instalments;    /* of a plan that was agreed; 0: none */
    bool before_court;      /* forliksråd, tingrett or namsmann has or had it: no uplift */
};
struct cap {
    ore cap;                /* all of it, the uplift included, rounded down */
    ore rate;               /* the inkassosats */
    int32_t factor_hundredths;      /* the band's: 0.8 is 80 */
    int32_t multiplier_thousandths; /* 1.875 is 1875 */
    ore uplift;             /* part of the cap, rounded down; 0: none */
    ore band_above, band_up_to;     /* the claim's band: above, and up to and including */
    const char *paragraph;  /* static */
    const char *source;     /* of the band: static */
};
int costs_cap(const struct law *law, const struct cap_question *q, struct cap *out,
              struct status *st) NODISCARD;

/* § 3 a compensation for a claim of this due day, from a debtor who is no consumer. */
int costs_compensation(const struct law *law, enum debtor_kind debtor, day due, ore *amount,
                       struct status *st) NODISCARD;
/* § 2-6: compensation and costs are not added up, the larger of the two is the total.  Gives what
 * of `costs` may be claimed beside the compensation. */
ore costs_beside_compensation(ore costs, ore compensation);

/* § 1-2: the fee of a letter by its share of the inkassosats, in twentieths (tenths before
 * 2020-10-01): 1 for a reminder or a notice, 3 for the creditor's own payment demand. */
#define FEE_SHARE_REMINDER 1
#define FEE_SHARE_OWN_DEMAND 3
int costs_letter_fee(const struct law *law, int32_t share, day sent, ore *fee,
                     struct status *st) NODISCARD;
int32_t costs_share_parts(day sent); /* 20 or 10 */

/* What a step that is filed on a day costs, as a multiple of R.  A court fee is in whole kroner; the
 * two last are the most that the debtor owes for writing and help, without VAT, and not rounded. */
enum court_step {
    COURT_CONCILIATION = 1, /* forliksklage */
    COURT_ENFORCEMENT,      /* utleggsbegjæring */
    COURT_BANKRUPTCY_NOTICE, /* forkynning of a konkursvarsel: added to the cap, § 2-4 */
    COURT_WRITING,          /* skrivekostnad of an utleggsbegjæring */
    COURT_LEGAL_HELP        /* before the forliksråd, when collection costs are claimed too */
};
int costs_court_fee(const struct law *law, enum court_step step, day filed, ore *fee,
                    struct status *st) NODISCARD;

#endif
