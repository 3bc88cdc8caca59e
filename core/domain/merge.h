/* merge.h - the claims of one case go into another of the same creditor and debtor.
 *
 *     case B  claims letters costs payments ──merged_into──▶ (nothing owed) ──closed "merged"──▶
 *                   │ as they stood, with interest up to that day
 *     case A  ──────┴──merged──▶ claims of both: A's 1..n, B's n + 1..
 *
 * The event in A carries B's whole state, and both events its hash, so nothing is lost or counted
 * twice: neither fold takes an event that does not fit.  What is owed moves in the ledger by the
 * same amounts; what was received stays where it was received, and what goes back of it later is
 * undone in A.
 *
 * A letter stays about the claims that it was about, and a payment counts towards the letters that
 * it counted towards.  Interest is rounded as before: claims that came together are a lot, summed
 * exactly and rounded once by themselves, so that a merge is worth no øre to anybody.
 *
 * A merge is undone by nobody.  Pure; memory is the arena's of the events. */
#ifndef KRAV_DOMAIN_MERGE_H
#define KRAV_DOMAIN_MERGE_H

#include "domain/apply.h"

#define CLOSED_MERGED "merged" /* why a case is closed whose claims went into another */

/* Why a case can neither give its claims away nor take others': what holds for it as a whole, and
 * would come to hold for claims that it is not about. */
enum merge_hindrance {
    MERGE_FREE = 0, MERGE_CLOSED, MERGE_SEPARATE, MERGE_OBJECTION, MERGE_STOPPED, MERGE_PLAN,
    MERGE_COURT, MERGE_LIMITATION, MERGE_COSTS_LOST, MERGE_PARKED, MERGE_ANSWER, MERGE_UNDERWAY
};
enum merge_hindrance merge_hindrance(const struct krav_case *c);
/* Would not fit one case. */
bool merge_too_large(const struct krav_case *a, const struct krav_case *b);

/* The older of two: the one that the other's claims go into. */
static inline bool merge_is_older(const struct krav_case *a, const struct krav_case *b) {
    return a->opened != b->opened ? a->opened < b->opened : a->id < b->id;
}

/* What a case does before it is merged, and how it then stands, in *left: planned letters are taken
 * back and interest is posted up to today. */
int merge_leaving(const struct apply_input *in, struct events *out, struct krav_case *left,
                  struct status *st) NODISCARD;
/* FACT_MERGED_INTO, about the case they go to; FACT_MERGED, with in->merging; FACT_KEEP_APART. */
int apply_merged_into(const struct apply_input *in, struct events *out, struct status *st)
    NODISCARD;
int apply_merged(const struct apply_input *in, struct events *out, struct status *st) NODISCARD;
int apply_keep_apart(const struct apply_input *in, struct events *out, struct status *st)
    NODISCARD;

/* The case as both would stand together, for a question of law: *both shares nothing that a fold may
 * change.  `c` may have letters on their way. */
void merge_joined(const struct krav_case *c, const struct krav_case *other, struct arena *arena,
                  struct krav_case *both);

struct hash merge_hash(const struct krav_case *c);
/* When the case was opened that this letter was taken over with. */
day merge_opened(const struct krav_case *c, const struct letter_note *l);

#endif
