/* declare.h - the words that describe a bundle while it loads: workflow, stage, level and the
 * parameter types int, money, days_list and choice.
 *
 * A wrong declaration is a fault with its line, and loading goes on: all faults at once. */
#ifndef KRAV_RULES_DECLARE_H
#define KRAV_RULES_DECLARE_H

#include "rules/program.h"

RAISES void declare_open(lua_State *L);
/* Makes the workflow object the global W for the files after init.lua; false if there is none. */
RAISES bool declare_share(lua_State *L);
/* Takes W.start and checks that nothing else was hung on W by mistake. */
RAISES void declare_finish(lua_State *L);

#endif
