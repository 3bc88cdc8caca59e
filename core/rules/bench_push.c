/* bench_push.c - see bench_push.h. */
#include "rules/bench_push.h"

void push_text(lua_State *L, const char *key, struct text t) {
    if (t.len > 0) {
        lua_pushlstring(L, t.ptr, t.len);
        lua_setfield(L, -2, key);
    }
}

void push_word(lua_State *L, const char *key, const struct words *words, int value) {
    if (value != 0) {
        lua_pushstring(L, words_name(words, value));
        lua_setfield(L, -2, key);
    }
}

void push_number(lua_State *L, const char *key, int64_t value, bool given) {
    if (given) {
        lua_pushinteger(L, value);
        lua_setfield(L, -2, key);
    }
}

void push_refusal(lua_State *L, const struct action *a, const struct verdict *v,
                  struct arena *arena) {
    lua_newtable(L);
    push_word(L, "word", &action_kinds, (int)a->kind);
    push_word(L, "verdict", &verdict_kinds, (int)v->kind);
    push_text(L, "reason", v->reason);
    struct text by =
        arena_printf(arena, "%.*s (%.*s)", TEXT_ARG(v->reason), TEXT_ARG(v->paragraph));
    char *spaced = arena_take(arena, by.len + 1);
    for (size_t i = 0; i < by.len; i++) {
        spaced[i] = by.ptr[i] == '_' ? ' ' : by.ptr[i];
    }
    push_text(L, "by", (struct text){spaced, by.len});
    push_number(L, "day", v->not_before, v->not_before != DAY_NONE);
}

void push_append(lua_State *L, int t, const char *key) {
    lua_getfield(L, t, key);
    lua_insert(L, -2);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    lua_pop(L, 1);
}
