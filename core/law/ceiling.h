/* ceiling.h - the most that a case may bear, and what is left of it.
 *
 *     claims, as one ──▶ cap of the law ──price of the agreement──▶ ceiling ──less what stands──▶ room
 *
 * One total for the creditor's letters and the agency's costs, so room is never below 0.  An
 * agreement's price is a share of the cap and never above it.  Pure. */
#ifndef KRAV_LAW_CEILING_H
#define KRAV_LAW_CEILING_H

#include "law/costs.h"

struct ceiling_question {
    const struct law *law;
    const struct snapshot *s;
    bool at_demand; /* the claims as they were when the demand was sent; else as they are today */
    bool heavy;
    int32_t instalments; /* whose uplift is asked about; 0: the cap without it */
    enum letter_kind own; /* of letters on their way, not this kind: one of them asks.  0: none */
};
struct ceiling {
    struct cap cap;     /* the law's.  All zero: no principal is left to bear costs */
    ore principal;      /* of the claims as one */
    bool claim_vat_liable;
    day due;            /* the due day whose regime gives the cap */
    int32_t percent;    /* of the cap, by the agreement */
    ore most;           /* the cap at that price, the uplift aside, rounded down */
    ore charged;        /* what stands, and letters on their way; uplift and courts aside */
    ore borne;          /* what an older system must have charged: the larger of the two counts */
    ore room;
};
/* What is asked for a cost: light costs (with a demand), heavy ones, or a plan's uplift. */
struct ceiling_question ceiling_question_of(const struct law *law, const struct snapshot *s,
                                            enum fee_kind fee);
/* STATUS_NOT_FOUND: no table covers a claim. */
int ceiling_of(const struct ceiling_question *q, struct ceiling *out, struct status *st) NODISCARD;
/* The cap alone, for a forecast or for what stands beside it. */
int ceiling_cap(const struct ceiling_question *q, struct ceiling *out, struct status *st) NODISCARD;
/* What an older system had charged and was paid: 0 for a case that was ours from the beginning. */
int ceiling_borne(const struct ceiling_question *q, ore *borne, struct status *st) NODISCARD;
/* What of the uplift there is room for: what is demanded together has one. */
int ceiling_uplift(const struct ceiling_question *q, ore *room, struct status *st) NODISCARD;

/* forsinkelsesrenteloven § 3 a, once for the case: the least that any of its claims gives, less what
 * stands (inkassoforskriften § 2-6: the larger of the two is the total). */
struct compensation {
    ore least; /* MONEY_MAX: no claim counts */
    day due;   /* of the claim that gives it */
    ore stands;
    ore room;
};
int ceiling_compensation(const struct law *law, const struct snapshot *s,
                         struct compensation *out, struct status *st) NODISCARD;

/* What counts against the cap: everything, or what was charged under one name. */
ore ceiling_charged(const struct krav_case *c, enum letter_kind own);
ore ceiling_charged_of(const struct krav_case *c, enum fee_kind fee);
bool ceiling_was_charged(const struct krav_case *c, enum fee_kind fee);
bool ceiling_is_letter_fee(enum fee_kind fee);

#endif
