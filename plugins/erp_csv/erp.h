/* erp.h - a file of claims, credit notes and direct payments: header, rows, perhaps a total.
 *
 * Nothing here knows the host.  erp_read() goes through the file once: the first time with
 * `record` NULL, so that every row is checked, and the second time with `record` set.  Memory is
 * one struct erp, whatever the size of the file; the caller owns it.  What is handed to a
 * callback is lent until it returns. */
#ifndef ERP_H
#define ERP_H

#include "krav/lines.h"
#include "krav/plugin.h"

#include "columns.h"
#include "csv.h"

#define ERP_FIELD_MAX 1000
#define ERP_FAULTS_MAX 1000 /* after so many the rest is not read */

struct erp_sink {
    void *ctx;
    void (*fault)(void *ctx, int64_t line, krav_str reason); /* the file is refused */
    int32_t (*record)(void *ctx, const struct erp_row *row);  /* NULL in the first pass */
    int64_t bytes_max;
    int total_required;
    krav_day today; /* what has happened, happened before its end */
};

struct erp { /* one pass through one file */
    const struct erp_sink *sink;
    int32_t rc;  /* what ended the pass early; KRAV_OK otherwise */
    int stopped; /* the rest cannot be read as rows */
    int64_t n_faults;
    int64_t total_line; /* of the total row; 0 = none yet */
    /* The header: which column each field of a row is (-1 = unknown), and the reverse. */
    size_t n_fields;
    int column_of[CSV_FIELDS_MAX];
    int field_of[COLUMNS_MAX];
    struct erp_row record;
    /* The result. */
    int64_t n_records;
    krav_ore sum; /* of all principals and amounts */
    struct csv_row row;
    struct krav_lines lines;
};

/* KRAV_OK when the whole file was read, with or without faults (e->n_faults); otherwise what
 * the operating system or the callback said. */
int32_t erp_read(struct erp *e, int fd, const struct erp_sink *sink);

/* How surely a file that begins with `head` is one of these: 0 to 100. */
int32_t erp_recognise(struct csv_row *scratch, krav_str head);

/* For erp.c and record.c. */
void erp_fault(struct erp *e, int64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
