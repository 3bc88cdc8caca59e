/* contacts.h - what the book knows of contact with one debtor, over all of their cases. */
#ifndef KRAV_ENGINE_CONTACTS_H
#define KRAV_ENGINE_CONTACTS_H

#include "engine/engine.h"
#include "engine/plan.h"

/* Brings the days of calls in the debtor's other cases, closed ones too, into *s, which is about
 * case s->c.  A case that stands in no book has none.  Memory: the arena. */
int contacts_elsewhere(const struct engine *e, struct arena *arena, struct snapshot *s,
                       struct status *st) NODISCARD;

/* After a call was told of: one that good practice does not accept happened all the same, and stands;
 * a supervisor gets a task with the breach.  Nothing for any other fact. */
int contacts_breach(const struct engine *e, struct planning *p, const struct fact *f,
                    struct status *st) NODISCARD;

#endif
