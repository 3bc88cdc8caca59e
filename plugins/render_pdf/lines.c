#include "lines.h"

#include <string.h>

/* A row and its notes fit on a page, however wide their letters are. */
enum { LINE_BYTES_MAX = 600, NOTES_MAX = 3 };

int lines_next(krav_str *rest, krav_str *line) {
    if (rest->len == 0) {
        return 0;
    }
    const char *end = memchr(rest->ptr, '\n', rest->len);
    *line = (krav_str){rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len};
    const size_t n = end ? line->len + 1 : line->len;
    *rest = (krav_str){rest->ptr + n, rest->len - n};
    return 1;
}

krav_str lines_trimmed(krav_str line) {
    while (line.len > 0 && line.ptr[0] == ' ') {
        line = (krav_str){line.ptr + 1, line.len - 1};
    }
    return line;
}

/* The blanks before the first word; 0 if there is no word. */
static size_t indent_of(krav_str line) {
    const size_t len = lines_trimmed(line).len;
    return len > 0 ? line.len - len : 0;
}

static size_t digits_at(krav_str s, size_t from) {
    size_t n = 0;
    while (from + n < s.len && s.ptr[from + n] >= '0' && s.ptr[from + n] <= '9') {
        n++;
    }
    return n;
}

/* "1 067,50": groups of three, two decimals, a minus at most before it. */
static int is_amount(krav_str s) {
    size_t at = s.len > 0 && s.ptr[0] == '-';
    size_t n = digits_at(s, at);
    int ok = n >= 1 && n <= 3;
    for (at += n; ok && at < s.len && s.ptr[at] == ' '; at += 1 + n) {
        n = digits_at(s, at + 1);
        ok = n == 3;
    }
    return ok && at + 3 == s.len && s.ptr[at] == ',' && digits_at(s, at + 1) == 2;
}

static int is_row(krav_str line, struct lines_row *row) {
    static const char unit[] = " kroner";
    const size_t n_unit = sizeof unit - 1;
    if (indent_of(line) == 0 || line.len > LINE_BYTES_MAX) {
        return 0;
    }
    line = lines_trimmed(line);
    if (line.len > n_unit && memcmp(line.ptr + line.len - n_unit, unit, n_unit) == 0) {
        line.len -= n_unit;
    }
    size_t colon = line.len;
    while (colon > 0 && line.ptr[colon - 1] != ':') {
        colon--;
    }
    if (colon < 2 || colon == line.len || line.ptr[colon] != ' ') {
        return 0;
    }
    row->label = (krav_str){line.ptr, colon - 1};
    row->amount = (krav_str){line.ptr + colon + 1, line.len - colon - 1};
    return is_amount(row->amount);
}

int lines_row(krav_str *rest, struct lines_row *row) {
    krav_str line, after = *rest;
    if (!lines_next(&after, &line) || !is_row(line, row)) {
        return 0;
    }
    const size_t indent = indent_of(line);
    row->notes = (krav_str){after.ptr, 0};
    *rest = after;
    for (int n = 0; n < NOTES_MAX && lines_next(&after, &line); n++) {
        if (indent_of(line) <= indent || line.len > LINE_BYTES_MAX) {
            break;
        }
        row->notes.len += rest->len - after.len;
        *rest = after;
    }
    return 1;
}

size_t lines_table(krav_str text) {
    struct lines_row row;
    krav_str rest = text;
    int n = 0;
    while (lines_row(&rest, &row)) {
        n += row.notes.len > 0 ? 2 : 1;
    }
    return n >= 2 ? text.len - rest.len : 0;
}
