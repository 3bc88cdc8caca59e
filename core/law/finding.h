/* finding.h - an answer while it is being made: every condition adds to it, the strongest stands.
 *
 *     allowed  <  not before DAY (the latest)  <  needs a person  <  forbidden
 *
 * So conditions are written one after another, in any order, and none hides another.  Lives on
 * the stack; starts with its law and zeroes, which is allowed. */
#ifndef KRAV_LAW_FINDING_H
#define KRAV_LAW_FINDING_H

#include "law/reasons.h"

struct finding {
    enum { FINDING_ALLOWED, FINDING_WAIT, FINDING_PERSON, FINDING_FORBIDDEN } strength;
    enum reason_id reason;
    day not_before;
    const struct law *law; /* whose tables and switches the conditions ask */
    bool person_decides;   /* a person did: what only asks for one is answered */
};

void finding_forbid(struct finding *f, enum reason_id reason);
void finding_ask_person(struct finding *f, enum reason_id reason);
/* Nothing if `earliest` has come. */
void finding_wait(struct finding *f, day today, day earliest, enum reason_id reason);
static inline bool finding_allows(const struct finding *f) {
    return f->strength == FINDING_ALLOWED;
}
/* Cites the act of 2026 where it is that act which gives the answer to this case today. */
void finding_answer(const struct finding *f, const struct snapshot *s, struct verdict *out);

#endif
