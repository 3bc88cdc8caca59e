/* compose.h - a planned letter's turn: composed and dated today, judged bindingly, stored.
 *
 *     compose_look (reads) ─▶ render, in between ─▶ compose_keep (writes) ─▶ hand it over
 *
 * Looking writes nothing, so that a whole wave can be rendered before the chunk that records it;
 * a wave holds one letter of a case at most, so no letter is judged by what another one changes. */
#ifndef KRAV_ENGINE_COMPOSE_H
#define KRAV_ENGINE_COMPOSE_H

#include "engine/engine.h"
#include "engine/records.h"
#include "store/outbox.h"

enum turn {
    TURN_FIRST = 1, /* composed now                                                     */
    TURN_AGAIN,     /* composed earlier today, never arrived: the same content again    */
    TURN_LATER,     /* not today: the row says when, or is back to planned              */
    TURN_NEVER      /* may not go out, for row.reason: the fact not_sent, with a task   */
};

struct composed {
    enum turn turn;
    bool ready;               /* recorded as asked: hand it over after the commit */
    struct letter letter;
    struct verdict verdict;   /* the law's, of a letter composed now; kind 0 if it was not asked */
    struct verdict fee;       /* may it bear its fee */
    struct rendered rendered; /* its pages, if a renderer made some */
    struct text unrendered;   /* why no renderer could: a task for the operator */
    struct outbox_row row;
};
/* What the letter's content takes from outside the case. */
struct letter_texts {
    struct hash salt;
    const struct text *descriptions; /* one per claim */
};
/* A planned letter's turn as it follows from the snapshot: reads nothing else, writes nothing.  Of
 * the engine it needs law, today and the sender. */
int compose_turn(struct engine *e, const struct snapshot *s, const struct letter_texts *texts,
                 struct arena *arena, struct composed *c, struct status *st) NODISCARD;
int compose_look(struct engine *e, const struct outbox_row *row, struct arena *arena,
                 struct composed *out, struct status *st) NODISCARD;
/* It could not be rendered: it stays planned, and tomorrow is another day. */
void compose_put_off(const struct engine *e, struct composed *c, struct text why);
/* Inside the open chunk: content, body and pages to documents, the quote as a step, the row to
 * where its turn takes it.  Memory: the arena. */
int compose_keep(struct engine *e, struct composed *c, struct arena *arena, struct status *st)
    NODISCARD;

/* The fact not_sent for a row that will never be sent, and its end in the outbox. */
int compose_not_sent(struct engine *e, struct outbox_row *row, enum effect_state end,
                     struct text reason, struct arena *arena, struct status *st) NODISCARD;

#endif
