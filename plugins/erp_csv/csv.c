#include "csv.h"

#include <string.h>

/* Opens the next field at the end of the text; false if there are too many. */
static int field_open(struct csv_row *row) {
    if (row->n_fields == CSV_FIELDS_MAX) {
        row->fault = "more than 128 fields";
        row->state = CSV_BROKEN;
        return 0;
    }
    row->fields[row->n_fields++] = (krav_str){row->text + row->len, 0};
    row->state = CSV_AT_FIELD;
    return 1;
}

static void field_add(struct csv_row *row, char c) {
    if (row->len == sizeof row->text) {
        row->fault = row->state == CSV_QUOTED ? "a quote is not closed within 64 KiB"
                                              : "the row is longer than 64 KiB";
        row->state = CSV_BROKEN;
        return;
    }
    row->text[row->len++] = c;
    row->fields[row->n_fields - 1].len++;
}

void csv_row_begin(struct csv_row *row, int64_t line, char separator) {
    row->line = line;
    row->quote_line = 0;
    row->separator = separator;
    row->fault = NULL;
    row->n_fields = 0;
    row->len = 0;
    field_open(row);
}

static void take_char(struct csv_row *row, int64_t line, char c) {
    const int quoted = row->state == CSV_QUOTED;
    if (quoted && c != '"') {
        field_add(row, c);
    } else if (quoted) {
        row->state = CSV_QUOTE_ENDED;
    } else if (c == row->separator) {
        field_open(row);
    } else if (c == '"' && row->state == CSV_AT_FIELD) {
        row->state = CSV_QUOTED;
        row->quote_line = line;
    } else if (c == '"' && row->state == CSV_QUOTE_ENDED) { /* two quotes are one */
        row->state = CSV_QUOTED;
        field_add(row, c);
    } else if (row->state == CSV_QUOTE_ENDED) {
        row->fault = "text after the closing quote";
        row->state = CSV_BROKEN;
    } else if (c == '"') {
        row->fault = "a quote inside a field that does not begin with one";
        row->state = CSV_BROKEN;
    } else {
        row->state = CSV_PLAIN;
        field_add(row, c);
    }
}

enum csv_state csv_row_feed(struct csv_row *row, int64_t line, krav_str text) {
    if (row->state == CSV_QUOTED) {
        field_add(row, ' '); /* the line break */
    }
    for (size_t i = 0; i < text.len && row->state != CSV_BROKEN; i++) {
        take_char(row, line, text.ptr[i]);
    }
    return row->state;
}

int csv_row_is_blank(const struct csv_row *row) {
    return row->n_fields == 1 && row->state == CSV_AT_FIELD;
}

char csv_separator(krav_str header) {
    static const char separators[] = {';', ',', '\t'};
    size_t counts[sizeof separators] = {0};
    int quoted = 0;
    for (size_t i = 0; i < header.len; i++) {
        quoted ^= header.ptr[i] == '"';
        const char *hit =
            quoted ? NULL : (const char *)memchr(separators, header.ptr[i], sizeof separators);
        if (hit) {
            counts[hit - separators]++;
        }
    }
    size_t best = 0;
    for (size_t i = 1; i < sizeof separators; i++) {
        best = counts[i] > counts[best] ? i : best;
    }
    return counts[best] > 0 ? separators[best] : '\0';
}
