/* walk.h - one invented claim that nobody pays, day by day through a bundle, in memory.
 *
 *     the claim comes ─▶ step_alone ─▶ agenda ─▶ the next day that somebody asked for ─▶ step_alone
 *                            └─▶ letter ─▶ compose_turn ─▶ composed, and received the same day
 *
 * The engine's own functions do the work; the walk only stands in for the book, the calendar and
 * a channel that always delivers.  The same question has the same answer for ever. */
#ifndef KRAV_LAB_WALK_H
#define KRAV_LAB_WALK_H

#include "domain/apply.h"
#include "law/law.h"
#include "rules/rules.h"
#include "rules/walk.h"

struct walk_question {
    struct text level;          /* absent: the bundle's first */
    struct party debtor;
    const struct sender *sender;
    struct text invoice;
    ore principal;
    day issued;                 /* DAY_NONE: two weeks before it is due */
    day due;                    /* as on the invoice */
    day from;                   /* the day on which the claim comes to us */
    int32_t days;               /* at most WALK_DAYS_MAX */
    const struct earlier_letter *earlier; uint32_t n_earlier;
};
/* Fails where not even the first day can be told: no such level, no rate for the day, rules that
 * never rest.  What goes wrong later is how the walk ends.  Memory: the arena. */
int lab_walk(struct bundle *b, const struct law *law, const struct walk_question *q,
             struct arena *arena, struct walk *out, struct status *st) NODISCARD;

#endif
