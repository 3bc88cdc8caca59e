/* sibling.h - the other open cases of the same creditor on the same debtor, as the law sees them.
 *
 *     engine: one indexed query ──▶ their snapshots ──▶ snapshot.siblings
 *     those whose demands go at the same time, with this case ──▶ one merged case   (merge.h)
 *
 * Several claims that are demanded at the same time are one claim to the caps of inkassoforskriften
 * chapter 2, whether they stand in one case or in many (Finanstilsynet, rundskriv 1/2018).  At the
 * same time is: while the deadline of the other demand runs.  Read only; arena memory. */
#ifndef KRAV_DOMAIN_SIBLING_H
#define KRAV_DOMAIN_SIBLING_H

#include "domain/snapshot.h"

struct sibling {
    struct snapshot s; /* without siblings of its own */
    struct krav_case c;
};

/* A demand that goes today, or the last that was sent: its first and last day.  False: none. */
bool sibling_demand_days(const struct krav_case *c, day today, day *from, day *to);
/* This case together with those whose demands fall in the days; NULL: it is alone. */
const struct krav_case *sibling_together(const struct snapshot *s, day from, day to,
                                         struct arena *arena);
/* Fills what follows from s->siblings: together_now, together_then. */
void siblings_reckon(struct snapshot *s, struct arena *arena);

#endif
