/* agreed_rate.h - late interest that was agreed: how much of it may be claimed.
 *
 * forsinkelsesrenteloven § 4: with a consumer, none but the statutory.  With a business any rate may
 * be agreed, but not an unreasonable one (avtaleloven § 36), and where that begins is written
 * nowhere: here, so many points above the statutory rate of the due day.  Pure. */
#ifndef KRAV_LAW_AGREED_RATE_H
#define KRAV_LAW_AGREED_RATE_H

#include "law/switches.h"

#define AGREED_RATE_ABOVE_BP 800   /* unless the operator has said another: eight points */
#define AGREED_RATE_SETTING "agreed_rate_above"

/* The most, in basis points, that may have been agreed with a business for a claim due on a day.
 * STATUS_NOT_FOUND: no statutory rate is known for it. */
int agreed_rate_most(const struct law *law, day due, int32_t *bp, struct status *st) NODISCARD;

/* STATUS_REFUSED with the paragraph where the rate may not be claimed.  0: none was agreed. */
int agreed_rate_check(const struct law *law, enum debtor_kind debtor, int32_t rate_bp, day due,
                      struct status *st) NODISCARD;

/* The setting's value: "10,00", or "10,00 2027-01-01": for claims due from that day. */
int agreed_rate_set(struct law_switches *acts, struct text value, struct status *st) NODISCARD;

#endif
