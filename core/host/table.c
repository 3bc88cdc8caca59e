/* table.c - see table.h. */
#include "host/table.h"

#include <stdio.h>
#include <string.h>

#include "base/check.h"

#define TABLE_BYTES_MAX ((size_t)1 << 30)

void table_begin(struct table *t, const char *align) {
    *t = (struct table){.align = align, .indent = "", .n_columns = strlen(align)};
    ensure(t->n_columns > 0 && t->n_columns <= TABLE_COLUMNS_MAX);
    buf_init(&t->cells, TABLE_BYTES_MAX);
}

static size_t code_points(struct text s) {
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    }
    return n;
}

void table_text(struct table *t, struct text s) {
    size_t *width = &t->widths[t->n_cells++ % t->n_columns];
    const size_t points = code_points(s);
    *width = points > *width ? points : *width;
    for (size_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.ptr[i];
        buf_add_char(&t->cells, c < 0x20 || c == 0x7F ? ' ' : s.ptr[i]);
    }
    buf_add_char(&t->cells, '\0');
}

void table_cell(struct table *t, const char *s) { table_text(t, text_of(s)); }

void table_int(struct table *t, int64_t v) { table_cellf(t, "%lld", (long long)v); }

void table_cellf(struct table *t, const char *format, ...) {
    struct buf out;
    va_list args;
    va_start(args, format);
    buf_init(&out, 65536);
    buf_vaddf(&out, format, args);
    va_end(args);
    table_text(t, buf_text(&out));
    buf_fini(&out);
}

void table_heads(struct table *t, ...) {
    va_list args;
    va_start(args, t);
    for (const char *head; (head = va_arg(args, const char *)) != NULL;) {
        table_cell(t, head);
    }
    va_end(args);
    ensure(t->n_cells == t->n_columns);
}

static void add_cell(struct buf *row, const struct table *t, struct text s, size_t column) {
    const int pad = (int)(t->widths[column] - code_points(s));
    if (t->align[column] == 'r') {
        buf_addf(row, "%*s%s", pad, "", s.ptr);
    } else {
        buf_addf(row, "%s%*s", s.ptr, pad, "");
    }
    buf_add_str(row, "  ");
}

void table_print(struct table *t) {
    struct buf row;
    const char *at = t->cells.ptr;
    ensure(t->n_cells % t->n_columns == 0);
    buf_init(&row, TABLE_BYTES_MAX);
    for (size_t i = 0; i < t->n_cells; i++) {
        const size_t column = i % t->n_columns;
        add_cell(&row, t, text_of(at), column);
        at += strlen(at) + 1;
        if (column + 1 == t->n_columns) {
            size_t len = row.len;
            while (len > 0 && row.ptr[len - 1] == ' ') {
                len--;
            }
            (void)printf("%s%.*s\n", t->indent, (int)len, row.ptr);
            buf_clear(&row);
        }
    }
    buf_fini(&row);
    buf_fini(&t->cells);
}
