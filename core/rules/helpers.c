/* helpers.c - see helpers.h.
 *
 * All of them are linear in what they are given and charge for it, because the count hook does
 * not look inside a C function. */
#include "rules/helpers.h"

#include "base/check.h"
#include "base/day.h"
#include "base/money.h"
#include "rules/freeze.h"
#include "rules/sandbox.h"

#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

enum { BYTES_PER_FUEL = 8, SPLIT_MAX = 4096 };

RAISES static struct text check_text(lua_State *L, int index, const char *who) {
    if (lua_type(L, index) != LUA_TSTRING) {
        vm_error(L, "%s: argument %d must be a text, not a %s", who, index,
                 luaL_typename(L, index));
    }
    size_t len = 0;
    const char *ptr = lua_tolstring(L, index, &len);
    vm_charge(L, len / BYTES_PER_FUEL);
    return (struct text){ptr, len};
}

RAISES static int64_t check_whole(lua_State *L, int index, const char *who) {
    if (!lua_isinteger(L, index)) {
        vm_error(L, "%s: argument %d must be a whole number, not a %s", who, index,
                 lua_isnumber(L, index) ? "broken number" : luaL_typename(L, index));
    }
    return lua_tointeger(L, index);
}

/* percent(n, of): n % of an amount, rounded half up to whole øre. */
RAISES static int help_percent(lua_State *L) {
    int64_t n = check_whole(L, 1, "percent");
    int64_t of = check_whole(L, 2, "percent");
    if (n < -100000 || n > 100000 || of < -MONEY_MAX || of > MONEY_MAX) {
        return vm_error(L, "percent: out of range");
    }
    lua_pushinteger(L, money_round_half_up((wide)n * of, 100));
    return 1;
}

RAISES static int help_day(lua_State *L) {
    struct text iso = check_text(L, 1, "day");
    day d = DAY_NONE;
    if (!day_parse(iso, &d)) {
        return vm_error(L, "day: '%.*s' is not a day written as \"2026-01-31\"",
                        (int)(iso.len < 40 ? iso.len : 40), iso.ptr);
    }
    lua_pushinteger(L, d);
    return 1;
}

RAISES static int help_contains(lua_State *L) {
    struct text in = check_text(L, 1, "contains");
    struct text what = check_text(L, 2, "contains");
    lua_pushboolean(L, what.len == 0 || memmem(in.ptr, in.len, what.ptr, what.len) != NULL);
    return 1;
}

RAISES static int help_starts_with(lua_State *L) {
    struct text in = check_text(L, 1, "starts_with");
    lua_pushboolean(L, text_starts(in, check_text(L, 2, "starts_with")));
    return 1;
}

/* digits("12 34-5") is "12345". */
RAISES static int help_digits(lua_State *L) {
    struct text in = check_text(L, 1, "digits");
    char *out = lua_newuserdatauv(L, in.len + 1, 0);
    size_t n = 0;
    for (size_t i = 0; i < in.len; i++) {
        if (in.ptr[i] >= '0' && in.ptr[i] <= '9') {
            out[n++] = in.ptr[i];
        }
    }
    lua_pushlstring(L, out, n);
    return 1;
}

/* split("a,b", ",") is { "a", "b" }. */
RAISES static int help_split(lua_State *L) {
    struct text rest = check_text(L, 1, "split");
    struct text sep = check_text(L, 2, "split");
    if (sep.len != 1) {
        return vm_error(L, "split: the second argument is one character");
    }
    lua_newtable(L);
    struct text head;
    for (lua_Integer n = 1; text_cut(&rest, sep.ptr[0], &head); n++) {
        if (n > SPLIT_MAX) {
            return vm_error(L, "split: more than %d parts", SPLIT_MAX);
        }
        lua_pushlstring(L, head.len ? head.ptr : "", head.len);
        lua_rawseti(L, -2, n);
    }
    return 1;
}

