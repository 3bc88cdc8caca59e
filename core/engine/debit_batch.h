/* debit_batch.h - one batch of requests and deletions: the content of a `collect` effect, kept by hash. */
#ifndef KRAV_ENGINE_DEBIT_BATCH_H
#define KRAV_ENGINE_DEBIT_BATCH_H

#include "base/day.h"
#include "base/hash.h"
#include "base/money.h"
#include "base/record.h"

struct debit {
    struct hash key;  /* its row's */
    bool deletes;
    ore amount;
    day due;
    bool notice;
    struct text kid;
    struct text reference; /* on the payer's statement */
    struct text text;      /* in the bank's notice; absent in a deletion, and without notice */
};

struct debit_batch {
    struct text to_account;
    int64_t number;
    struct debit *debits; uint32_t n_debits;
    ore sum;
};
extern const struct record debit_batch_record;

#endif
