/* merging.h - when the claims of two cases become one case, and when they must.
 *
 * Of the same creditor on the same debtor, what is demanded together is one claim (inkassoloven
 * § 17 and Finanstilsynet's rundskriv 1/2018; the act of 2026, § 22).  What holds for a case as a
 * whole keeps it apart: an objection, a plan, a court.  Pure. */
#ifndef KRAV_LAW_MERGING_H
#define KRAV_LAW_MERGING_H

#include "domain/sibling.h"
#include "law/finding.h"

/* The action: with the sibling it names, or with any that may be. */
void merging_judge(const struct law_question *q, struct finding *f);
/* The act of 2026, § 22: claims that are ready are demanded together, and wait for notices that were
 * sent before this case's own had run out. */
void merging_judge_demand(const struct snapshot *s, struct finding *f);

#endif
