/* columns.h - the columns that a file of claims may have: one table.
 *
 * A row of the file becomes a struct erp_row; a column says under which names it may stand in
 * the header, how its text is read, where in the struct it goes, and which kinds of rows need it
 * or may have it. */
#ifndef ERP_COLUMNS_H
#define ERP_COLUMNS_H

#include "krav/plugin.h"

#include "csv.h"

enum { ROW_CLAIM = 1, ROW_CREDIT_NOTE = 2, ROW_DIRECT_PAYMENT = 4, ROW_TOTAL = 8 };

struct erp_row {
    int32_t kind; /* ROW_* */
    krav_claim claim;
    krav_ore amount; /* of a credit note or direct payment */
    krav_day day;
};

enum column_type {
    COLUMN_TEXT,
    COLUMN_AMOUNT,  /* kroner, to int64_t øre: 0 or more */
    COLUMN_RATE,    /* per cent, to int32_t hundredths of it */
    COLUMN_DAY,     /* to int32_t */
    COLUMN_YES_NO,  /* to int32_t: 1 yes, 2 no */
    COLUMN_RECORD,  /* claim, credit_note, direct_payment, total */
    COLUMN_DEBTOR,  /* consumer, business */
    COLUMN_ORG,     /* organisation number with check digit */
    COLUMN_NOK,     /* NOK and no other */
    COLUMN_OWNER,   /* agency, creditor */
    COLUMN_JUDGMENT, /* judgment, settlement, default_judgment: to the word itself */
    COLUMN_BASIS    /* sale, loan, debt_instrument, seller_credit, other */
};

struct column {
    const char *name;     /* the English one, which messages use */
    const char *synonyms; /* Norwegian ones, folded, each followed by a blank */
    enum column_type type;
    int need; /* ROW_*: must be there and not empty */
    int may;  /* ROW_*: may be filled */
    size_t offset; /* in struct erp_row */
};

#define COLUMNS_MAX 64
extern const struct column columns[];
extern const size_t n_columns;

/* The index of the column with that header text, or -1.  Upper and lower case are one, so are
 * blank, hyphen and underscore; å is a, ø is o and æ is ae. */
int column_find(krav_str header);
/* The index of the column whose English name it is; the name exists. */
int column_named(const char *name);

#endif
