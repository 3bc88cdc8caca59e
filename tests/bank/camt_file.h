/* camt_file.h - what happened on an account as one camt.054 notification, .02 or .08.
 *
 *     Ntfctn
 *       Ntry CRDT         all payments with KID, booked as one sum, as banks do it (230)
 *       Ntry CRDT         each payment with a text (233)
 *       Ntry DBIT RvslInd each payment that was taken back
 *       Ntry DBIT         each transfer
 *
 * References are the day, a number drawn from the content, and a count: the same payments of the
 * same day have the same references in both versions, and no other day has them. */
#ifndef BANK_CAMT_FILE_H
#define BANK_CAMT_FILE_H

#include "payment.h"

struct notification {
    int version; /* 2 or 8 */
    struct text account;
    day booked;
    struct payments payments;
    const struct transfer *const *transfers;
    size_t n_transfers;
};
void camt_file_write(struct buf *out, const struct notification *n);

#endif
