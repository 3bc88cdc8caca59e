/* sandbox.c - the guarded environment.  The functions in it are in helpers.c. */
#include "rules/sandbox.h"

#include "rules/helpers.h"

#include <lauxlib.h>

static const char shadow_key = 'e'; /* registry: the table behind _ENV */
static const char closed_key = 'c'; /* registry: true once loading is over */
static const char layer_key = 'l';  /* registry: which files are being run, as a number */
static const char owner_key = 'o';  /* registry: name -> the number under which it was defined */

RAISES static int unknown_global(lua_State *L) {
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    return vm_error(L, "'%s' is not a word of the rule language and is not defined", name);
}

RAISES static int define_global(lua_State *L) {
    const char *name = luaL_checkstring(L, 2);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &closed_key) == LUA_TBOOLEAN) {
        return vm_error(L, "'%s' would outlive the decision: write 'local %s'", name, name);
    }
    lua_settop(L, 3);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &shadow_key); /* 4 */
    lua_rawgetp(L, LUA_REGISTRYINDEX, &owner_key);  /* 5 */
    lua_rawgetp(L, LUA_REGISTRYINDEX, &layer_key);  /* 6 */
    lua_pushvalue(L, 2);
    const bool is_there = lua_rawget(L, 4) != LUA_TNIL;
    lua_pushvalue(L, 2);
    const bool replaces = lua_rawget(L, 5) != LUA_TNIL && !lua_rawequal(L, 6, -1);
    if (is_there && !replaces) {
        return vm_error(L, "'%s' is already defined", name);
    }
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 6);
    lua_rawset(L, 5);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 3);
    lua_rawset(L, 4);
    return 0;
}

void sandbox_layer(lua_State *L, uint32_t layer) {
    lua_pushinteger(L, (lua_Integer)layer);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &layer_key);
}

RAISES static int refuse_method(lua_State *L) {
    return vm_error(L, "texts have no methods: use contains, starts_with, split, digits, join");
}

void sandbox_open(lua_State *L) {
    lua_newtable(L); /* shadow */
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, unknown_global);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &shadow_key);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &owner_key);
    sandbox_layer(L, 0);

    lua_pushglobaltable(L);
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, define_global);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, -2);
    lua_pop(L, 2);

    lua_pushliteral(L, "");
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, refuse_method);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);

    helpers_open(L);
}

void sandbox_set(lua_State *L, const char *name) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &shadow_key);
    lua_insert(L, -2);
    lua_pushstring(L, name);
    lua_insert(L, -2);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

void sandbox_close(lua_State *L) {
    lua_pushboolean(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &closed_key);
    lua_newtable(L);
    int list = lua_gettop(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &shadow_key);
    for (lua_pushnil(L); lua_next(L, list + 1);) {
        lua_rawseti(L, list, (lua_Integer)lua_rawlen(L, list) + 1);
    }
    lua_settop(L, list);
}

bool sandbox_has(lua_State *L, struct text name) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &shadow_key);
    lua_pushlstring(L, name.ptr, name.len);
    bool has = lua_rawget(L, -2) != LUA_TNIL;
    lua_pop(L, 2);
    return has;
}

const char *sandbox_nearest(lua_State *L, struct text misspelt, struct arena *arena) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &shadow_key);
    int shadow = lua_gettop(L);
    size_t n = 0;
    for (lua_pushnil(L); lua_next(L, shadow); lua_pop(L, 1)) {
        n++;
    }
    struct word *rows = arena_take_n(arena, n, sizeof *rows);
    size_t i = 0;
    for (lua_pushnil(L); lua_next(L, shadow); lua_pop(L, 1)) {
        size_t len = 0;
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tolstring(L, -2, &len) : "";
        if (len > 0 && len <= 64) {
            rows[i++] = (struct word){1, arena_cstr(arena, (struct text){name, len}), "", ""};
        }
    }
    lua_pop(L, 1);
    /* The order of a Lua table differs from run to run; a tie must not. */
    for (size_t a = 1; a < i; a++) {
        for (size_t b = a; b > 0 && text_cmp(text_of(rows[b].name), text_of(rows[b - 1].name)) < 0;
             b--) {
            struct word swap = rows[b];
            rows[b] = rows[b - 1];
            rows[b - 1] = swap;
        }
    }
    struct words words = {"global", rows, sizeof *rows, i};
    return words_nearest(&words, misspelt);
}

struct text near_text(const char *nearest, struct arena *arena) {
    return nearest ? arena_printf(arena, ": did you mean '%s'?", nearest) : TEXT("");
}
