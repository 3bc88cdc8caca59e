/* interest_lapse.h - interest that is lost by time while its claim lives.
 *
 *     due ──┬──────────┬───────────────┬──────────── today
 *           │ judged:  │ lost: fell due │ live
 *           │ ten years│ after, 3 years │
 *
 * foreldelsesloven §§ 2, 5, 21: each day's interest falls due by itself and lapses by itself.  It is
 * never taken out of what accrued: what is lost is an event of its own, beside what was waived, so
 * that posted interest stays round(total) less posted.  Payments cover the oldest first; what was
 * lost once stays lost, whatever is told of earlier days later, unless so much never ran.  Pure. */
#ifndef KRAV_DOMAIN_INTEREST_LAPSE_H
#define KRAV_DOMAIN_INTEREST_LAPSE_H

#include "domain/interest.h"

/* How much more is lost by `today` than is recorded; negative: more is recorded than ever ran. */
int interest_lapsed_of(const struct krav_case *c, const struct rate_table *rates, day today,
                       ore *more, struct status *st) NODISCARD;

/* The last day on which something can be done about the interest that goes first, where that is
 * before its claim does; DAY_NONE: none goes by itself. */
day interest_lapses_first(const struct krav_case *c, day today);

#endif
