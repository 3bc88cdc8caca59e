/* message.h - one checked batch as one pain.001 file.
 *
 *     CstmrCdtTrfInitn
 *       GrpHdr             who orders it: MsgId, count, sum
 *       PmtInf             one for each day: from which account, count, sum
 *         CdtTrfTxInf      one for each transfer
 *
 * The same key, day, batch and terms give the same bytes. */
#ifndef PAIN_MESSAGE_H
#define PAIN_MESSAGE_H

#include "krav/plugin.h"

#include "xml.h"

enum pain_version { PAIN_03 = 3, PAIN_09 = 9 };

struct pain_terms { /* what the bank has agreed to */
    enum pain_version version;
    int batch_booking;
    krav_str bic;         /* of the bank */
    krav_str customer_id; /* who orders; absent = the batch's from_org */
    krav_str scheme;      /* of that id: CUST or BANK */
};

/* The batch has passed batch_check(). */
void message_write(struct xml *x, const struct pain_terms *terms, const krav_call *call,
                   const krav_batch *batch);

#endif
