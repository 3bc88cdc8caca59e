/* costs_lost.h - when a debtor owes no costs of collection, though they were charged.
 *
 *     inkassoloven § 17 (1988)   good practice broken: all; §§ 9-11 broken: the agency's
 *                                ground to object: what is open
 *     inkassoloven (2026) § 18   any rule of chapter 3 broken: all, also what was paid
 *                                an objection that is not obviously groundless: likewise
 *
 * What is decided by a person is recorded as a fact; this says what it costs.  Pure. */
#ifndef KRAV_LAW_COSTS_LOST_H
#define KRAV_LAW_COSTS_LOST_H

#include "domain/apply.h"
#include "law/finding.h"

/* Of a breach, or of an objection that has ended, on the day it counts from; of other facts zeroes.
 * `s` needs case, today and the principal that is open. */
struct costs_terms law_costs_terms(const struct law *law, const struct snapshot *s,
                                   const struct fact *fact);

/* May costs of this owner be charged: not after a breach, nor while an answer was promised. */
void costs_lost_judge(const struct snapshot *s, enum owner owner, struct finding *f);

/* What happens to this cost, as it is shown. */
enum cost_state costs_state(const struct krav_case *c, const struct cost *cost);
/* Whether it is blocked or lost: by which paragraph. */
const char *costs_state_paragraph(const struct law *law, const struct snapshot *s,
                                  const struct cost *cost);

#endif
