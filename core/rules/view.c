/* view.c - see view.h.
 *
 * A view userdata holds nothing: there is one metatable per prefix, whose __index has its struct
 * prefix as its first upvalue, and the userdata of what begins with it ("debtor", "level") as the
 * others.  A name gives the number of a field, or, from PART on, that of an upvalue. */
#include "rules/view.h"

#include "base/check.h"
#include "rules/program.h"
#include "rules/symbols.h"

#include <string.h>

#include <lauxlib.h>

static const char view_key = 'v'; /* registry: c */

RAISES static int refuse_write(lua_State *L) {
    return vm_error(L, "a case cannot be written to: return actions instead");
}

RAISES static void push_value(lua_State *L, struct value v) {
    switch (v.type) {
    case VALUE_BOOL:
        lua_pushboolean(L, v.number != 0);
        return;
    case VALUE_DAY:
        if (v.number == DAY_NONE) {
            lua_pushnil(L);
            return;
        }
        lua_pushinteger(L, v.number);
        return;
    case VALUE_INT:
    case VALUE_ORE:
        lua_pushinteger(L, v.number);
        return;
    case VALUE_TEXT:
        if (v.text.ptr == NULL) {
            lua_pushnil(L);
            return;
        }
        lua_pushlstring(L, v.text.ptr, v.text.len);
        return;
    case VALUE_NIL:
        lua_pushnil(L);
        return;
    }
}

enum { PART = 1u << 16 };
struct prefix {
    struct view *view;
    struct text name; /* "" or "debtor." */
    struct symbols symbols;
};

RAISES static int unknown_field(lua_State *L, const struct prefix *prefix) {
    const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    struct arena *scratch = &program_of(L)->scratch;
    const struct text name = arena_printf(scratch, "%.*s%s", TEXT_ARG(prefix->name), key);
    const char *nearest = NULL;
    (void)view_field(name, scratch, &nearest);
    return vm_error(L, "a case has no '%s'%s%s%s", name.ptr, nearest ? ": did you mean 'c." : "",
                    nearest ? nearest : "", nearest ? "'?" : "");
}

RAISES static int view_index(lua_State *L) {
    const struct prefix *prefix = lua_touserdata(L, lua_upvalueindex(1));
    struct view *v = prefix->view;
    const uint32_t i = symbols_find(L, &prefix->symbols, 2);
    if (i == SYMBOL_NONE) {
        return unknown_field(L, prefix);
    }
    if (i >= PART) {
        lua_pushvalue(L, lua_upvalueindex((int)(i - PART)));
        return 1;
    }
    if (v->snapshot == NULL) {
        return vm_error(L, "there is no case yet: read c inside start, enter or decide");
    }
    reading_note(&v->reading, i);
    if (v->overrides && v->overrides[i].given) {
        push_value(L, v->overrides[i].value);
    } else if (v->only_given) {
        return vm_error(L, "reads c.%s, which it did not read then", snapshot_fields[i].name);
    } else {
        push_value(L, snapshot_fields[i].get(v->snapshot));
    }
    return 1;
}

RAISES static void push_param(lua_State *L, const struct param *p, const struct agreement *a) {
    int64_t value = param_value(p, a);
    switch (p->type) {
    case PARAM_INT:
    case PARAM_MONEY:
        lua_pushinteger(L, value);
        return;
    case PARAM_CHOICE: {
        /* The agreement was checked when it was set; an old one may have lost its word since. */
        bool fits = value >= 1 && value <= (int64_t)p->n_list;
        struct text word = p->words[(fits ? value : p->value) - 1];
        lua_pushlstring(L, word.ptr, word.len);
        return;
    }
    case PARAM_DAYS_LIST:
        lua_createtable(L, (int)p->n_list, 0);
        for (uint32_t i = 0; i < p->n_list; i++) {
            lua_pushinteger(L, p->days[i]);
            lua_rawseti(L, -2, (lua_Integer)i + 1);
        }
        return;
    }
}

