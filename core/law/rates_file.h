/* rates_file.h - a file of new rates: read, and held against what is known.
 *
 *     # Finanstilsynet, 18 December 2026
 *     kind;from;to;value;source
 *     late_interest;2027-01-01;2027-06-30;12,00;FOR-2026-12-18-2901
 *     inkassosats;2027-01-01;;770;FOR-2026-12-15-2850
 *
 * UTF-8, a line for each row; empty lines, and lines that begin with #, are passed over; the first of
 * the others is the heading.  An empty `to`: until further notice.
 *
 * A row begins the day after the last one known of its kind.  One that is in force until further
 * notice is ended by a row that begins after today.  What is known is never rewritten; only a row
 * of the book that has not begun may be given again with another value.  A row that is known already
 * is passed over, so that a file may grow. */
#ifndef KRAV_LAW_RATES_FILE_H
#define KRAV_LAW_RATES_FILE_H

#include "base/status.h"
#include "law/rates.h"

#define RATES_FILE_SIZE_MAX ((size_t)256 * 1024)

/* The file as it stands; all faults of its lines as "NAME:LINE: why". */
struct rates_file {
    const char *name;           /* for messages */
    struct rate_entry *rows;    /* borrow from the text; a broken one has no first day */
    uint32_t n;
};
void rates_parse(struct text bytes, struct arena *arena, struct faults *faults,
                 struct rates_file *out);

/* What of the file is new on this day; it is added to *known.  Faults as above. */
struct rates_check {
    struct rates *known;
    day today;
    struct rate_entry *fresh;
    uint32_t n_fresh;
};
void rates_check(struct rates_check *c, const struct rates_file *f, struct arena *arena,
                 struct faults *faults);

#endif
