/* bench_walk.h - walk(case, "200 days") in a bundle's own tests: what came of it, as a table.
 *
 *     w.letters[1].letter   w.stages[2]   w.charges[1].fee   w.refused[1].by   w.closed */
#ifndef KRAV_RULES_BENCH_WALK_H
#define KRAV_RULES_BENCH_WALK_H

#include "rules/vm.h"
#include "rules/walk.h"

/* The length at `index`: "200 days" or 200. */
RAISES int32_t bench_walk_days(lua_State *L, int index);
/* Pushes w. */
RAISES void bench_walk_push(lua_State *L, const struct walk *w, struct arena *arena);

#endif