/* Upvalue: struct view. */
RAISES static int level_index(lua_State *L) {
    struct view *v = lua_touserdata(L, lua_upvalueindex(1));
    if (v->snapshot == NULL) {
        return vm_error(L, "there is no case yet: read c.level inside start, enter or decide");
    }
    const struct agreement *a = v->snapshot->agreement;
    struct arena *scratch = &program_of(L)->scratch;
    if (a == NULL) {
        return vm_error(L, "the case has no agreement, so no activity level");
    }
    const struct level *level = v->level ? v->level : level_find(v->levels, a->level);
    v->level = level;
    if (level == NULL) {
        const char *nearest = level_nearest(v->levels, a->level, scratch);
        return vm_error(L, "the agreement names level '%.*s', which these rules do not have%s%s",
                        TEXT_ARG(a->level), nearest ? ": did you mean " : "",
                        nearest ? nearest : "");
    }
    size_t len = 0;
    const char *key = luaL_checklstring(L, 2, &len);
    const struct param *p = level_param(level, (struct text){key, len});
    if (p == NULL) {
        const char *nearest = param_nearest(level, (struct text){key, len}, scratch);
        return vm_error(L, "level '%.*s' has no '%s'%s%s", TEXT_ARG(level->name), key,
                        nearest ? ": did you mean c.level." : "", nearest ? nearest : "");
    }
    v->reading.level = true;
    v->reading.params |= (uint64_t)1 << (p - level->params);
    push_param(L, p, a);
    return 1;
}

/* Takes an __index function on top, leaves a userdata that reads through it. */
RAISES static void push_reader(lua_State *L) {
    lua_newuserdatauv(L, 0, 0);
    lua_createtable(L, 0, 3);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse_write);
    lua_setfield(L, -2, "__newindex");
    lua_pushliteral(L, "case");
    lua_setfield(L, -2, "__name");
    lua_setmetatable(L, -2);
    lua_remove(L, -2);
}

/* A userdata for all fields that begin with `name`, on top.  Depth: the dots in a name. */
RAISES static void push_view(lua_State *L, struct view *v, struct text name, int depth) {
    ensure(depth < 4);
    luaL_checkstack(L, 20, "view");
    struct arena *arena = &program_of(L)->arena;
    struct prefix *prefix = arena_take(arena, sizeof *prefix);
    const int first = lua_gettop(L) + 1;
    *prefix = (struct prefix){.view = v, .name = name};
    symbols_init(&prefix->symbols, n_snapshot_fields + 1, arena);
    lua_pushlightuserdata(L, prefix);
    if (depth == 0) {
        lua_pushlightuserdata(L, v);
        lua_pushcclosure(L, level_index, 1);
        push_reader(L);
        symbols_add(L, &prefix->symbols, TEXT("level"), PART + 2);
    }
    for (uint32_t i = 0; i < n_snapshot_fields; i++) {
        const struct text field = text_of(snapshot_fields[i].name);
        if (!text_starts(field, name)) {
            continue;
        }
        const struct text rest = {field.ptr + name.len, field.len - name.len};
        const char *dot = memchr(rest.ptr, '.', rest.len);
        const struct text part = {rest.ptr, dot ? (size_t)(dot - rest.ptr) : rest.len};
        if (!dot) {
            symbols_add(L, &prefix->symbols, part, i);
        } else if (!symbols_has(L, &prefix->symbols, part)) {
            push_view(L, v, (struct text){field.ptr, name.len + part.len + 1}, depth + 1);
            symbols_add(L, &prefix->symbols, part, PART + (uint32_t)(lua_gettop(L) - first + 1));
        }
    }
    lua_pushcclosure(L, view_index, lua_gettop(L) - first + 1);
    push_reader(L);
}

void view_open(lua_State *L, struct view *v) {
    push_view(L, v, TEXT(""), 0);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &view_key);
}

void view_push(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &view_key);
}

int view_field(struct text name, struct arena *arena, const char **nearest) {
    *nearest = NULL;
    for (uint32_t i = 0; i < n_snapshot_fields; i++) {
        if (text_is(name, snapshot_fields[i].name)) {
            return (int)i;
        }
    }
    struct word *rows = arena_take_n(arena, n_snapshot_fields + 1u, sizeof *rows);
    for (uint32_t i = 0; i < n_snapshot_fields; i++) {
        rows[i] = (struct word){1, snapshot_fields[i].name, "", ""};
    }
    struct words words = {"field", rows, sizeof *rows, n_snapshot_fields};
    *nearest = words_nearest(&words, name);
    return -1;
}
