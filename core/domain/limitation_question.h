/* limitation_question.h - limitation as a question by itself: one claim, what happened to it, and when
 * it is lost (`krav law limitation`).  The answer is the one that a case with the same days gets. */
#ifndef KRAV_DOMAIN_LIMITATION_QUESTION_H
#define KRAV_DOMAIN_LIMITATION_QUESTION_H

#include "base/status.h"
#include "domain/limitation.h"

/* Days that are DAY_NONE did not happen. */
struct limitation_question {
    day due;          /* the day the creditor could first demand payment (§ 3) */
    day acknowledged; /* by word or conduct (§ 14); a person judges which */
    day judgment;     /* the legal step before it was taken in time (§§ 15, 16) */
    enum claim_basis basis;
    enum filing_kind filing; /* 0: none */
    day filed, ended; /* ended: DAY_NONE = pending */
    enum filing_outcome outcome;
    day agreed, agreed_until;        /* § 28 */
    day extended, extended_until;    /* § 10: the day it was recorded, the day it gives */
    day interest_due; /* of interest: the day it fell due */
};

struct limitation {
    struct limitation_period *periods; uint32_t n_periods; /* the arena's; the claim's own first */
    struct limitation_period running;  /* the one that counts */
    day lapses;                        /* NEVER: something is pending */
    day interest_lapses;               /* of interest_due; DAY_NONE: not asked */
    day warnings[LIMITATION_WARNINGS]; /* DAY_NONE: nothing lapses */
};

/* STATUS_INVALID: days out of order or range.  STATUS_NOT_FOUND: due before the act (1980-01-01).
 * STATUS_REFUSED: it came when the claim had lapsed, or gives more than the law does; the first is a
 * person's question. */
int limitation_of(const struct limitation_question *q, struct arena *arena, struct limitation *out,
                  struct status *st) NODISCARD;

#endif
