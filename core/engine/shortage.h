/* shortage.h - money that goes back after it was paid on.
 *
 *     payment ─▶ settled with the creditor ─▶ the payment bounces: the client account would hold
 *                                             another creditor's money (inkassoloven § 16)
 *
 * Before such a step is written, the agency makes good what is missing in a step of the creditor's:
 * the creditor's part becomes its debt to us, set off in its next settlement; our own part, which
 * was released already, goes back.  A supervisor is told how much to pay into the client account. */
#ifndef KRAV_ENGINE_SHORTAGE_H
#define KRAV_ENGINE_SHORTAGE_H

#include "engine/engine.h"

/* Under the caller's savepoint, before step `s` of a case of this creditor. */
int shortage_cover(struct engine *e, const struct step *s, int64_t creditor, struct arena *arena,
                   struct status *st) NODISCARD;

#endif
