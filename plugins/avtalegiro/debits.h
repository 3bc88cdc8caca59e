/* debits.h - whether a batch can be asked for: all its faults at once, for one refusal. */
#ifndef AG_DEBITS_H
#define AG_DEBITS_H

#include "krav/plugin.h"

#define AG_DEBITS_MAX 20000
#define AG_DAYS_AHEAD_MAX 365          /* twelve months, in the specification's words */
#define AG_ORE_MAX 100000000000000LL   /* 10^14 øre */
#define AG_NUMBER_MAX 4999999          /* each batch has two assignment numbers of seven digits */

struct ag_faults { /* "debit 2: the KID ...; debit 7: ..." */
    int n;
    size_t len;
    char bytes[900];
};

/* True if there are no faults. */
int debits_check(const krav_debits *debits, krav_day today, struct ag_faults *faults);
/* How many of this kind, what they come to, and their first and last due day. */
struct ag_total {
    uint32_t n;
    krav_ore sum;
    krav_day first, last;
};
struct ag_total debits_total(const krav_debits *debits, int32_t kind);

#endif
