/* bank_word.c - see bank_word.h. */
#include "engine/bank_word.h"

struct bank_fit bank_word_fits(const struct bank_word *w) {
    if (w->state == TRANSFER_UNKNOWN) {
        return (struct bank_fit){TAKEN_UNMATCHED, "payout_unknown",
            "the bank speaks of what we did not ask for"};
    }
    if (w->said != 0 && w->said != w->asked) {
        return (struct bank_fit){TAKEN_UNMATCHED, "payout_amount",
            "the bank names another amount than we asked for"};
    }
    if (w->state == TRANSFER_REOPENED && w->is_paid) {
        return (struct bank_fit){TAKEN_UNMATCHED, "payout_twice",
            "the bank paid what it had refused: it may be paid twice"};
    }
    const bool is_new = w->is_paid ? w->state == TRANSFER_UNDERWAY : w->state != TRANSFER_REOPENED;
    return (struct bank_fit){is_new ? TAKEN_NEW : TAKEN_DUPLICATE, NULL, NULL};
}
