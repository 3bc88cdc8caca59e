/* payment.h - what the pretend bank books: payments to the agency, and transfers from it.
 *
 *     orders ─┐
 *     crowd ──┴▶ struct payment ──┬▶ ocr_file.h    OCR giro
 *                                 └▶ camt_file.h   camt.054
 *     pain.001 ─▶ struct transfer ─┘
 *
 * Texts are lent: they live in the arena of the command. */
#ifndef BANK_PAYMENT_H
#define BANK_PAYMENT_H

#include <stdbool.h>

#include "base/day.h"
#include "base/money.h"

/* The references of a file are numbered within 100 000; an order can become two payments. */
#define PAYMENTS_MAX 100000

struct payment {
    day ordered;      /* handed to the payer's bank; DAY_NONE = the bank does not say */
    ore amount;       /* above zero, whichever way it goes */
    bool is_reversal; /* an earlier payment goes back */
    bool is_asked_for; /* by a request of AvtaleGiro */
    struct text kid;  /* absent: `text` says what it is for, never both */
    struct text text;
    struct text from_account, from_name; /* absent = not known */
};

struct payments {
    struct payment *items;
    size_t n;
};

struct transfer { /* one the agency has asked for */
    struct text payment_info, instruction, end_to_end;
    ore amount;
    day on;
    struct text to_name, to_account;
    struct text kid, text;
};

#endif
