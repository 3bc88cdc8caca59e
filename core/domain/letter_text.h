/* letter_text.h - the sentences of each kind of letter, in Norwegian bokmål.
 *
 * Calm, kind and clear: what it is about, what to do, what happens, whom to ask.  One row per
 * kind of letter; amounts, days and names are filled in by letter_situation.c and letter_body.c.
 *
 * One text serves a person and a firm: "{du|dere}" is du to a consumer and dere to a business.
 * A line end parts paragraphs.  A static table; absent sentences are NULL. */
#ifndef KRAV_DOMAIN_LETTER_TEXT_H
#define KRAV_DOMAIN_LETTER_TEXT_H

#include <stdbool.h>

#include "base/arena.h"
#include "domain/vocabulary.h"

struct letter_text {
    const char *subject;     /* before the creditor's name */
    const char *opening;     /* why we write */
    const char *announce;    /* what the amounts are, just before them */
    const char *consequence; /* what happens next, or if nothing is done */
    const char *objection;   /* whom to tell, and that it stops the collection */
    const char *board;       /* complaint board */
    bool to_creditor;        /* all others go to the debtor */
    bool with_amounts;       /* shows what is owed; asks for it when the kind asks for payment */
    bool tells_only;         /* no account and KID, though it shows what is owed */
    bool with_interest;      /* says at which rate it goes on growing */
    const char *help;        /* payment trouble, and how to complain to us */
};
const struct letter_text *letter_text_of(enum letter_kind kind); /* never NULL */
/* Under the act of 2026 (letter_text_2026.c); the same as above where the act changes nothing. */
const struct letter_text *letter_text_2026(enum letter_kind kind);
/* Of instalments that were offered: how they are paid, and what becomes of the interest. */
struct text letter_text_offer(bool to_many, struct arena *arena);
bool letter_asks_payment(enum letter_kind kind); /* as the vocabulary says */
bool letter_asks_all(enum letter_kind kind);     /* likewise */

/* The words as they are said to one (du) or to many (dere); NULL gives absent text. */
struct text letter_say(const char *words, bool to_many, struct arena *arena);

#endif
