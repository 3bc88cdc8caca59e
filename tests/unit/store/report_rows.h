/* report_rows.h - a report as a test looks at it: by row, and by the name of the column. */
#ifndef KRAV_TESTS_STORE_REPORT_ROWS_H
#define KRAV_TESTS_STORE_REPORT_ROWS_H

#include "store/reports.h"

static inline uint32_t report_column(const struct report_rows *r, const char *name) {
    for (uint32_t i = 0; i < r->kind->n_columns; i++) {
        if (strcmp(r->kind->columns[i].name, name) == 0) {
            return i;
        }
    }
    fail_msg("%s: no column %s", r->kind->name, name);
    return 0;
}

static inline const struct report_cell *report_cell_of(const struct report_rows *r, uint32_t row,
                                                       const char *column) {
    assert_true(row < r->n);
    return &r->cells[row * r->kind->n_columns + report_column(r, column)];
}

static inline int64_t report_number(const struct report_rows *r, uint32_t row,
                                    const char *column) {
    return report_cell_of(r, row, column)->number;
}

static inline bool report_says(const struct report_rows *r, uint32_t row, const char *column,
                               const char *text) {
    return text_is(report_cell_of(r, row, column)->text, text) ||
           (text[0] == '\0' && report_cell_of(r, row, column)->text.len == 0);
}

static inline int64_t report_total(const struct report_rows *r, const char *column) {
    return report_sum(r, report_column(r, column)).number;
}

/* The number or amount of a row that is named in the column `by`. */
static inline const struct report_cell *report_figure(const struct report_rows *r, const char *by,
                                                      const char *named, const char *column) {
    for (uint32_t i = 0; i < r->n; i++) {
        if (report_says(r, i, by, named)) {
            return report_cell_of(r, i, column);
        }
    }
    fail_msg("%s: no row %s", r->kind->name, named);
    return NULL;
}

#endif
