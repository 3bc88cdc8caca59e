/* demand.h - what a payment demand opens, and for how long.
 *
 *     demand ──14 or more──▶ deadline ──28──▶ heavy costs          inkassoforskriften § 2-3
 *        │                      └─▶ notice of legal collection     inkassoloven § 11
 *        └────── six months ──────▶ spent: a new one is needed (not under § 21 of 2026)
 *
 * A claim's demand is the latest one that was sent about it with a long enough deadline, by us or
 * by who had the case before.  Each condition holds for every claim that counts. */
#ifndef KRAV_LAW_DEMAND_H
#define KRAV_LAW_DEMAND_H

#include "law/finding.h"

#define DEMAND_LIFE_MONTHS 6 /* inkassoloven § 11 */

/* NULL: none. */
const struct letter_note *demand_of(const struct snapshot *s, const struct claim *claim);
/* The first day whose payment bears heavy costs, the agreement's grace aside. */
day demand_heavy_from(const struct letter_note *demand);
/* What claim number i of the case was when its demand was sent: what came in before that day is
 * off, and whatever the creditor has taken back since.  0: it has no demand. */
ore demand_principal(const struct snapshot *s, uint32_t i);

/* One demand for a claim as long as it lives: after it, a notice of legal collection. */
void demand_judge_again(const struct snapshot *s, struct finding *f);
/* Sent, whatever its age. */
void demand_judge_sent(const struct snapshot *s, struct finding *f);
/* Sent, its deadline over with the agreement's grace, what it asked for not paid. */
void demand_judge_missed(const struct snapshot *s, struct finding *f);
void demand_judge_alive(const struct snapshot *s, struct finding *f);
/* Overrun by more than 28 days, after a deadline of fourteen days that was missed before it. */
void demand_judge_heavy(const struct snapshot *s, struct finding *f);
/* `days` days have passed since it was sent. */
void demand_judge_age(const struct snapshot *s, int32_t days, enum reason_id reason,
                      struct finding *f);

#endif
