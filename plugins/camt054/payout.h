/* payout.h - money out that was a transfer of ours: what the bank tells of it. */
#ifndef CAMT_PAYOUT_H
#define CAMT_PAYOUT_H

#include "camt.h"

/* The end-to-end id of the transaction at hand; absent when nobody gave it one. */
krav_str payout_id(const struct camt *c);
/* The transaction at hand, paid on its entry's day; `amount` is positive. */
void payout_make(struct camt *c, krav_ore amount);

#endif
