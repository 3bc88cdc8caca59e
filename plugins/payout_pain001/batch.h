/* batch.h - whether a batch can be paid: all its faults at once, for one refusal. */
#ifndef PAIN_BATCH_H
#define PAIN_BATCH_H

#include "krav/plugin.h"

#define BATCH_TRANSFERS_MAX 20000
#define BATCH_DAYS_MAX 100             /* different days of execution */
#define BATCH_ORE_MAX 100000000000000LL /* 10^14 øre */
#define BATCH_BBAN 11

struct batch_faults { /* "transfer 2: to_account has ...; transfer 7: ..." */
    int n;
    size_t len;
    char bytes[900];
};

/* All of it, down to the last transfer.  True if there are no faults. */
int batch_check(const krav_batch *batch, krav_day today, struct batch_faults *faults);
krav_str batch_reasons(struct batch_faults *faults);

/* True of a text that is more than blanks and control characters. */
int batch_has_words(krav_str s);

/* The day it is to be done: one that has passed becomes today. */
krav_day batch_day(const krav_transfer *t, krav_day today);
/* The first such day after `after`; 0 = none. */
krav_day batch_next_day(const krav_batch *batch, krav_day today, krav_day after);

/* "86011117947", "NO93 8601 1117 947": the eleven digits, or why not. */
const char *batch_account(krav_str text, char bban[BATCH_BBAN]);

#endif
