/* compose.h - a planned letter's turn: composed and dated today, judged bindingly, stored. */
#ifndef KRAV_ENGINE_COMPOSE_H
#define KRAV_ENGINE_COMPOSE_H

#include "engine/engine.h"
#include "store/outbox.h"

struct composed {
    bool ready;           /* recorded as asked: hand it over after the commit */
    struct letter letter;
    struct outbox_row row;
};
/* Inside the open chunk: writes content and body to documents, records the quote as a step, and
 * moves the row to `asked`.  A letter that may not go out becomes the fact not_sent, with a
 * task; one that may go later waits.  Memory: the arena. */
int compose_letter(struct engine *e, const struct outbox_row *row, struct arena *arena,
                   struct composed *out, struct status *st) NODISCARD;

/* A letter composed earlier that never arrived: the same content again, or, if its day has
 * passed, back to planned. */
int compose_again(struct engine *e, const struct outbox_row *row, struct arena *arena,
                  struct composed *out, struct status *st) NODISCARD;

/* The fact not_sent for a row that will never be sent, and its end in the outbox. */
int compose_not_sent(struct engine *e, struct outbox_row *row, enum effect_state end,
                     struct text reason, struct arena *arena, struct status *st) NODISCARD;

#endif
