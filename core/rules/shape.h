/* shape.h - what can be seen in a bundle's text before any case meets it.
 *
 *   move "notcie"                 no such stage: did you mean 'notice'?
 *   send { leter = "reminder" }   unknown field, unknown letter
 *   c.level.smal_balance          no level has that parameter
 *   W.stage "x" that nothing names: unreachable
 *
 * Literal words only; what is computed is checked when it is decided, and by tests. */
#ifndef KRAV_RULES_SHAPE_H
#define KRAV_RULES_SHAPE_H

#include "rules/program.h"

void shape_check(const struct program *p, struct faults *faults);

#endif