/* The i-th part on the stack, as text. */
RAISES static struct text join_part(lua_State *L, int list, lua_Integer i) {
    struct text part = {NULL, 0};
    int type = lua_rawgeti(L, list, i);
    if (type != LUA_TSTRING && !lua_isinteger(L, -1)) {
        vm_error(L, "join: part %d is a %s, not a text", (int)i, lua_typename(L, type));
    }
    part.ptr = lua_tolstring(L, -1, &part.len);
    vm_charge(L, 1 + part.len / BYTES_PER_FUEL);
    return part;
}

/* join({ "a", "b" }, ", ") is "a, b".  Two passes: luaL_Buffer's own memory errors would look
 * like errors of the rule. */
RAISES static int help_join(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    struct text sep = lua_isnoneornil(L, 2) ? TEXT("") : check_text(L, 2, "join");
    freeze_push_contents(L, 1);
    int list = lua_gettop(L);
    lua_Integer n = (lua_Integer)lua_rawlen(L, list);
    size_t len = 0;
    for (lua_Integer i = 1; i <= n; i++) {
        len = size_add(len, size_add(join_part(L, list, i).len, sep.len));
        lua_pop(L, 1);
    }
    char *out = lua_newuserdatauv(L, len + 1, 0);
    char *at = out;
    for (lua_Integer i = 1; i <= n; i++) {
        struct text part = join_part(L, list, i);
        memcpy(at, part.ptr, part.len);
        at += part.len;
        if (i < n && sep.len > 0) {
            memcpy(at, sep.ptr, sep.len);
            at += sep.len;
        }
        lua_pop(L, 1);
    }
    lua_pushlstring(L, out, (size_t)(at - out));
    return 1;
}

RAISES static int extreme(lua_State *L, const char *who, bool greatest) {
    int n = lua_gettop(L);
    int64_t best = check_whole(L, 1, who);
    for (int i = 2; i <= n; i++) {
        int64_t value = check_whole(L, i, who);
        if (greatest ? value > best : value < best) {
            best = value;
        }
    }
    lua_pushinteger(L, best);
    return 1;
}

RAISES static int help_min(lua_State *L) {
    return extreme(L, "min", false);
}

RAISES static int help_max(lua_State *L) {
    return extreme(L, "max", true);
}

RAISES static int help_abs(lua_State *L) {
    int64_t value = check_whole(L, 1, "abs");
    if (value == INT64_MIN) {
        return vm_error(L, "abs: out of range");
    }
    lua_pushinteger(L, value < 0 ? -value : value);
    return 1;
}

RAISES static int help_error(lua_State *L) {
    struct text why = check_text(L, 1, "error");
    return vm_error(L, "%.*s", (int)(why.len < 300 ? why.len : 300), why.ptr);
}

RAISES static int help_type(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushstring(L, luaL_typename(L, 1));
    return 1;
}

/* A table or function would print its address, which differs from run to run. */
RAISES static int help_tostring(lua_State *L) {
    switch (lua_type(L, 1)) {
    case LUA_TNIL:
        lua_pushliteral(L, "nil");
        return 1;
    case LUA_TBOOLEAN:
        lua_pushstring(L, lua_toboolean(L, 1) ? "true" : "false");
        return 1;
    case LUA_TNUMBER:
    case LUA_TSTRING:
        lua_settop(L, 1);
        (void)lua_tostring(L, 1);
        return 1;
    default:
        return vm_error(L, "tostring: a %s has no text", luaL_typename(L, 1));
    }
}

/* Whole decimal numbers only; nil for anything else. */
RAISES static int help_tonumber(lua_State *L) {
    int64_t value = 0;
    if (lua_isinteger(L, 1)) {
        lua_pushvalue(L, 1);
    } else if (text_to_i64(check_text(L, 1, "tonumber"), &value)) {
        lua_pushinteger(L, value);
    } else {
        lua_pushnil(L);
    }
    return 1;
}

