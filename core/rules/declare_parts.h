/* declare_parts.h - what the declaring words share: a fault with its line, and reading texts. */
#ifndef KRAV_RULES_DECLARE_PARTS_H
#define KRAV_RULES_DECLARE_PARTS_H

#include "rules/program.h"

/* A fault at the line that is being run. */
void declare_fault(lua_State *L, const char *format, ...) FORMAT(2, 3);
/* The program while it loads; an error in a decision. */
RAISES struct program *declare_loading(lua_State *L, const char *what);
/* The text at `index` copied into the program, absent with a fault if it is something else. */
RAISES struct text declare_text(lua_State *L, int index, const char *what, size_t len_max);

/* W.level "name" { ... } */
RAISES int declare_level(lua_State *L);
/* int, money, days_list, choice */
RAISES void declare_params_open(lua_State *L);

#endif
