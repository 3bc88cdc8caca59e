/* funds.h - is client money whole?  One sum over the ledger, held against everything that is kept
 * beside it; and the last word in the journal on whether money may go out. */
#ifndef KRAV_STORE_FUNDS_H
#define KRAV_STORE_FUNDS_H

#include "domain/vocabulary.h"
#include "store/db.h"

/* client_bank = payable + share + suspense + overpaid + underway, all as a person thinks of them. */
struct funds {
    ore client_bank, payable, share, suspense, overpaid, underway;
    ore cached_payable, cached_share; /* client_money's */
    ore movements;                    /* all that the bank has shown or will show */
    ore shown;                        /* by proven statements */
    ore proven;                       /* what the last of those closed with */
    bool any_proven;
    int64_t n_negative;               /* creditors with less than nothing */
    int64_t negative;                 /* one of them */
};
int funds_read(struct db *db, struct funds *out, struct status *st) NODISCARD;

/* The last fact that says whether client money is whole. */
struct funds_word {
    int64_t step;
    enum fact_kind kind;  /* reconciled, funds_broken, payouts_released; 0: none */
    struct text reason;
    ore amount;
};
/* `broken`: the last that found a break, whatever came after it. */
int funds_last_word(struct db *db, struct arena *arena, struct funds_word *last,
                    struct funds_word *broken, struct status *st) NODISCARD;

#endif
