#include "erp.h"

#include "krav/check.h"
#include "krav/easy.h"

#include "record.h"
#include "values.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#define SHOWN_MAX 60 /* bytes of a header's text in a message */

void erp_fault(struct erp *e, int64_t line, const char *format, ...) {
    char text[256];
    va_list args;
    va_start(args, format);
    const int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    e->n_faults++;
    const size_t len = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    e->sink->fault(e->sink->ctx, line, (krav_str){text, len});
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* The next line without its end, counted against the size of the file.  False at the end of the
 * file, and when the rest cannot be read. */
static int next_line(struct erp *e, krav_str *line) {
    const int got = krav_lines_next(&e->lines, line);
    if (got < 0) {
        e->rc = got;
        return 0;
    }
    if (e->lines.offset > e->sink->bytes_max) {
        erp_fault(e, 0, "the file is longer than %" PRId64 " bytes", e->sink->bytes_max);
        e->stopped = 1;
        return 0;
    }
    if (got == KRAV_LINE_TOO_LONG) {
        erp_fault(e, e->lines.line, "the row is longer than 64 KiB");
        e->stopped = e->row.state == CSV_QUOTED;
        return !e->stopped;
    }
    if (line->len > 0 && line->ptr[line->len - 1] == '\r') {
        line->len--;
    }
    return got == KRAV_LINE;
}

/* What is broken, and in which column.  After a quote that swallowed 64 KiB nobody knows where
 * the next row begins. */
static void row_broken(struct erp *e) {
    const struct csv_row *row = &e->row;
    const size_t field = row->n_fields - 1;
    const int column = field < e->n_fields ? e->column_of[field] : -1;
    const int64_t line = row->quote_line > 0 ? row->quote_line : row->line;
    erp_fault(e, line, "column %zu, %s: %s", field + 1, column < 0 ? "?" : columns[column].name,
              row->fault);
    e->stopped = row->len == sizeof row->text;
}

/* Gathers the row that begins with `line`.  False if it is not one; the faults are reported. */
static int row_gather(struct erp *e, char separator, krav_str line) {
    struct csv_row *row = &e->row;
    csv_row_begin(row, e->lines.line, separator);
    enum csv_state state = csv_row_feed(row, e->lines.line, line);
    while (state == CSV_QUOTED) {
        if (!next_line(e, &line)) {
            if (e->rc == KRAV_OK && !e->stopped) {
                erp_fault(e, row->quote_line, "a quote begins here and is never closed");
                e->stopped = 1;
            }
            return 0;
        }
        state = csv_row_feed(row, e->lines.line, line);
    }
    if (state == CSV_BROKEN) {
        row_broken(e);
        return 0;
    }
    return 1;
}

/* ---- the header ------------------------------------------------------------------------------ */

static void header_field(struct erp *e, size_t field) {
    const krav_str name = e->row.fields[field];
    const int column = column_find(name);
    e->column_of[field] = column;
    if (column < 0) {
        const int shown = name.len <= SHOWN_MAX && !value_clean(name);
        erp_fault(e, e->row.line, "column %zu, \"%.*s\": not a known column", field + 1,
                  shown ? (int)name.len : 1, shown ? name.ptr : "?");
    } else if (e->field_of[column] >= 0) {
        erp_fault(e, e->row.line, "column %zu: %s stands in column %d already", field + 1,
                  columns[column].name, e->field_of[column] + 1);
    } else {
        e->field_of[column] = (int)field;
    }
}

/* A file that has a column `record` may hold no claims at all, so there each row speaks for
 * itself; otherwise what a claim needs must be in the header.  Where it is not, every row would
 * have the same fault, and so the rows are left alone. */
static void header_check(struct erp *e) {
    const int only_claims = e->field_of[column_named("record")] < 0;
    for (size_t i = 0; i < n_columns; i++) {
        const int needed = columns[i].need == (ROW_CLAIM | ROW_CREDIT_NOTE | ROW_DIRECT_PAYMENT) ||
                           (only_claims && (columns[i].need & ROW_CLAIM));
        if (needed && e->field_of[i] < 0) {
            erp_fault(e, e->row.line, "column %s is missing", columns[i].name);
            e->stopped = 1;
        }
    }
    if (e->field_of[column_named("source_id")] < 0 && e->field_of[column_named("invoice_no")] < 0) {
        erp_fault(e, e->row.line, "columns source_id and invoice_no are both missing");
        e->stopped = 1;
    }
}

static krav_str without_bom(krav_str line) {
    if (line.len >= 3 && memcmp(line.ptr, "\xef\xbb\xbf", 3) == 0) {
        line.ptr += 3;
        line.len -= 3;
    }
    return line;
}

/* Reads the header and returns the separator; 0 if there is none to go on with. */
static char header_read(struct erp *e) {
    krav_str line = {NULL, 0};
    for (size_t i = 0; i < COLUMNS_MAX; i++) {
        e->field_of[i] = -1;
    }
    if (!next_line(e, &line)) {
        if (e->rc == KRAV_OK && !e->stopped) {
            erp_fault(e, 0, "the file is empty");
        }
        return '\0';
    }
    line = without_bom(line);
    const char separator = csv_separator(line);
    if (separator == '\0') {
        erp_fault(e, 1, "the header has no semicolon, comma or tab between columns");
        return '\0';
    }
    if (!row_gather(e, separator, line)) {
        return '\0';
    }
    e->n_fields = e->row.n_fields;
    for (size_t i = 0; i < e->n_fields; i++) {
        header_field(e, i);
    }
    header_check(e);
    return separator;
}

/* ---- records and the total ------------------------------------------------------------------- */

static void total_check(struct erp *e) {
    const krav_claim *c = &e->record.claim;
    int64_t n = -1;
    if (c->source_id.len <= 18 && krav_check_all_digits(c->source_id)) {
        n = 0;
        for (size_t i = 0; i < c->source_id.len; i++) {
            n = n * 10 + (c->source_id.ptr[i] - '0');
        }
    }
    e->total_line = e->row.line;
    if (n < 0) {
        erp_fault(e, e->row.line, "total: column source_id is not a number of records");
    } else if (e->n_faults == 0 && n != e->n_records) {
        erp_fault(e, e->row.line, "total: %" PRId64 " records are named, but there are %" PRId64,
                  n, e->n_records);
    }
    if (e->n_faults == 0 && c->principal != e->sum) {
        erp_fault(e, e->row.line,
                  "total: the sum is %" PRId64 ".%02d, but the records make %" PRId64 ".%02d",
                  c->principal / 100, (int)(c->principal % 100), e->sum / 100, (int)(e->sum % 100));
    }
}

static void record_take(struct erp *e) {
    const krav_ore ore = e->record.kind == ROW_CLAIM ? e->record.claim.principal
                                                     : e->record.amount;
    e->n_records++;
    if (__builtin_add_overflow(e->sum, ore, &e->sum)) {
        erp_fault(e, e->row.line, "the sum of the file is too large to be true");
        e->stopped = 1;
    } else if (e->sink->record) {
        e->rc = e->sink->record(e->sink->ctx, &e->record);
    }
}

static void row_take(struct erp *e) {
    if (e->total_line > 0) {
        erp_fault(e, e->row.line, "a row after the total on line %" PRId64, e->total_line);
    } else if (e->row.n_fields != e->n_fields) {
        erp_fault(e, e->row.line, "the row has %zu fields, the header has %zu", e->row.n_fields,
                  e->n_fields);
    } else if (record_read(e)) {
        if (e->record.kind == ROW_TOTAL) {
            total_check(e);
        } else {
            record_take(e);
        }
    }
}

int32_t erp_read(struct erp *e, int fd, const struct erp_sink *sink) {
    memset(e, 0, offsetof(struct erp, row));
    e->sink = sink;
    krav_lines_open(&e->lines, fd);
    csv_row_begin(&e->row, 0, '\0');
    const char separator = header_read(e);
    krav_str line = {NULL, 0};
    while (separator != '\0' && e->rc == KRAV_OK && !e->stopped && next_line(e, &line)) {
        if (e->n_faults >= ERP_FAULTS_MAX) {
            erp_fault(e, e->lines.line, "too many faults: the rest of the file was not read");
            return e->rc;
        }
        if (row_gather(e, separator, line) && !csv_row_is_blank(&e->row)) {
            row_take(e);
        }
    }
    if (e->rc == KRAV_OK && e->n_faults == 0 && sink->total_required && e->total_line == 0) {
        erp_fault(e, e->lines.line, "the file has no total row: it may not be whole");
    }
    return e->rc;
}

/* ---- recognition ----------------------------------------------------------------------------- */

int32_t erp_recognise(struct csv_row *scratch, krav_str head) {
    head = without_bom(head);
    const char *feed = head.len > 0 ? memchr(head.ptr, '\n', head.len) : NULL;
    krav_str header = {head.ptr, feed ? (size_t)(feed - head.ptr) : head.len};
    if (feed && header.len > 0 && header.ptr[header.len - 1] == '\r') {
        header.len--;
    }
    const char separator = header.len > 0 ? csv_separator(header) : '\0';
    if (separator == '\0') {
        return 0;
    }
    csv_row_begin(scratch, 1, separator);
    if (csv_row_feed(scratch, 1, header) == CSV_BROKEN) {
        return 0;
    }
    int n_known = 0;
    int has_creditor = 0;
    for (size_t i = 0; i < scratch->n_fields; i++) {
        const int column = column_find(scratch->fields[i]);
        n_known += column >= 0;
        has_creditor |= column == column_named("creditor_org");
    }
    const int n = (int)scratch->n_fields;
    if (n_known < 3 || n_known * 2 < n) {
        return 0;
    }
    return 20 + 60 * n_known / n + (has_creditor ? 20 : 0);
}
