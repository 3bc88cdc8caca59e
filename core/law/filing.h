/* filing.h - a step before a court or the enforcement officer: what the law says before it is taken.
 *
 *     conciliation   forliksklage         demand ─▶ notice of legal collection ─▶ file, within six
 *                                         months of the demand; or at once where it is disputed
 *     enforcement    utleggsbegjæring     notice of enforcement ─▶ file, within a year
 *     bankruptcy     konkursbegjæring     demand ─4 weeks▶ bankruptcy notice ─▶ file, within two weeks
 *
 * A rule's `file` asks a person to make it, and nothing is filed electronically.  A person's word that
 * it was made (`filed`) is judged by the same conditions, on the day it was made; what otherwise asks
 * for a person is answered by that.  Each condition holds for every claim that counts. */
#ifndef KRAV_LAW_FILING_H
#define KRAV_LAW_FILING_H

#include "law/finding.h"

#define FILING_ENFORCEMENT_MONTHS 12 /* tvangsfullbyrdelsesloven § 4-19: from the notice's deadline */
#define FILING_BANKRUPTCY_DAYS 14    /* konkursloven § 63: from the notice's deadline */

void filing_judge(const struct law_question *q, struct finding *f);
/* A bankruptcy notice that a process server has delivered. */
void filing_judge_served(const struct law_question *q, struct finding *f);

#endif
