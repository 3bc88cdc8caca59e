/* bench_case.c - see bench_case.h.
 *
 * A case is a flat table from dotted names to values ("debtor.kind" = "consumer"): copying it is
 * copying the table. */
#include "rules/bench_case.h"

#include "base/check.h"
#include "base/money.h"
#include "rules/bench_push.h"
#include "rules/sandbox.h"

#include <string.h>

#include <lauxlib.h>

static const char case_type_name[] = "krav.case";

bool bench_field(const struct bench_case *c, const char *name, struct value *value) {
    for (uint32_t i = 0; i < n_snapshot_fields; i++) {
        if (strcmp(snapshot_fields[i].name, name) == 0) {
            *value = c->fields[i].value;
            return c->fields[i].given;
        }
    }
    check_failed(name, __FILE__, __LINE__); /* the driver's table and the snapshot's disagree */
}

RAISES static day read_day(lua_State *L, int index, const char *name) {
    day d = DAY_NONE;
    size_t len = 0;
    if (lua_isinteger(L, index)) {
        int64_t n = lua_tointeger(L, index);
        d = n >= 1 && n <= DAY_MAX ? (day)n : DAY_NONE;
    } else if (lua_type(L, index) == LUA_TSTRING) {
        const char *iso = lua_tolstring(L, index, &len);
        (void)day_parse((struct text){iso, len}, &d); /* DAY_NONE says it all */
    }
    if (d == DAY_NONE) {
        vm_error(L, "case: %s must be a day: \"2026-01-31\"", name);
    }
    return d;
}

/* The value on top, as the type that the field has. */
RAISES static struct value read_value(lua_State *L, const struct snapshot_field *f,
                                      struct arena *arena) {
    struct value v = {f->type, 0, {NULL, 0}};
    size_t len = 0;
    switch (f->type) {
    case VALUE_BOOL:
        if (!lua_isboolean(L, -1)) {
            vm_error(L, "case: %s is true or false, not a %s", f->name, luaL_typename(L, -1));
        }
        v.number = lua_toboolean(L, -1);
        break;
    case VALUE_INT:
    case VALUE_ORE:
        if (!lua_isinteger(L, -1)) {
            vm_error(L, "case: %s is a whole number, not a %s", f->name, luaL_typename(L, -1));
        }
        v.number = lua_tointeger(L, -1);
        if (f->type == VALUE_ORE && (v.number > MONEY_MAX || v.number < -MONEY_MAX)) {
            vm_error(L, "case: %s is more money than there is", f->name);
        }
        break;
    case VALUE_DAY:
        v.number = read_day(L, -1, f->name);
        break;
    case VALUE_TEXT:
        if (lua_type(L, -1) != LUA_TSTRING) {
            vm_error(L, "case: %s is a text, not a %s", f->name, luaL_typename(L, -1));
        }
        v.text.ptr = lua_tolstring(L, -1, &len);
        v.text.len = len;
        v.text = arena_text(arena, v.text);
        break;
    case VALUE_NIL:
        break;
    }
    return v;
}

/* letters = { { letter = "reminder", sent = "2026-01-02", deadline = "2026-01-16" } } */
RAISES static void read_letters(lua_State *L, struct bench_case *out) {
    size_t n = lua_istable(L, -1) ? lua_rawlen(L, -1) : 0;
    if (n == 0 || n > BENCH_LETTERS_MAX) {
        vm_error(L, "case: letters is a list of { letter = , sent = , deadline = }, at most %d",
                 BENCH_LETTERS_MAX);
    }
    int list = lua_gettop(L);
    for (size_t i = 0; i < n; i++) {
        struct bench_letter *letter = &out->letters[i];
        if (lua_rawgeti(L, list, (lua_Integer)i + 1) != LUA_TTABLE) {
            vm_error(L, "case: letters is a list of tables");
        }
        size_t len = 0;
        lua_getfield(L, -1, "letter");
        const char *name = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &len) : "";
        const struct word *word = words_by_name(&letter_kinds, (struct text){name, len});
        if (word == NULL) {
            vm_error(L, "case: unknown letter '%s'", name);
        } else {
            letter->kind = (enum letter_kind)word->value;
        }
        lua_getfield(L, -2, "sent");
        letter->sent = read_day(L, -1, "sent");
        lua_getfield(L, -3, "deadline");
        letter->deadline = read_day(L, -1, "deadline");
        lua_settop(L, list);
    }
    out->n_letters = (uint32_t)n;
}

RAISES static void read_one(lua_State *L, struct text name, struct arena *arena,
                            struct bench_case *out) {
    if (text_is(name, "letters")) {
        read_letters(L, out);
        return;
    }
    if (text_is(name, "level")) {
        if (lua_type(L, -1) != LUA_TSTRING) {
            vm_error(L, "case: level is the name of an activity level");
        }
        out->level.ptr = lua_tolstring(L, -1, &out->level.len);
        out->level = arena_text(arena, out->level);
        return;
    }
    const char *nearest = NULL;
    int field = view_field(name, arena, &nearest);
    if (field < 0) {
        vm_error(L, "a case has no '%.*s'%.*s", (int)(name.len < 64 ? name.len : 64), name.ptr,
                 TEXT_ARG(near_text(nearest, arena)));
        return;
    }
    out->fields[field] =
        (struct view_override){true, read_value(L, &snapshot_fields[field], arena)};
}

