/* batch.h - whether a batch can be paid: all its faults at once, for one refusal. */
#ifndef PAIN_BATCH_H
#define PAIN_BATCH_H

#include "krav/plugin.h"

#define BATCH_TRANSFERS_MAX 20000
#define BATCH_DAYS_MAX 100             /* different days of execution */
#define BATCH_ORE_MAX 100000000000000LL /* 10^14 øre */
#define BATCH_BBAN 11

#define BATCH_NAMED_MAX 100            /* of transfers that are refused alone */

struct batch_fault { /* a transfer, and the first thing that is wrong with it */
    uint32_t index;
    char why[120];
};
struct batch_faults { /* "transfer 2: to_account has ...; transfer 7: ..." */
    int n;
    int n_of_batch;   /* of n: not of one transfer by itself */
    size_t len;
    char bytes[900];
    uint32_t n_named; /* above BATCH_NAMED_MAX: the last are not kept */
    struct batch_fault named[BATCH_NAMED_MAX];
};

/* All of it, down to the last transfer.  True if there are no faults. */
int batch_check(const krav_batch *batch, krav_day today, struct batch_faults *faults);
krav_str batch_reasons(struct batch_faults *faults);
/* True if the rest can be paid without the transfers that are named. */
int batch_can_divide(const krav_batch *batch, const struct batch_faults *faults);

/* True of a text that is more than blanks and control characters. */
int batch_has_words(krav_str s);

/* The day it is to be done: one that has passed becomes today. */
krav_day batch_day(const krav_transfer *t, krav_day today);
/* The first such day after `after`; 0 = none. */
krav_day batch_next_day(const krav_batch *batch, krav_day today, krav_day after);

/* "86011117947", "NO93 8601 1117 947": the eleven digits, or why not. */
const char *batch_account(krav_str text, char bban[BATCH_BBAN]);

#endif
