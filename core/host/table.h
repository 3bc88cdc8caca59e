/* table.h - aligned plain text: cells in row order, each column as wide as its widest cell.
 *
 *     struct table t;
 *     table_begin(&t, "lr");                    one letter a column: left or right
 *     table_heads(&t, "account", "balance", NULL);
 *     table_cell(&t, "principal");
 *     table_cell(&t, cli_ore(cli, balance));
 *     table_print(&t);                          to stdout; frees
 *
 * Widths are counted in code points, so Norwegian names stay aligned.  Control characters become
 * blanks: a name from outside cannot move the cursor. */
#ifndef KRAV_HOST_TABLE_H
#define KRAV_HOST_TABLE_H

#include "base/text.h"

#define TABLE_COLUMNS_MAX 24

struct table {
    const char *align;
    const char *indent; /* before each row; "" after table_begin */
    struct buf cells;   /* each ends with NUL */
    size_t widths[TABLE_COLUMNS_MAX];
    size_t n_columns, n_cells;
};

void table_begin(struct table *t, const char *align);
void table_heads(struct table *t, ...) __attribute__((sentinel));
void table_cell(struct table *t, const char *s); /* NULL: empty */
void table_text(struct table *t, struct text s);
void table_int(struct table *t, int64_t v);
void table_cellf(struct table *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void table_print(struct table *t);

#endif
