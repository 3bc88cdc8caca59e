/* explain.h - how the law came to a cost that was charged: the same numbers, reckoned once more.
 *
 *     the case as it was just before ──┐
 *                                      ├──▶ rate, factor, multiplier, cap, price, what stood ──▶ amount
 *     the cost as it was charged ──────┘
 *
 * "Just before" is the case folded up to, and without, the event that settled the amount: the
 * letter's composing, or for a cost without a letter its charging; the snapshot's today is that day.
 * Everything a case records is thereby as it was.  The debtor's kind and the agreement are the
 * book's, of that day: where they were rewritten since, `reckoned` differs from what was charged,
 * and what was charged stands.  Pure: no memory is taken. */
#ifndef KRAV_LAW_EXPLAIN_H
#define KRAV_LAW_EXPLAIN_H

#include "law/ceiling.h"
#include "law/charges.h"

struct charge_explained {
    enum explained_by {
        EXPLAINED_NOT = 1,       /* the case cannot tell; `untold` says why */
        EXPLAINED_LETTER_FEE,    /* letter, share, rate */
        EXPLAINED_CAP,           /* ceiling */
        EXPLAINED_UPLIFT,        /* ceiling.cap.rate, ceiling.cap.uplift */
        EXPLAINED_COMPENSATION   /* compensation */
    } by;
    const char *untold;          /* one sentence, static */
    const char *paragraph;       /* static; NULL with EXPLAINED_NOT */
    day on;                      /* whose law counts */
    ore reckoned;                /* what the law gives by these numbers */
    ore rate;                    /* the inkassosats of the day; 0: it plays no part */
    int32_t share;               /* EXPLAINED_LETTER_FEE: one part of so many; 0: an amount of its own */
    struct letter_price letter;
    struct ceiling ceiling;
    struct compensation compensation;
};
/* Fails only where a table that once covered the day does not any more (STATUS_NOT_FOUND). */
int law_explain_charge(const struct law *law, const struct snapshot *before,
                       const struct cost *cost, struct charge_explained *out, struct status *st)
    NODISCARD;

#endif
