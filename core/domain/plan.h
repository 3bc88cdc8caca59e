/* plan.h - an instalment plan (avdragsordning): monthly parts, and whether they came.
 *
 *     agreed        first      +1 month     +2 months  ...
 *       │─────────────┼────────────┼────────────┼──▶
 *                  amount       amount       the rest
 *
 * Amounts are whole kroner, so that they are easy to pay; the last part covers what is left of the
 * sum that was owed on the day of the agreement.  Interest goes on running: it is no part of the
 * instalments.  All pure. */
#ifndef KRAV_DOMAIN_PLAN_H
#define KRAV_DOMAIN_PLAN_H

#include "domain/case.h"

#define PLAN_PARTS_MAX 60

static inline bool plan_runs(const struct plan *p) { return p->agreed != DAY_NONE; }
/* What each instalment of `total` is: whole kroner, rounded up. */
ore plan_part(ore total, int32_t parts);
/* Due day and amount of instalment `k`, 1..parts. */
day plan_due(const struct plan *p, int32_t k);
ore plan_amount(const struct plan *p, int32_t k);
/* The first instalment that has not come, 1..; parts + 1 when all have. */
int32_t plan_next(const struct plan *p);
/* The day from which the next one is missing, the payer's bank days counted; DAY_NONE: all came. */
day plan_missed_from(const struct plan *p, int32_t grace_bank_days);

#endif
