/* outbox.h - promises to touch the world, and how far each has come.
 *
 *     planned ─▶ composed ─▶ asked ─▶ done | refused          withdrawn from planned or composed
 *        ▲           ▲         │
 *        └───────────┴─────────┘  retry: the plugin said that nothing happened
 *
 * (composed goes back to planned, too, when its day passed and it must be composed anew).
 *
 * The move to `asked` is committed before the plugin is called: after a crash, whatever stands
 * as asked may have happened and is recalled, never sent again.  A key is used once: the same key
 * with other content is refused.  First in, first out per case; effects of the book (case 0) do
 * not wait for each other, and questions for a score or to a register for nothing at all. */
#ifndef KRAV_STORE_OUTBOX_H
#define KRAV_STORE_OUTBOX_H

#include "domain/step.h"
#include "store/db.h"

struct outbox_row {
    int64_t id, step;
    struct effect effect;
    enum effect_state state;
    int32_t attempts;      /* times handed to a plugin */
    day not_before;        /* not before this day, */
    int32_t not_before_minute; /* and on that day not before this minute (law/contact.h) */
    struct hash content, document;
    struct text plugin, reference, reason;
};
/* STATUS_CONFLICT when the key exists. */
int outbox_add(struct db *db, const struct effect *e, int64_t step, struct status *st) NODISCARD;
int outbox_get(struct db *db, const struct hash *key, struct arena *arena, struct outbox_row *out,
               struct status *st) NODISCARD;
struct outbox_filter {
    enum effect_kind kind;   /* 0: all */
    enum effect_state state;
    day today;
    int64_t after;           /* id */
    uint32_t n_max;
    int32_t minute;          /* of today, in Norway */
    enum channel by;         /* 0: all */
};
/* Rows of this kind in this state that are first in line of their case, id > after, ascending;
 * planned rows only when their day and minute have come. */
int outbox_ready(struct db *db, const struct outbox_filter *f, struct arena *arena,
                 struct outbox_row **out, uint32_t *n, struct status *st) NODISCARD;
/* Writes state, attempts, not_before with its minute, content, document, plugin, reference, reason of a row;
 * checks that the move is one of the picture's (STATUS_CORRUPT otherwise). */
int outbox_move(struct db *db, const struct outbox_row *row, struct status *st) NODISCARD;
/* The payout whose key, in hex, begins with `name`, at least 16 digits; zero if there is none, or
 * more than one. */
int outbox_payout_named(struct db *db, struct text name, struct hash *key, struct status *st)
    NODISCARD;
int outbox_count(struct db *db, enum effect_kind kind, enum effect_state state, int64_t *n,
                 struct status *st) NODISCARD;
int outbox_of_case(struct db *db, int64_t case_id, struct arena *arena, struct outbox_row **out,
                   uint32_t *n, struct status *st) NODISCARD;

#endif
