/* letter_parts.h - what the makers of a letter share: the bounds of its lists, and its situation.
 *
 *     letter_compose ──▶ letter_situation    the sentences, amounts and days of this very case
 *
 * Only for letter*.c.  All memory is the composing arena's. */
#ifndef KRAV_DOMAIN_LETTER_PARTS_H
#define KRAV_DOMAIN_LETTER_PARTS_H

#include "domain/letter.h"

/* A case may hold more; then the letter lists the first claims, and sums its amounts up. */
#define LETTER_CLAIMS_MAX 256
#define LETTER_LINES_MAX 1024
#define LETTER_COVERED_MAX 8

struct letter_maker {
    const struct letter_input *in;
    struct arena *arena;
    struct letter *out;
    bool to_many; /* dere, not du */
};

/* One more amount that is asked for or shown, and added to the total; none if it is not positive.
 * There must be room. */
void letter_add_line(struct letter *l, struct text label, ore amount);

/* True if a letter of this kind has something to tell of this case: a plan to confirm, a payment
 * time to move.  Otherwise it is composed without amounts, which the law does not let go. */
bool letter_has_ground(const struct letter_maker *m);
/* The instalments that are missing today, as lines. */
void letter_put_missing(const struct letter_maker *m);
/* Of instalments (letter_plan.c): those agreed, those offered, the one that is due soon; what comes
 * next, to the slip (false: nothing does); and the KID of the first that has not come. */
void letter_put_plan(const struct letter_maker *m);
void letter_put_offer(const struct letter_maker *m);
void letter_put_due_soon(const struct letter_maker *m);
bool letter_put_next(const struct letter_maker *m);
void letter_put_plan_kid(const struct letter_maker *m);

/* Says more after what is said already. */
void letter_say_more(const struct letter_maker *m, struct text *said, struct text more);
struct text letter_kroner(const struct letter_maker *m, ore amount);

/* All that is said of this case besides its amounts. */
void letter_put_situation(const struct letter_maker *m);

#endif
