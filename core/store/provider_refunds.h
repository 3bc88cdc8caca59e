/* provider_refunds.h - the refunds (refunds.h) that go back at the provider they were paid at.
 *
 *     source    of the payment: "provider:NAME:CHARGE"
 *     payment   the provider's id of what was paid, which it is asked to give back of
 *     told      the provider's id of the refund: as it answered, or as a webhook or poll told first
 *
 * A refund that the provider tells of is one of these, once, or somebody else made it there. */
#ifndef KRAV_STORE_PROVIDER_REFUNDS_H
#define KRAV_STORE_PROVIDER_REFUNDS_H

#include "store/refunds.h"

struct provider_refund {
    struct refund_row r;
    struct text source, payment, told;
};
int provider_refunds_add(struct db *db, int64_t step, struct text source, struct text payment,
                         struct status *st) NODISCARD;
/* STATUS_NOT_FOUND: it goes by bank. */
int provider_refunds_get(struct db *db, int64_t step, struct arena *arena,
                         struct provider_refund *out, struct status *st) NODISCARD;
/* Those that somebody has to ask for, or about, now; oldest first. */
int provider_refunds_due(struct db *db, day today, uint32_t n_max, struct arena *arena,
                         struct provider_refund **out, uint32_t *n, struct status *st) NODISCARD;
/* Under way since before `on`. */
int provider_refunds_late(struct db *db, day on, struct arena *arena, struct provider_refund **out,
                          uint32_t *n, struct status *st) NODISCARD;
/* Ours that a word about `payment` is of: by the refund's id, or by amount if ours has none yet.
 * STATUS_NOT_FOUND: none. */
struct provider_word {
    struct text payment, told;
    ore amount;
};
int provider_refunds_told(struct db *db, const struct provider_word *w, struct arena *arena,
                          struct provider_refund *out, struct status *st) NODISCARD;
int provider_refunds_name(struct db *db, int64_t step, struct text told, struct status *st)
    NODISCARD;
/* What can still go back of a payment: 0 when the provider did not take one of it before. */
int provider_refunds_room(struct db *db, struct text source, ore *room, struct status *st)
    NODISCARD;
/* What is known to have gone back of what the provider calls `payment`, by us or in its portal. */
int provider_refunds_known(struct db *db, struct text payment, ore *back, struct status *st)
    NODISCARD;

#endif
