/* life.h - a case that lives without the book: the engine's own turns, in memory, day by day.
 *
 *     life_take(a fact) ─▶ step_alone ─▶ agenda, letters ─▶ life_today ─▶ step_alone ...
 *                             └─▶ letter ─▶ compose_turn ─▶ composed, and received the same day
 *
 * What a walk, a trial and a replay have in common.  The teller hears what came of it.  Nothing is
 * read or written but the life itself; the same question has the same answer for ever. */
#ifndef KRAV_LAB_LIFE_H
#define KRAV_LAB_LIFE_H

#include "engine/compose.h"
#include "engine/step.h"

struct life;
struct life_teller {
    /* A turn was taken; the case stood in `stage` before it.  Not STATUS_OK: the life ends. */
    int (*turn)(void *ctx, struct life *l, const struct step *s, struct text stage);
    /* A letter goes out today. */
    void (*letter)(void *ctx, struct life *l, const struct composed *c);
    /* The law put a letter off, or does not let it go. */
    void (*refused)(void *ctx, struct life *l, const struct action *a, const struct verdict *v);
    /* Does the channel take it?  NULL: always. */
    bool (*arrives)(void *ctx, struct life *l, const struct hash *key);
    void *ctx;
};

struct life {
    struct engine e;            /* law, bundle, day, creditors, agreements: no book behind it */
    struct standing of;
    struct outbox_row *letters; uint32_t n_letters; /* promised, in order */
    struct text actor;          /* who is named in its facts */
    const struct life_teller *teller;
    struct arena *arena;        /* of the whole life */
    struct status *st;
};

struct fact life_fact(const struct life *l, enum fact_kind kind);
int life_take(struct life *l, const struct step_input *in) NODISCARD;
/* A letter that was promised before this life began. */
void life_promise(struct life *l, const struct effect *effect, day not_before);
/* All that is due on e.today, until it rests or the case is over. */
int life_today(struct life *l) NODISCARD;
/* The next day after e.today on which anything can happen; DAY_MAX if none is known. */
day life_next(struct life *l);
bool life_is_over(const struct life *l);
/* What is owed on e.today.  STATUS_NOT_FOUND: a day has no rate. */
int life_open(const struct life *l, ore *open, struct status *st) NODISCARD;

#endif
