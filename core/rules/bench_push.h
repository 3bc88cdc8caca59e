/* bench_push.h - values of the domain into the table on top of the stack, for what tests look at.
 * What is absent is left out, and then reads as nil. */
#ifndef KRAV_RULES_BENCH_PUSH_H
#define KRAV_RULES_BENCH_PUSH_H

#include "domain/action.h"
#include "rules/vm.h"

RAISES void push_text(lua_State *L, const char *key, struct text t);
RAISES void push_word(lua_State *L, const char *key, const struct words *words, int value);
RAISES void push_number(lua_State *L, const char *key, int64_t value, bool given);
/* Pushes { word = "send", verdict = "not_before", by = "notice period (inkassoloven § 9)", ... } */
RAISES void push_refusal(lua_State *L, const struct action *a, const struct verdict *v,
                         struct arena *arena);
/* Moves the value on top to the end of the list t[key]. */
RAISES void push_append(lua_State *L, int t, const char *key);

#endif
