/* filing.h - a step before a court or the enforcement officer: what the law says before it is taken.
 *
 *     conciliation   forliksklage         demand ─▶ notice of legal collection ─▶ file, within six
 *                                         months of the demand; or at once where it is disputed
 *     enforcement    utleggsbegjæring     notice of enforcement ─▶ file, within a year
 *     bankruptcy     konkursbegjæring     demand ─4 weeks▶ bankruptcy notice ─▶ file, within two weeks
 *
 * No plugin carries a filing out, so that the mildest answer is: a person does it.  Each condition
 * holds for every claim that counts. */
#ifndef KRAV_LAW_FILING_H
#define KRAV_LAW_FILING_H

#include "law/finding.h"

void filing_judge(const struct law_question *q, struct finding *f);

#endif
