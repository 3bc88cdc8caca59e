/* syntax.h - compiling a file of a bundle, and what there is to say of one that cannot be.
 *
 * A bundle that is not whole (no init.lua, a file that cannot be read, nothing of the name that it
 * extends) is not loaded; the syntax of what is there is looked at all the same, so that its author
 * hears of everything at once. */
#ifndef KRAV_RULES_SYNTAX_H
#define KRAV_RULES_SYNTAX_H

#include "rules/rules.h"
#include "rules/vm.h"

/* Leaves the chunk on top of the stack; else a fault with file and line, and false. */
RAISES bool syntax_compile(lua_State *L, const struct bundle_file *file, struct faults *faults);
/* One fault for each file of the rules that does not compile; tests are not looked at. */
void syntax_check(const struct bundle_source *s, struct faults *faults);

#endif
