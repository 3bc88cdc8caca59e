/* bank_word.h - does the bank's word about a transfer of ours fit what we asked for?  The same
 * question whether the money goes to a creditor (remit_bank.c) or back to its payer (refund_bank.c).
 *
 *     unknown, another amount, paid after it was refused ─▶ recorded; nothing moves, a person looks
 *     what we knew already                               ─▶ recorded; nothing moves
 *     paid, or not                                       ─▶ it moves */
#ifndef KRAV_ENGINE_BANK_WORD_H
#define KRAV_ENGINE_BANK_WORD_H

#include "engine/intake.h"

/* How far a transfer has come. */
enum transfer_state { TRANSFER_UNKNOWN = 1, TRANSFER_UNDERWAY, TRANSFER_PAID, TRANSFER_REOPENED };

struct bank_word {
    enum transfer_state state; /* by our books */
    bool is_paid;              /* says the bank */
    ore said, asked;           /* said: 0 where the bank names no amount */
};
struct bank_fit {
    enum taken taken;  /* TAKEN_NEW: it moves */
    const char *reason, *text; /* of the task, where it does not fit; NULL */
};
struct bank_fit bank_word_fits(const struct bank_word *w);

#endif
