/* payout_word.h - who says what became of a payout: the bank, of one transfer or of a whole file, or
 * a person who asked the bank that says nothing.
 *
 *     file   ─▶ every transfer of it that is still under way ─┐
 *     bank   ─▶ one transfer ─────────────────────────────────┼─▶ settled | reopened, a task
 *     person ─▶ one transfer, only while it is under way ─────┘   (remit.h, refund.h)
 *
 * Any word of the bank's about a batch shows that the batch arrived: one that nobody could say what
 * had become of is done from then on, and is never handed over again. */
#ifndef KRAV_ENGINE_PAYOUT_WORD_H
#define KRAV_ENGINE_PAYOUT_WORD_H

#include "engine/engine.h"
#include "engine/incoming.h"
#include "engine/intake.h"

/* in->key names a transfer; or it is absent, and in->message a whole file.  Inside the open chunk. */
int payout_bank_said(struct engine *e, const struct incoming *in, struct text actor,
                     struct arena *arena, enum taken *taken, struct status *st) NODISCARD;

struct payout_word {
    struct text id;   /* of the settlement or the refund: its end-to-end id, or its step */
    bool is_paid;
    day on;           /* DAY_NONE: today */
    struct text why;  /* free words, kept beside the chain */
    struct text by;
};
/* STATUS_REFUSED when it is not under way, or the bank does not have it for certain.  A chunk of its
 * own, committed. */
int payout_by_hand(struct engine *e, const struct payout_word *word, struct arena *arena,
                   struct text *id, struct status *st) NODISCARD;

#endif