RAISES static int next_index(lua_State *L) {
    lua_Integer i = luaL_checkinteger(L, 2) + 1;
    lua_pushinteger(L, i);
    return lua_geti(L, 1, i) == LUA_TNIL ? 1 : 2;
}

RAISES static int help_ipairs(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_pushcfunction(L, next_index);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

struct key {
    bool is_number;
    int64_t number;
    struct text text;
};

static int compare_keys(const void *pa, const void *pb) {
    const struct key *a = pa, *b = pb;
    if (a->is_number != b->is_number) {
        return a->is_number ? -1 : 1;
    }
    if (a->is_number) {
        return a->number < b->number ? -1 : a->number > b->number;
    }
    return text_cmp(a->text, b->text);
}

/* Upvalues: table, keys in order, place of each key.  None of them changes, and all are frozen after
 * loading, so that an iterator kept from there remembers nothing between decisions. */
RAISES static int next_sorted(lua_State *L) {
    lua_Integer place = 0;
    if (!lua_isnoneornil(L, 2)) {
        lua_pushvalue(L, 2);
        lua_gettable(L, lua_upvalueindex(3));
        place = lua_tointeger(L, -1);
    }
    if (lua_geti(L, lua_upvalueindex(2), place + 1) == LUA_TNIL) {
        return 1;
    }
    lua_pushvalue(L, -1);
    lua_gettable(L, lua_upvalueindex(1));
    return 2;
}

/* Numbers ascending, then texts bytewise: Lua's own order differs from run to run. */
RAISES static int help_pairs(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    freeze_push_contents(L, 1);
    int table = lua_gettop(L);
    size_t n = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        n++;
    }
    vm_charge(L, 16 * n);
    struct key *keys = lua_newuserdatauv(L, (n + 1) * sizeof *keys, 0);
    size_t i = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        struct key *k = &keys[i++];
        *k = (struct key){0};
        if (lua_isinteger(L, -2)) {
            k->is_number = true;
            k->number = lua_tointeger(L, -2);
        } else if (lua_type(L, -2) == LUA_TSTRING) {
            k->text.ptr = lua_tolstring(L, -2, &k->text.len);
        } else {
            return vm_error(L, "pairs: a key is a %s; keys are whole numbers or texts",
                            luaL_typename(L, -2));
        }
    }
    qsort(keys, n, sizeof *keys, compare_keys);
    lua_pushvalue(L, table);
    lua_createtable(L, (int)n, 0);
    lua_createtable(L, 0, (int)n);
    for (i = 0; i < n; i++) {
        if (keys[i].is_number) {
            lua_pushinteger(L, keys[i].number);
        } else {
            lua_pushlstring(L, keys[i].text.ptr, keys[i].text.len);
        }
        lua_pushvalue(L, -1);
        lua_rawseti(L, -4, (lua_Integer)i + 1);
        lua_pushinteger(L, (lua_Integer)i + 1);
        lua_rawset(L, -3);
    }
    lua_pushcclosure(L, next_sorted, 3);
    return 1;
}

static const luaL_Reg helpers[] = {
    {"percent", help_percent},   {"day", help_day},
    {"contains", help_contains}, {"starts_with", help_starts_with},
    {"digits", help_digits},     {"split", help_split},
    {"join", help_join},         {"min", help_min},
    {"max", help_max},           {"abs", help_abs},
    {"error", help_error},       {"type", help_type},
    {"tostring", help_tostring}, {"tonumber", help_tonumber},
    {"ipairs", help_ipairs},     {"pairs", help_pairs},
};

void helpers_open(lua_State *L) {
    for (size_t i = 0; i < sizeof helpers / sizeof helpers[0]; i++) {
        lua_pushcfunction(L, helpers[i].func);
        sandbox_set(L, helpers[i].name);
    }
    lua_pushinteger(L, 100);
    sandbox_set(L, "kr");
}
