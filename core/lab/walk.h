/* walk.h - one claim that nobody pays, day by day through a bundle, in memory (life.h): an invented
 * one from its first day, or a case of the book from where it stands. */
#ifndef KRAV_LAB_WALK_H
#define KRAV_LAB_WALK_H

#include "domain/apply.h"
#include "domain/step.h"
#include "law/law.h"
#include "rules/rules.h"
#include "rules/walk.h"
#include "store/outbox.h"

/* Something that is said to happen on the way; the fact's kind and what belongs to it. */
struct walk_happening {
    day on;
    struct fact fact;
};
/* What a score would say: each that is asked for gets this answer, and one that the case has is it. */
struct walk_score {
    bool given;
    int32_t points;
    struct text label;
};
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
    const struct walk_happening *happenings; uint32_t n_happenings; /* ascending days */
    struct walk_score score;
};
/* Fails where not even the first day can be told: no such level, no rate for the day, rules that
 * never rest.  What goes wrong later is how the walk ends.  Memory: the arena. */
int lab_walk(struct bundle *b, const struct law *law, const struct walk_question *q,
             struct arena *arena, struct walk *out, struct status *st) NODISCARD;

/* A case of the book as it stands on q->from; of the question days, sender and happenings count. */
struct walk_start {
    const struct krav_case *c;
    const struct party *debtor;
    const struct creditor *creditor;
    struct agreement agreement; /* of the day, with what is tried instead */
    struct agenda_row agenda[AGENDA_WHYS]; uint32_t n_agenda;
    const struct outbox_row *promised; uint32_t n_promised; /* letters not yet composed */
};
/* STATUS_REFUSED: the case is closed or parked. */
int lab_try(struct bundle *b, const struct law *law, const struct walk_start *start,
            const struct walk_question *q, struct arena *arena, struct walk *out,
            struct status *st) NODISCARD;

#endif
