/* payment.h - one payment of an OCR giro assignment, put together from its amount items.
 *
 * Amount item 1 opens a payment; the next one, or the end of the assignment, closes it. */
#ifndef OCR_PAYMENT_H
#define OCR_PAYMENT_H

#include "ocr.h"

void payment_item1(struct ocr *o, const char *record);
void payment_item2(struct ocr *o, const char *record);
void payment_item3(struct ocr *o, const char *record);
void payment_close(struct ocr *o); /* hands it over; nothing if none is open */

/* What ocr.c lends to payment.c. */
void ocr_fault(struct ocr *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
void ocr_note(struct ocr *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Adds to a total, or reports that the sum is past what a trailer can say. */
void ocr_add(struct ocr *o, struct ocr_total *total, krav_ore amount);
/* Something that totals depend on is missing: they are not compared any more. */
void ocr_lose_count(struct ocr *o);

#endif
