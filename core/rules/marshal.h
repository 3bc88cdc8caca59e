/* marshal.h - the list a rule returned, as plain structs in the arena.
 *
 *     { send {...}, c.x and note "...", look_again {...} }  ──▶  struct action[]
 *
 * nil and false in the list are skipped, so that `cond and word` reads well.  Everything else
 * that is not an action is an error, and so is a list longer than ACTIONS_MAX. */
#ifndef KRAV_RULES_MARSHAL_H
#define KRAV_RULES_MARSHAL_H

#include "base/arena.h"
#include "domain/action.h"
#include "rules/vm.h"

struct action_list {
    struct action *items;
    uint32_t n;
};
/* Which function was asked, for errors: "init.lua:12: stage 'notice': enter ..." */
struct asked {
    struct text file;
    int32_t line;
    struct text stage;
    const char *what;
};
RAISES void asked_refuse(lua_State *L, const struct asked *asked, const char *why);
/* The value at `index` is what `asked` returned. */
RAISES void marshal_actions(lua_State *L, int index, const struct asked *asked, struct arena *arena,
                            struct action_list *out);

#endif
