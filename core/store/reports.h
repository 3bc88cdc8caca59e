/* reports.h - sums over the whole book, for those who run an agency and those who look at it.
 *
 *     report_kind: name ─ columns, each with its definition ─ its SQL          
 *                                    │
 *     report_ask: days, creditor ────┴──▶ report_rows: cells, row by row, in the columns' order
 *
 * A report is a table in its own file (reports_*.c): what each column counts is written once, beside
 * the SQL that counts it, and `krav report NAME --columns` prints it.  A report of several statements
 * is read in one look (db_look).  Static tables; rows are the arena's. */
#ifndef KRAV_STORE_REPORTS_H
#define KRAV_STORE_REPORTS_H

#include "store/db.h"

#define REPORT_PARTS_MAX 4

enum cell_kind {
    CELL_TEXT = 1,
    CELL_COUNT,
    CELL_ORE,
    CELL_DAY,
    CELL_PERCENT /* two columns of the statement: so many of how many; none of none is nothing */
};

struct report_column {
    const char *name; /* JSON adds _ore to amounts and _bp (basis points) to percentages */
    enum cell_kind kind;
    const char *doc;  /* what it counts, in a sentence */
    bool data_only;   /* in JSON and CSV, not in the table for people */
    const char *head; /* above the column; NULL: its name */
};

/* Which options mean something to a report; any other is refused by name. */
enum report_option {
    REPORT_CREDITOR = 1, REPORT_DEPARTMENT = 2, REPORT_SPAN = 4, REPORT_AS_OF = 8,
    REPORT_BY_MONTH = 16,
    REPORT_PROMISES = 32 /* not an option of the command: it needs struct report_ask.promises */
};

struct report_kind {
    const char *name, *doc;
    unsigned options;    /* enum report_option */
    bool adds_up;        /* a last line with the sums of all rows says something */
    const char *note;    /* printed below the table; NULL */
    const struct report_column *columns;
    uint32_t n_columns;
    /* Rows of the first, then of the others, up to a NULL.  ?1 creditor ?2 department ?3 from ?4 to
     * ?5 as of ?6 by month, and ?7 promises with REPORT_PROMISES.  Reports that are not the store's
     * own have none. */
    const char *sql[REPORT_PARTS_MAX];
    const char *header;  /* printed above the table: how it is defined; NULL */
};
extern const struct report_kind *const report_kinds[];
extern const uint32_t n_report_kinds;
const struct report_kind *report_find(struct text name); /* NULL */

struct report_ask {
    int64_t creditor;       /* 0: all */
    struct text department; /* absent: all */
    day from, to;           /* booked days, both included */
    day as_of;              /* booked by the end of this day */
    bool by_month;
    struct text promises;   /* REPORT_PROMISES: what the rules' levels promise (reports_promised.c) */
};

struct report_cell {
    struct text text;   /* CELL_TEXT; absent: nothing */
    int64_t number, of; /* a day is a number, too; `of`: CELL_PERCENT */
    bool none;          /* of the other kinds: nothing to say */
};
struct report_rows {
    const struct report_kind *kind;
    struct report_cell *cells; /* n * kind->n_columns */
    uint32_t n;
};
int report_read(struct db *db, const struct report_kind *kind, const struct report_ask *ask,
                struct arena *arena, struct report_rows *out, struct status *st) NODISCARD;

/* The sum of a column, over all rows. */
struct report_cell report_sum(const struct report_rows *rows, uint32_t column);
/* So many hundredths of a percent, half up; false: of nothing. */
bool report_percent(const struct report_cell *cell, int64_t *bp);

#endif
