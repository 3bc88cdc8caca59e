/* symbols.c - see symbols.h. */
#include "rules/symbols.h"

#include "base/check.h"

void symbols_init(struct symbols *s, uint32_t n_max, struct arena *arena) {
    uint32_t n_slots = 2;
    while (n_slots < 2 * n_max) {
        n_slots *= 2;
    }
    *s = (struct symbols){arena_take_n(arena, n_slots, sizeof *s->slots), n_slots - 1, 0, n_max};
}

/* The registry's table of those names, on top. */
RAISES static void push_anchor(lua_State *L, const struct symbols *s) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, s) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, s);
    }
}

void symbols_add(lua_State *L, struct symbols *s, struct text name, uint32_t number) {
    ensure(name.len <= SYMBOL_LEN_MAX);
    push_anchor(L, s);
    lua_pushlstring(L, name.ptr, name.len);
    if (symbols_find(L, s, -1) == SYMBOL_NONE) {
        ensure(s->n < s->n_max);
        const char *kept = lua_tolstring(L, -1, NULL);
        uint32_t i = symbols_slot(s, kept);
        while (s->slots[i].name != NULL) {
            i = (i + 1) & s->mask;
        }
        s->slots[i] = (struct symbol){kept, number};
        s->n++;
    }
    lua_pushboolean(L, 1);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

bool symbols_has(lua_State *L, const struct symbols *s, struct text name) {
    lua_pushlstring(L, name.ptr, name.len);
    const bool has = symbols_find(L, s, -1) != SYMBOL_NONE;
    lua_pop(L, 1);
    return has;
}

void symbols_of_words(lua_State *L, struct symbols *s, const struct words *words,
                      struct arena *arena) {
    symbols_init(s, (uint32_t)words->n, arena);
    for (uint32_t i = 0; i < words->n; i++) {
        symbols_add(L, s, text_of(words_at(words, i)->name), i);
    }
}
