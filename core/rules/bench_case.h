/* bench_case.h - case_like { ... } read into struct bench_case, and a decision shown as table d.
 *
 *     d.send[1].letter   d.move[1].stage   d.list[2].word   d.refused[1].by */
#ifndef KRAV_RULES_BENCH_CASE_H
#define KRAV_RULES_BENCH_CASE_H

#include "rules/bench.h"

/* Pushes case_like; `with` is a method of what it makes. */
RAISES void bench_case_open(lua_State *L, struct arena *arena);
/* Reads the case at `index`; an error names what is wrong with it.  Memory: the arena. */
RAISES void bench_case_read(lua_State *L, int index, struct arena *arena, struct bench_case *out);
/* Pushes d. */
RAISES void bench_outcome_push(lua_State *L, const struct bench_outcome *o, struct arena *arena);

#endif
