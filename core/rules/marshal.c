/* marshal.c - see marshal.h. */
#include "rules/marshal.h"

#include "rules/freeze.h"
#include "rules/words.h"

#include <lauxlib.h>

/* No function of the rules is running any more, so the place comes from `asked`. */
void asked_refuse(lua_State *L, const struct asked *asked, const char *why) {
    lua_pushlstring(L, asked->file.ptr, asked->file.len);
    lua_pushlstring(L, asked->stage.ptr, asked->stage.len);
    lua_pushfstring(L, "%s:%d: stage '%s': %s %s", lua_tostring(L, -2), (int)asked->line,
                    lua_tostring(L, -1), asked->what, why);
    lua_error(L);
}

RAISES static void take(lua_State *L, const struct asked *asked, struct arena *arena,
                        struct action_list *out) {
    const struct action *a = words_action(L, -1);
    if (a == NULL) {
        lua_pushfstring(L, "returned a list with a %s in it: write words like send, move, close",
                        luaL_typename(L, -1));
        asked_refuse(L, asked, lua_tostring(L, -1));
        return;
    }
    if (out->n == ACTIONS_MAX) {
        lua_pushfstring(L, "returned more than %d actions", ACTIONS_MAX);
        asked_refuse(L, asked, lua_tostring(L, -1));
        return;
    }
    struct action *copy = &out->items[out->n++];
    *copy = *a;
    copy->stage = arena_text(arena, a->stage);
    copy->what = arena_text(arena, a->what);
    copy->text = arena_text(arena, a->text);
    copy->because = arena_text(arena, a->because);
    copy->file = arena_text(arena, a->file);
}

void marshal_actions(lua_State *L, int index, const struct asked *asked, struct arena *arena,
                     struct action_list *out) {
    *out = (struct action_list){NULL, 0};
    index = lua_absindex(L, index);
    if (lua_isnil(L, index)) {
        return;
    }
    if (words_action(L, index)) {
        out->items = arena_take(arena, sizeof *out->items);
        lua_pushvalue(L, index);
        take(L, asked, arena, out);
        lua_pop(L, 1);
        return;
    }
    if (!lua_istable(L, index)) {
        lua_pushfstring(L, "returned a %s: return a list of actions, like { close \"paid\" }",
                        luaL_typename(L, index));
        asked_refuse(L, asked, lua_tostring(L, -1));
        return;
    }
    freeze_push_contents(L, index);
    int list = lua_gettop(L);
    lua_Integer last = 0;
    for (lua_pushnil(L); lua_next(L, list); lua_pop(L, 1)) {
        if (!lua_isinteger(L, -2) || lua_tointeger(L, -2) < 1 ||
            lua_tointeger(L, -2) > 4 * ACTIONS_MAX) {
            asked_refuse(L, asked, "returned a list with names or wild numbers in it");
        }
        last = lua_tointeger(L, -2) > last ? lua_tointeger(L, -2) : last;
    }
    size_t room = (size_t)last < ACTIONS_MAX ? (size_t)last : ACTIONS_MAX;
    out->items = arena_take_n(arena, room, sizeof *out->items);
    for (lua_Integer i = 1; i <= last; i++) {
        lua_rawgeti(L, list, i);
        if (lua_toboolean(L, -1)) {
            take(L, asked, arena, out);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}
