/* movements.h - the bank's side of the client account, kept beside the ledger: domain/movement.h
 * says what each row is.  `audit_bank` holds their sum against the ledger's. */
#ifndef KRAV_STORE_MOVEMENTS_H
#define KRAV_STORE_MOVEMENTS_H

#include "domain/movement.h"
#include "store/db.h"

int movements_add(struct db *db, const struct movement *m, int64_t *id, struct status *st)
    NODISCARD;
/* Payments of this amount that may be the same as `like`: with its KID, within `days` of its day,
 * or, if it has none, with its reference.  By day. */
int movements_alike(struct db *db, const struct movement *like, int32_t days, struct arena *arena,
                    struct movement **out, uint32_t *n, struct status *st) NODISCARD;
/* STATUS_NOT_FOUND. */
int movements_by_source(struct db *db, struct text source, struct arena *arena,
                        struct movement *out, struct status *st) NODISCARD;
/* No proven statement has shown these; day <= until. */
int movements_open(struct db *db, day until, struct arena *arena, struct movement **out,
                   uint32_t *n, struct status *st) NODISCARD;
/* What all proven statements have shown, together. */
int movements_shown(struct db *db, ore *sum, struct status *st) NODISCARD;
/* Another door has told of the same payment. */
int movements_confirm(struct db *db, int64_t id, struct text source, struct status *st) NODISCARD;
/* A proven statement showed it. */
int movements_show(struct db *db, const struct movement *m, int64_t statement, struct status *st)
    NODISCARD;
/* The payouts that steps after `step` told of. */
int movements_name(struct db *db, int64_t step, struct text key, struct text reference,
                   struct status *st) NODISCARD;
/* Is there one of the transfer with this id, and of this amount? */
int movements_has(struct db *db, struct text key, ore amount, bool *has, struct status *st)
    NODISCARD;
/* It was another's twin, and never stood at the bank. */
int movements_remove(struct db *db, int64_t id, struct status *st) NODISCARD;

#endif
