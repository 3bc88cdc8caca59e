/* freeze.h - what outlives a decision: its tables become read-only, in place, and its functions are told.
 *
 *     T = { a = 1 }   ──freeze──▶   T = {} with metatable { __index = S, __newindex = refuse }
 *                                   S = { a = 1 }, reachable only through T
 *
 * Starting from a value, every table that it, its fields or the upvalues of its functions reach
 * is emptied into a shadow.  C functions count: an iterator holds its table.  Identity stays, reading costs one more step, writing is an error
 * with file and line. */
#ifndef KRAV_RULES_FREEZE_H
#define KRAV_RULES_FREEZE_H

#include "rules/vm.h"

/* Who hears of each Lua function on the way, which is on top of the stack and stays there. */
struct freeze_ear {
    RAISES void (*function)(lua_State *L, void *ctx); /* NULL: nobody */
    void *ctx;
};
RAISES void freeze_value(lua_State *L, int index, const struct freeze_ear *ear);
/* Pushes the table that holds the contents: the shadow of a frozen one, else itself. */
RAISES void freeze_push_contents(lua_State *L, int index);

#endif
