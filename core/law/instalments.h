/* instalments.h - what a plan may cost, and what must have been told of it.
 *
 *     more than four instalments    an addition, once, that was told of    inkassoforskriften § 2-4
 *     a plan that was broken        heavy costs, up to what was told       § 2-3, Lovavdelingen 96/928
 *
 * Both by the kinder reading: what was not told before the debtor said yes, is not charged. */
#ifndef KRAV_LAW_INSTALMENTS_H
#define KRAV_LAW_INSTALMENTS_H

#include "law/finding.h"

#define PLAN_INSTALMENTS 4 /* § 2-4: more than four */

/* By how much each confirmation of a plan that was sent said that costs may rise, at least.  Below
 * 0: no plan was agreed; 0: one of them said nothing. */
ore instalments_told(const struct krav_case *c);

/* By how much heavy costs would raise what stands: for a plan's letter to tell of. */
int instalments_rise(const struct law *law, const struct snapshot *s, ore *rise,
                     struct status *st) NODISCARD;

/* An instalment falls due within two weeks, and was not reminded of before: once for each. */
void instalments_judge_reminder(const struct snapshot *s, struct finding *f);

#endif
