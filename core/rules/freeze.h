/* freeze.h - tables that outlive a decision become read-only, in place.
 *
 *     T = { a = 1 }   ──freeze──▶   T = {} with metatable { __index = S, __newindex = refuse }
 *                                   S = { a = 1 }, reachable only through T
 *
 * Starting from a value, every table that it, its fields or the upvalues of its functions reach
 * is emptied into a shadow.  Identity stays, reading costs one more step, writing is an error
 * with file and line. */
#ifndef KRAV_RULES_FREEZE_H
#define KRAV_RULES_FREEZE_H

#include "rules/vm.h"

RAISES void freeze_value(lua_State *L, int index);
/* Pushes the table that holds the contents: the shadow of a frozen one, else itself. */
RAISES void freeze_push_contents(lua_State *L, int index);

#endif
