/* library.h - bundles by hash, for ever; one is active. */
#ifndef KRAV_STORE_LIBRARY_H
#define KRAV_STORE_LIBRARY_H

#include "base/arena.h"
#include "base/day.h"
#include "store/db.h"

int library_put(struct db *db, const struct hash *hash, struct text bytes, day on,
                struct status *st) NODISCARD; /* same hash again: no effect */
int library_get(struct db *db, const struct hash *hash, struct arena *arena, struct text *bytes,
                struct status *st) NODISCARD;
int library_activate(struct db *db, const struct hash *hash, int64_t step, struct status *st)
    NODISCARD;
int library_active(struct db *db, struct hash *hash, struct status *st) NODISCARD;

struct activation {
    struct hash hash;
    int64_t step;
    day on;
    struct text by;
};
/* Every time a bundle became the active one, newest first, at most n_max. */
int library_history(struct db *db, uint32_t n_max, struct arena *arena, struct activation **out,
                    uint32_t *n, struct status *st) NODISCARD;
/* The bundle whose hash begins with these hexadecimal digits.  STATUS_NOT_FOUND: none, or more than
 * one. */
int library_find(struct db *db, struct text digits, struct hash *out, struct status *st) NODISCARD;

#endif
