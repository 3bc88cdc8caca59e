/* sandbox.h - what a rule may call besides the words: an allow-list, nothing of Lua's libraries.
 *
 *     _ENV (empty, guarded) ──reads──▶ shadow { kr, percent, day, send, move, ... }
 *
 * There is no os, io, require, load, pcall, coroutine, metatable, pattern or random number.
 * What there is works on whole numbers and short texts, in linear time, the same everywhere.
 * Global names may be set once each while the bundle loads (shared helpers), then never; a bundle
 * that extends another may set those of the other anew. */
#ifndef KRAV_RULES_SANDBOX_H
#define KRAV_RULES_SANDBOX_H

#include "base/arena.h"
#include "base/words.h"
#include "rules/vm.h"

RAISES void sandbox_open(lua_State *L);
/* Which files are being run: a name set by those of another layer may be set again. */
RAISES void sandbox_layer(lua_State *L, uint32_t layer);
/* Takes the value on top as the global `name`. */
RAISES void sandbox_set(lua_State *L, const char *name);
/* Ends loading: globals are set for good.  Pushes a list of their values, which are to be frozen. */
RAISES void sandbox_close(lua_State *L);
RAISES bool sandbox_has(lua_State *L, struct text name);
/* The global nearest to a misspelt name, NULL if none.  Memory: the arena. */
RAISES const char *sandbox_nearest(lua_State *L, struct text misspelt, struct arena *arena);

/* ", did you mean 'x'?" or "". */
struct text near_text(const char *nearest, struct arena *arena);

#endif
