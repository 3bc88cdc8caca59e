/* batch.h - one batch of transfers from the client account: the content of a payout effect. */
#ifndef KRAV_ENGINE_BATCH_H
#define KRAV_ENGINE_BATCH_H

#include "base/day.h"
#include "base/money.h"
#include "base/record.h"

#define BATCH_TRANSFERS_MAX 500

struct transfer {
    struct text id; /* end-to-end */
    day on;
    ore amount;
    struct text to_account, to_name, message;
};

struct batch {
    struct text from_account, from_name, from_org;
    struct transfer *transfers; uint32_t n_transfers;
    ore sum;
};
extern const struct record batch_record;

#endif
