/* rates.h - statutory rates that were imported into the book: rows that are added and never changed.
 * A row with the kind and first day of an earlier one takes its place when the law is made. */
#ifndef KRAV_STORE_RATES_H
#define KRAV_STORE_RATES_H

#include "store/db.h"

struct stored_rate {
    struct text kind;    /* its word */
    day from, to;        /* to: DAY_NONE = until further notice */
    int64_t hundredths;
    struct text source;
    struct hash file;    /* the document it was read from */
    int64_t step;        /* that recorded it */
};
int stored_rates_add(struct db *db, const struct stored_rate *r, struct status *st) NODISCARD;
/* In the order in which they came. */
int stored_rates_all(struct db *db, struct arena *arena, struct stored_rate **out, uint32_t *n,
                     struct status *st) NODISCARD;
int stored_rates_of_file(struct db *db, const struct hash *file, bool *any, struct status *st)
    NODISCARD;
/* Each row has the fact that set it, with its file; each such fact has rows. */
int stored_rates_audit(struct db *db, struct faults *f, struct status *st) NODISCARD;

#endif
