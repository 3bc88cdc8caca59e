/* apply_limitation.h - what is told of limitation, and what is lost by it, as events (see apply.h). */
#ifndef KRAV_DOMAIN_APPLY_LIMITATION_H
#define KRAV_DOMAIN_APPLY_LIMITATION_H

#include "domain/apply.h"

/* An agreement, an extension, a claim in an estate and its answer.  STATUS_REFUSED with the bound
 * where it goes too far, or where it moves no claim's day. */
int apply_limitation(const struct apply_input *in, struct events *out, struct status *st) NODISCARD;

/* After a fact: interest and costs that are lost by time as of its booked day.  Interest is posted
 * first, so that what is lost was owed. */
int apply_lapsed(const struct apply_input *in, struct events *out, struct status *st) NODISCARD;
/* Of interest alone, in the case as it is, as of a day. */
int apply_interest_lapsed(const struct apply_input *in, const struct krav_case *c, day on,
                          struct events *out, struct status *st) NODISCARD;

#endif
