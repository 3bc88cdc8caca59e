/* audit_look.h - how a check of SQL's own is run.  Internal to store/. */
#ifndef KRAV_STORE_AUDIT_LOOK_H
#define KRAV_STORE_AUDIT_LOOK_H

#include "base/check.h"
#include "store/db.h"

/* One fault for each row of each query, up to a NULL: its first column is the sentence. */
int audit_look(struct db *db, const char *const *checks, struct faults *f, struct status *st)
    NODISCARD;

#endif
