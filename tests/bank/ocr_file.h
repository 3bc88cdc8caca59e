/* ocr_file.h - payments as one OCR giro file: one transmission, one assignment.
 *
 * OCR giro is made for KIDs, so a payment with a text becomes a purchase at a terminal (type 21),
 * and a reversal is one of the format's own: 18 with KID, 20 with text.  Trailers add those to
 * the sum, as the specification says.  Payers' names have no place in the format. */
#ifndef BANK_OCR_FILE_H
#define BANK_OCR_FILE_H

#include "base/status.h"
#include "payment.h"

/* What the format cannot carry. */
void ocr_file_check(const struct payments *p, struct faults *faults);
/* The payments have passed ocr_file_check(). */
void ocr_file_write(struct buf *out, struct text account, day booked, const struct payments *p);

#endif
