/* plan_limitation.h - what a person is told of limitation, and when, whatever the rules say. */
#ifndef KRAV_ENGINE_PLAN_LIMITATION_H
#define KRAV_ENGINE_PLAN_LIMITATION_H

#include "engine/plan.h"

/* Tasks, where a warning has come: `comes`: the claim came just now, and what is near is told of at
 * once; `due`: a day of the agenda's row has come. */
int plan_limitation_tasks(struct planning *p, bool comes, bool due, struct status *st) NODISCARD;
/* The next day on which there is something to tell, or something is lost by itself. */
day plan_limitation_next(const struct planning *p);

#endif
