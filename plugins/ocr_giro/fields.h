/* fields.h - the fields of an 80-character record: digits, days and Latin-1 text.
 *
 * Positions are the specification's own: counted from 1, both ends included. */
#ifndef OCR_FIELDS_H
#define OCR_FIELDS_H

#include "ocr.h"

/* The number in positions from..to, or -1 if they are not all digits.  At most 18 digits. */
int64_t field_number(const char *record, int from, int to);
/* The day DDMMYY at `from`: 90-99 are 1990-1999, the rest 2000-2089.  0 for 000000; -1 if there
 * is no such day. */
krav_day field_day(const char *record, int from);
/* The text without blanks at its ends, as UTF-8. */
void field_text(struct ocr_text *out, const char *record, int from, int to);
int field_is_zeros(const struct ocr_text *text); /* nothing but zeros; true of empty text */
krav_str field_str(const struct ocr_text *text); /* absent if empty */

#endif
