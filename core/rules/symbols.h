/* symbols.h - the number behind a name, found by the address of Lua's own string.
 *
 *     c.open ──▶ "open", one copy in the state ──address──▶ slot ──▶ 1
 *
 * Lua holds one copy of every short string.  A name that was put in is kept alive by the registry, so
 * the same name in the rules is the same address: nothing is hashed or compared byte by byte.
 * Memory: the arena's; belongs to one state and must outlive its last question. */
#ifndef KRAV_RULES_SYMBOLS_H
#define KRAV_RULES_SYMBOLS_H

#include <lua.h>

#include "base/arena.h"
#include "base/words.h"
#include "rules/vm.h"

#define SYMBOL_LEN_MAX 40 /* what Lua takes as short */
#define SYMBOL_NONE UINT32_MAX

struct symbol {
    const char *name; /* NULL: an empty slot */
    uint32_t number;
};
struct symbols {
    struct symbol *slots;
    uint32_t mask; /* slots - 1; at least half of them are empty */
    uint32_t n, n_max;
};

void symbols_init(struct symbols *s, uint32_t n_max, struct arena *arena);
/* One that is there already stays as it is. */
RAISES void symbols_add(lua_State *L, struct symbols *s, struct text name, uint32_t number);
RAISES bool symbols_has(lua_State *L, const struct symbols *s, struct text name);
/* Those of a vocabulary, with their rows as numbers. */
RAISES void symbols_of_words(lua_State *L, struct symbols *s, const struct words *words,
                             struct arena *arena);

static inline uint32_t symbols_slot(const struct symbols *s, const char *name) {
    const uintptr_t at = (uintptr_t)name;
    return (uint32_t)(at >> 4 ^ at >> 12) & s->mask;
}

/* SYMBOL_NONE: the value at `index` is another text, or none. */
RAISES static inline uint32_t symbols_find(lua_State *L, const struct symbols *s, int index) {
    const char *name = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, NULL) : NULL;
    uint32_t i = symbols_slot(s, name);
    while (s->slots[i].name != NULL && s->slots[i].name != name) {
        i = (i + 1) & s->mask;
    }
    return s->slots[i].name != NULL ? s->slots[i].number : SYMBOL_NONE;
}

#endif
