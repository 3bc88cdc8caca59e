/* plan.h - an instalment plan (avdragsordning): monthly parts, and whether they came.
 *
 *     offered ──▶ agreed        first      +1 month     +2 months  ...
 *                    │─────────────┼────────────┼────────────┼──▶
 *                               amount       amount       the rest
 *
 * Each amount is whole kroner, so that it is easy to pay; the last part covers what is left then:
 * what was owed on the day of the agreement, and the interest expected until each instalment
 * (plan_schedule.h).  Whoever pays each by its day owes nothing more: where interest came to more
 * than was told, the difference is let go (inkassoloven § 13); where to less, the last is less.
 *
 * An offer is a plan that nobody has answered; the day of its first instalment is the last to
 * accept it, by word or by paying that instalment.  All pure. */
#ifndef KRAV_DOMAIN_PLAN_H
#define KRAV_DOMAIN_PLAN_H

#include "domain/case.h"

#define PLAN_PARTS_MAX 60
#define PLAN_BY_PAYING "first_instalment_paid" /* PLAN_AGREED, word: how an offer was accepted */
#define PLAN_BY_WORD "accepted"

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
/* What of the instalments that are missing on that day has not come. */
ore plan_missing(const struct plan *p, int32_t grace_bank_days, day today);
/* How many instalments were agreed in all, those from before it was adjusted included. */
int32_t plan_parts_in_all(const struct plan *p);

/* By how much interest came to more than was told, for a payment of `amount`, handed in on
 * paid_day, with which every instalment has come by its day; else 0.  Interest is posted. */
ore plan_interest_beyond(const struct krav_case *c, day paid_day, ore amount);

/* The terms of a plan in an event, whose kind and day are set. */
void plan_event(const struct plan *p, struct text word, struct event *e);

/* The offer stands on that day. */
static inline bool plan_offer_stands(const struct krav_case *c, day today) {
    return c->offer.agreed != DAY_NONE && today <= plan_due(&c->offer, 1);
}
/* A letter that confirms the plan as it is now was promised, or sent. */
bool plan_is_confirmed(const struct krav_case *c);
/* The KID's purpose for instalment k: 1..9, and over again. */
int plan_kid_purpose(const struct plan *p, int32_t k);

#endif
