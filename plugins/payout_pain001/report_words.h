/* report_words.h - what the words of a pain.002 come to: paid, refused, or nothing yet.
 *
 * report.c calls these where what they are about ends. */
#ifndef PAIN_REPORT_WORDS_H
#define PAIN_REPORT_WORDS_H

#include "report.h"

void report_transfer(struct report *r); /* the TxInfAndSts at hand */
void report_part(struct report *r);     /* the OrgnlPmtInfAndSts at hand */
void report_group(struct report *r);    /* the file */

/* From report.c. */
void report_fault(struct report *r, int64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void report_remark(struct report *r, int64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void report_tell(struct report *r, const krav_payout_status *status);

static inline krav_str report_str(const struct report *r, enum report_field field) {
    const struct report_value *v = &r->values[field];
    return v->line > 0 && v->len > 0 ? (krav_str){v->bytes, v->len} : (krav_str){NULL, 0};
}

#endif
