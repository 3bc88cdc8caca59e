/* apply_filing.h - what the answer of a court or an enforcement officer changes, as events.
 *
 *     FILING_ENDED    the filing's note; the court fee that the agency paid becomes the creditor's
 *     JUDGED          an enforcement basis
 *     FEE_CHARGED     costs that the debtor was ordered to pay, owed from then on (inkassoloven § 21)
 *     HOLD_SET        where nothing was found to be owed: nobody is asked for it */
#ifndef KRAV_DOMAIN_APPLY_FILING_H
#define KRAV_DOMAIN_APPLY_FILING_H

#include "domain/apply.h"

/* fact: stage the kind of filing (absent: the last that is pending), reason the outcome, amount the
 * costs awarded, reference the court's.  A basis that came of no filing of ours is taken too. */
int apply_filing_result(const struct apply_input *in, struct events *out, struct status *st)
    NODISCARD;

/* The filing that such a fact answers; NULL: none. */
const struct filing_note *apply_filing_answered(const struct krav_case *c,
                                                const struct fact *fact);

#endif
