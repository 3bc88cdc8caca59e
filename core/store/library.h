/* library.h - bundles by hash, for ever; one is active. */
#ifndef KRAV_STORE_LIBRARY_H
#define KRAV_STORE_LIBRARY_H

#include "store/db.h"

int library_put(struct db *db, const struct hash *hash, struct text bytes, day on,
                struct status *st) NODISCARD; /* same hash again: no effect */
int library_get(struct db *db, const struct hash *hash, struct arena *arena, struct text *bytes,
                struct status *st) NODISCARD;
int library_activate(struct db *db, const struct hash *hash, int64_t step, struct status *st)
    NODISCARD;
int library_active(struct db *db, struct hash *hash, struct status *st) NODISCARD;

#endif
