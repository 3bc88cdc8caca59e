/* washes.h - whom the registers have not been asked about for long.
 *
 * A business that is asked about in one of its cases has been asked about: whatever case it was, and
 * whether that is still open.  Without an organisation number, or struck off already, nobody is. */
#ifndef KRAV_STORE_WASHES_H
#define KRAV_STORE_WASHES_H

#include "store/db.h"

struct wash_due {
    int64_t case_id, debtor; /* its oldest open case */
    day asked;               /* last; DAY_NONE: never */
};
/* Those last asked about before `before`, or never: who has waited longest first.  At most n_max. */
int washes_due(struct db *db, day before, uint32_t n_max, struct arena *arena,
               struct wash_due **out, uint32_t *n, struct status *st) NODISCARD;
/* How many questions to the registers were decided on that day. */
int washes_on(struct db *db, day on, int64_t *n, struct status *st) NODISCARD;

#endif
