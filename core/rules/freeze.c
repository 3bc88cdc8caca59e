/* freeze.c - see freeze.h.  A worklist in Lua tables, since Lua may raise at any allocation. */
#include "rules/freeze.h"

#include <lauxlib.h>

static const char shadow_key = 's';

RAISES static int refuse_write(lua_State *L) {
    return vm_error(L, "this table was made when the rules were loaded: a decision may read it "
                       "but not change it");
}

RAISES static int shadow_length(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, lua_upvalueindex(1)));
    return 1;
}

/* Stack slots of the walk. */
enum { SEEN = 1, WORK = 2 };
struct walk {
    int base;
    lua_Integer n_work;
};

/* Takes the value on top; remembers it if it is a table or function not seen before. */
RAISES static void visit(lua_State *L, struct walk *w) {
    if (!lua_istable(L, -1) && !lua_isfunction(L, -1)) {
        lua_pop(L, 1);
        return;
    }
    lua_pushvalue(L, -1);
    if (lua_rawget(L, w->base + SEEN) != LUA_TNIL) {
        lua_pop(L, 2);
        return;
    }
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_pushboolean(L, 1);
    lua_rawset(L, w->base + SEEN);
    lua_rawseti(L, w->base + WORK, ++w->n_work);
}

RAISES static void walk_upvalues(lua_State *L, struct walk *w) {
    int function = lua_gettop(L);
    for (int i = 1; lua_getupvalue(L, function, i) != NULL; i++) {
        visit(L, w);
    }
}

RAISES static void freeze_table(lua_State *L, struct walk *w) {
    int table = lua_gettop(L);
    if (lua_getmetatable(L, table)) {
        lua_pop(L, 1); /* frozen before, or the environment, which guards itself */
        return;
    }
    lua_newtable(L);
    int shadow = table + 1;
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, shadow);
        visit(L, w);
        lua_pushvalue(L, -1);
        visit(L, w);
        lua_pushvalue(L, -1);
        lua_pushnil(L);
        lua_rawset(L, table); /* emptying while walking is allowed */
    }
    lua_createtable(L, 0, 4);
    lua_pushvalue(L, shadow);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse_write);
    lua_setfield(L, -2, "__newindex");
    lua_pushvalue(L, shadow);
    lua_pushcclosure(L, shadow_length, 1);
    lua_setfield(L, -2, "__len");
    lua_pushvalue(L, shadow);
    lua_rawsetp(L, -2, &shadow_key);
    lua_setmetatable(L, table);
}

void freeze_value(lua_State *L, int index, const struct freeze_ear *ear) {
    luaL_checkstack(L, 20, "freezing");
    index = lua_absindex(L, index);
    struct walk w = {lua_gettop(L), 0};
    lua_newtable(L);
    lua_newtable(L);
    lua_pushvalue(L, index);
    visit(L, &w);
    while (w.n_work > 0) {
        lua_rawgeti(L, w.base + WORK, w.n_work);
        lua_pushnil(L);
        lua_rawseti(L, w.base + WORK, w.n_work--);
        if (lua_istable(L, -1)) {
            freeze_table(L, &w);
        } else {
            if (ear->function && !lua_iscfunction(L, -1)) {
                ear->function(L, ear->ctx);
            }
            walk_upvalues(L, &w);
        }
        lua_settop(L, w.base + WORK);
    }
    lua_settop(L, w.base);
}

void freeze_push_contents(lua_State *L, int index) {
    index = lua_absindex(L, index);
    if (lua_getmetatable(L, index)) {
        if (lua_rawgetp(L, -1, &shadow_key) == LUA_TTABLE) {
            lua_remove(L, -2);
            return;
        }
        lua_pop(L, 2);
    }
    lua_pushvalue(L, index);
}
