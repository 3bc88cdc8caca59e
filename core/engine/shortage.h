/* shortage.h - money that goes back after it was paid on.
 *
 *     payment ─▶ settled with the creditor ─▶ the payment bounces: the client account would hold
 *                                             another creditor's money (inkassoloven § 16)
 *
 * Before such a step is written, the agency makes good what is missing in a step of the creditor's:
 * the creditor's part becomes its debt to us, set off in its next settlement; our own part, which
 * was released already, goes back.  A supervisor is told how much to pay into the client account.
 *
 * A department that is settled apart stands for itself: neither the creditor's money nor another
 * department's makes good what it was paid too much, and what it owes is set off in its own next
 * settlement alone. */
#ifndef KRAV_ENGINE_SHORTAGE_H
#define KRAV_ENGINE_SHORTAGE_H

#include "engine/engine.h"

/* Under the caller's savepoint, before step `s` of case `c`. */
int shortage_cover(struct engine *e, const struct step *s, const struct krav_case *c,
                   struct arena *arena, struct status *st) NODISCARD;

#endif
