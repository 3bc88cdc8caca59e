/* report_file.h - what became of a payment file, as one pain.002.001.03: each transfer with its own
 * status, ACSC, RJCT with a reason, or PDNG. */
#ifndef BANK_REPORT_FILE_H
#define BANK_REPORT_FILE_H

#include "payment.h"

struct report_line {
    const struct transfer *transfer;
    const char *status;
    struct text reason; /* of RJCT: "AC04 closed" */
};
struct status_report {
    struct text message; /* MsgId of the file */
    day on;
    const struct report_line *lines;
    size_t n;
};
void report_file_write(struct buf *out, const struct status_report *r);

#endif
