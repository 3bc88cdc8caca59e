/* csv.h - rows of comma-separated values as RFC 4180 has them, and nothing of what they mean.
 *
 *     a;"b; c";"d ""e"""   ->   a | b; c | d "e"
 *
 * A row is fed line by line, since a quoted field may go on over several lines (the line break
 * is then one blank: what is read here ends up on one line).  Memory is one struct csv_row; its
 * fields point into it and are valid until the next csv_row_begin(). */
#ifndef ERP_CSV_H
#define ERP_CSV_H

#include "krav/plugin.h"

#define CSV_ROW_MAX 65536
#define CSV_FIELDS_MAX 128

enum csv_state { CSV_AT_FIELD, CSV_PLAIN, CSV_QUOTED, CSV_QUOTE_ENDED, CSV_BROKEN };

struct csv_row {
    int64_t line;       /* where the row began */
    int64_t quote_line; /* where the quote that is open began */
    char separator;
    enum csv_state state;
    const char *fault; /* why it is CSV_BROKEN, with the field it happened in */
    size_t n_fields;   /* finished and unfinished ones */
    size_t len;
    krav_str fields[CSV_FIELDS_MAX];
    char text[CSV_ROW_MAX];
};

void csv_row_begin(struct csv_row *row, int64_t line, char separator);
/* One line without its end.  Then: CSV_QUOTED if the row goes on with the next line, CSV_BROKEN
 * if it is no row, anything else if it is complete. */
enum csv_state csv_row_feed(struct csv_row *row, int64_t line, krav_str text);
int csv_row_is_blank(const struct csv_row *row);

/* The one of ; , and TAB that stands most often outside quotes, or 0 if none does. */
char csv_separator(krav_str header);

#endif
