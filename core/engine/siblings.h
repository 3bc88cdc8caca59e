/* siblings.h - the other open cases of a case's creditor and debtor, for the law (domain/sibling.h). */
#ifndef KRAV_ENGINE_SIBLINGS_H
#define KRAV_ENGINE_SIBLINGS_H

#include "domain/sibling.h"
#include "engine/engine.h"

/* Fills s->siblings and what follows from them, as of today.  An open case only; an engine without
 * a book has none.  Memory: the arena. */
int siblings_look(const struct engine *e, struct arena *arena, struct snapshot *s,
                  struct status *st) NODISCARD;

#endif
