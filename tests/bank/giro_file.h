/* giro_file.h - AvtaleGiro as a bank reads it: what an agency asks payers' banks for, and takes back.
 *
 *     files in the order they were handed in ─▶ requests, those that were deleted marked
 *
 * One line of 80 characters a record, positions from 1, as the specification has them (AvtaleGiro
 * system specification 3.3); the reader is the bank's own, so that krav's file is held against it.
 * Texts are lent: they live in the files. */
#ifndef BANK_GIRO_FILE_H
#define BANK_GIRO_FILE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/money.h"
#include "base/status.h"

#define GIRO_REQUESTS_MAX 100000
#define GIRO_NUMBERS_MAX 1000 /* assignments */

struct giro_request {
    struct text kid;
    day due;
    ore amount;
    bool notice;     /* the payer is told before */
    bool is_deleted;
    bool no_cover;   /* the payer's account is empty: whoever runs the bank says so */
};

struct giro {
    struct giro_request *items; size_t n;
    int64_t *numbers; size_t n_numbers; /* of assignments: none twice */
    struct text account; /* to be paid to; absent: nothing was read */
};

void giro_init(struct giro *g, struct arena *arena);
/* Adds a file.  What is wrong with it goes to `faults`. */
void giro_file_read(struct giro *g, struct text file, struct faults *faults);

#endif
