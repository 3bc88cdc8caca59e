/* payment.h - one transaction of a taken entry as one payment, or as several when structured
 * remittance says what each part of it is for. */
#ifndef CAMT_PAYMENT_H
#define CAMT_PAYMENT_H

#include "camt.h"

/* The transaction at hand, or the entry itself when it has none; `amount` is signed. */
void payment_make(struct camt *c, krav_ore amount);

#endif
