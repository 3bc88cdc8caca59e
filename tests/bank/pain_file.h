/* pain_file.h - a pain.001 file, .03 or .09: what the agency asks its bank to transfer.
 *
 * All of it is checked before any of it is used: counts and sums of the file and of each PmtInf,
 * accounts, amounts, days and identities.  The transfers stand in the order of the file. */
#ifndef BANK_PAIN_FILE_H
#define BANK_PAIN_FILE_H

#include "base/arena.h"
#include "base/status.h"
#include "payment.h"

#define TRANSFERS_MAX 20000

struct pain_file {
    struct text message; /* MsgId */
    struct text account; /* where the money is taken: one in a file */
    struct transfer *transfers;
    size_t n;
};
void pain_file_read(struct text xml, struct arena *arena, struct faults *faults,
                    struct pain_file *out);

#endif
