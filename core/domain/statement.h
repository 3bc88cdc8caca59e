/* statement.h - the statement to a creditor (avregning): what was collected in its cases since the
 * last one, what we keep, what is paid out, and how it may be booked (bokføringsforslag).
 *
 *     sum of the cases + brought forward = commission + VAT + set off + paid out
 *
 * The record is kept by hash and is the truth; CSV and letter are made of it. */
#ifndef KRAV_DOMAIN_STATEMENT_H
#define KRAV_DOMAIN_STATEMENT_H

#include "domain/letter.h"

#define STATEMENT_CASES_MAX 20000
#define STATEMENT_TEXT_MAX 250 /* of a case, so that as many cases always fit in a record */

/* What one case brought in; what went back is negative. */
struct statement_case {
    int64_t number;
    struct text invoices, debtor;
    ore principal, interest, costs_creditor, costs_court; /* paid to us, the creditor's */
    ore direct;  /* the creditor's part of what the debtor paid the creditor itself */
    ore agency;  /* our part of both: collection costs */
};

struct statement_booking { /* one line of the proposal: debit or credit */
    struct text account;
    ore debit, credit;
};

struct statement {
    struct text id;          /* end-to-end id of the transfer: KRAV0000000123 */
    day on, from;            /* from: the day of the last one; DAY_NONE: the first */
    struct text creditor_org, creditor_name, creditor_address, account;
    struct sender sender;
    struct statement_case *cases; uint32_t n_cases; /* by number */
    struct statement_case sum;   /* number 0 */
    ore brought;             /* held since before: not yet paid out, or it came back */
    ore share;               /* our part, released to us now */
    int32_t commission_bp;
    bool vat_deducted;       /* the debtors paid no VAT: it is charged here */
    ore commission, vat;     /* vat: charged to the creditor */
    ore set_off;             /* against what the creditor owed us; below zero: owed from now on */
    ore owes;                /* afterwards, to us; below zero: we owe the creditor */
    ore paid_out;
    struct statement_booking *bookings; uint32_t n_bookings;
    struct text department;  /* settled apart; absent: the creditor */
};
extern const struct record statement_record;

/* `sum` from the cases, and the proposal from all the rest. */
void statement_add_up(struct statement *s, struct arena *arena);

/* Semicolons, decimal commas, a line a case and one for the sum; UTF-8. */
void statement_csv(const struct statement *s, struct buf *out);

/* As a letter in Norwegian bokmål, after letter.h's functions of the same names: the lines sum to
 * what is paid out. */
void statement_subject(const struct statement *s, struct buf *out);
void statement_intro(const struct statement *s, struct buf *out);
uint32_t statement_lines(const struct statement *s, struct arena *arena, struct letter_line **out);
void statement_closing(const struct statement *s, struct buf *out);
void statement_body(const struct statement *s, struct arena *arena, struct buf *out);

#endif