void bench_case_read(lua_State *L, int index, struct arena *arena, struct bench_case *out) {
    index = lua_absindex(L, index);
    if (!lua_istable(L, index) || !lua_getmetatable(L, index)) {
        vm_error(L, "give a case, made with case_like { ... }");
    }
    lua_pop(L, 1);
    memset(out, 0, sizeof *out);
    out->fields = arena_take_n(arena, n_snapshot_fields, sizeof *out->fields);
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        struct text name = {NULL, 0};
        name.ptr = lua_tolstring(L, -2, &name.len); /* flatten put only texts there */
        read_one(L, name, arena, out);
    }
}

/* Copies the table at `from` into `to`, { debtor = { kind = x } } as "debtor.kind". */
RAISES static void flatten(lua_State *L, int from, int to, const char *prefix) {
    luaL_checkstack(L, 10, "case");
    for (lua_pushnil(L); lua_next(L, from); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING) {
            vm_error(L, "case: write name = value for each field");
        }
        const char *key = lua_tostring(L, -2);
        bool nested = lua_istable(L, -1) && strcmp(key, "letters") != 0;
        if (nested && prefix[0] != '\0') {
            vm_error(L, "case: '%s%s' has no parts", prefix, key);
        }
        if (nested) {
            const char *longer = lua_pushfstring(L, "%s.", key);
            flatten(L, lua_gettop(L) - 1, to, longer);
            lua_pop(L, 1);
        } else {
            lua_pushfstring(L, "%s%s", prefix, key);
            lua_pushvalue(L, -2);
            lua_rawset(L, to);
        }
    }
}

/* A new case from the fields at `base` (0: none) changed by those at `changes`; upvalue: arena. */
RAISES static int make_case(lua_State *L, int base, int changes) {
    luaL_checktype(L, changes, LUA_TTABLE);
    lua_newtable(L);
    int made = lua_gettop(L);
    luaL_setmetatable(L, case_type_name);
    if (base) {
        for (lua_pushnil(L); lua_next(L, base);) {
            lua_pushvalue(L, -2);
            lua_insert(L, -2);
            lua_rawset(L, made);
        }
    }
    flatten(L, changes, made, "");
    struct bench_case checked;
    bench_case_read(L, made, lua_touserdata(L, lua_upvalueindex(1)), &checked);
    lua_settop(L, made);
    return 1;
}

RAISES static int case_like(lua_State *L) {
    return make_case(L, 0, 1);
}

RAISES static int case_with(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    return make_case(L, 1, 2);
}

void bench_case_open(lua_State *L, struct arena *arena) {
    luaL_newmetatable(L, case_type_name);
    lua_newtable(L);
    lua_pushlightuserdata(L, arena);
    lua_pushcclosure(L, case_with, 1);
    lua_setfield(L, -2, "with");
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
    lua_pushlightuserdata(L, arena);
    lua_pushcclosure(L, case_like, 1);
}

RAISES static void push_action(lua_State *L, const struct action *a) {
    lua_newtable(L);
    push_word(L, "word", &action_kinds, (int)a->kind);
    push_word(L, "letter", &letter_kinds, (int)a->letter);
    push_word(L, "by", &channels, (int)a->by);
    push_word(L, "fee", &fee_kinds, (int)a->fee);
    push_word(L, "who", &task_owners, (int)a->who);
    push_number(L, "days", a->days, a->days != 0);
    push_number(L, "after", a->after, a->after != 0);
    push_number(L, "after_deadline", a->after_deadline,
               a->kind == ACTION_LOOK_AGAIN && a->after_deadline >= 0);
    push_number(L, "on", a->on, a->on != DAY_NONE);
    push_number(L, "until_day", a->until, a->until != DAY_NONE);
    push_number(L, "parts", a->parts, a->parts != 0);
    push_number(L, "first", a->first, a->first != DAY_NONE);
    push_text(L, "stage", a->stage);
    push_text(L, "what", a->what);
    push_text(L, "why", a->what); /* close "paid" reads best as d.close[1].why */
    push_text(L, "text", a->text);
    push_text(L, "because", a->because);
    push_number(L, "line", a->line, true);
}

void bench_outcome_push(lua_State *L, const struct bench_outcome *o, struct arena *arena) {
    luaL_checkstack(L, 10, "decision");
    lua_newtable(L);
    int d = lua_gettop(L);
    /* A list for every word, so that d.close[1] is nil when there is none. */
    for (size_t i = 0; i < action_kinds.n; i++) {
        lua_newtable(L);
        lua_setfield(L, d, words_at(&action_kinds, i)->name);
    }
    lua_newtable(L);
    lua_setfield(L, d, "list");
    lua_newtable(L);
    lua_setfield(L, d, "refused");
    for (uint32_t i = 0; i < o->decision.n_actions; i++) {
        const struct action *a = &o->decision.actions[i];
        push_action(L, a);
        lua_pushvalue(L, -1);
        push_append(L, d, words_name(&action_kinds, (int)a->kind));
        push_append(L, d, "list");
        if (o->verdicts[i].kind != VERDICT_ALLOWED) {
            push_refusal(L, a, &o->verdicts[i], arena);
            push_append(L, d, "refused");
        }
    }
}
