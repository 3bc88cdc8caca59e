/* helpers.h - the rule language's own small functions: kr, percent, day, contains, pairs ... */
#ifndef KRAV_RULES_HELPERS_H
#define KRAV_RULES_HELPERS_H

#include "rules/vm.h"

RAISES void helpers_open(lua_State *L);

#endif
