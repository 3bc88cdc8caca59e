/* letter_text.h - the sentences of each kind of letter, in Norwegian bokmål.
 *
 * Calm, kind and clear: what it is about, what to do, what happens, whom to ask.  One row per
 * kind of letter; amounts, days and names are filled in by letter.c and letter_body.c.
 * A static table; absent sentences are NULL. */
#ifndef KRAV_DOMAIN_LETTER_TEXT_H
#define KRAV_DOMAIN_LETTER_TEXT_H

#include <stdbool.h>

#include "domain/vocabulary.h"

struct letter_text {
    const char *subject;     /* before the creditor's name; NULL: the vocabulary's term */
    const char *opening;     /* why we write */
    const char *consequence; /* what happens next, or if nothing is done */
    const char *objection;   /* whom to tell, and that it stops the collection */
    const char *board;       /* complaint board */
    bool to_creditor;        /* all others go to the debtor */
    bool with_amounts;       /* shows what is owed; asks for it when the kind asks for payment */
};
const struct letter_text *letter_text_of(enum letter_kind kind); /* never NULL */
bool letter_asks_payment(enum letter_kind kind); /* as the vocabulary says */

#endif
