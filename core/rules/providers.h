/* providers.h - what a home can carry out, held against what a bundle's text asks for.
 *
 *     send { letter = "reminder", by = "email" }   ─ nobody sends by e-mail here ─▶ a fault, FILE:LINE
 *     score {}                                     ─ nobody is asked for scores ──▶ a fault
 *     send { letter = "reminder", by = way (c) }   computed: seen when it is decided (no_provider)
 *
 * A bundle is well by itself or not (bundle_new); this is about one home. */
#ifndef KRAV_RULES_PROVIDERS_H
#define KRAV_RULES_PROVIDERS_H

#include "rules/rules.h"

struct providers {
    bool sends[CHANNEL_PORTAL + 1]; /* by enum channel; letters on paper are never asked about */
    bool scores, washes;
};

/* All that the bundle, and what it extends, names literally and nobody does. */
void providers_check(const struct bundle *b, const struct providers *has, struct faults *faults);

#endif
