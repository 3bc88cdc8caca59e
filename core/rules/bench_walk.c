/* bench_walk.c - see bench_walk.h. */
#include "rules/bench_walk.h"

#include "rules/bench_push.h"

#include <lauxlib.h>

int32_t bench_walk_days(lua_State *L, int index) {
    int64_t days = 0;
    if (lua_isinteger(L, index)) {
        days = lua_tointeger(L, index);
    } else if (lua_type(L, index) == LUA_TSTRING) {
        struct text rest = {NULL, 0}, number = {NULL, 0};
        rest.ptr = lua_tolstring(L, index, &rest.len);
        const bool cut = text_cut(&rest, ' ', &number);
        const bool unit = text_is(rest, "days") || text_is(rest, "day");
        days = cut && unit && text_to_i64(number, &days) ? days : 0;
    }
    if (days < 1 || days > WALK_DAYS_MAX) {
        vm_error(L, "walk: for how long? Write walk(case, \"200 days\"), at most %d",
                 WALK_DAYS_MAX);
    }
    return (int32_t)days;
}

/* Every entry says when and in which stage. */
RAISES static void begin(lua_State *L, const struct walk_entry *e) {
    lua_newtable(L);
    push_number(L, "day", e->on, true);
    push_text(L, "stage", e->stage);
}

RAISES static void push_letter(lua_State *L, const struct walk_entry *e) {
    const struct letter *l = e->letter;
    begin(L, e);
    push_word(L, "letter", &letter_kinds, (int)l->kind);
    push_word(L, "by", &channels, (int)l->by);
    push_number(L, "deadline", l->deadline, l->deadline != DAY_NONE);
    push_number(L, "total", l->total, true);
    push_number(L, "fee", l->fee, true);
    lua_createtable(L, (int)l->n_lines, 0);
    for (uint32_t i = 0; i < l->n_lines; i++) {
        lua_createtable(L, 0, 2);
        push_text(L, "label", l->lines[i].label);
        push_number(L, "amount", l->lines[i].amount, true);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "lines");
}

/* Appends what an event means to its list of w. */
RAISES static void push_event(lua_State *L, int w, const struct walk_entry *e) {
    const struct event *ev = e->event;
    switch ((int)ev->kind) {
    case EVENT_STAGE_ENTERED:
        lua_pushlstring(L, ev->word.ptr, ev->word.len);
        push_append(L, w, "stages");
        break;
    case EVENT_TASK_RAISED:
        begin(L, e);
        push_word(L, "who", &task_owners, (int)ev->id);
        push_text(L, "text", ev->ref);
        push_append(L, w, "tasks");
        break;
    case EVENT_FEE_CHARGED:
        begin(L, e);
        push_word(L, "fee", &fee_kinds, (int)ev->fee);
        push_number(L, "amount", ev->amount, true);
        push_append(L, w, "charges");
        break;
    default:
        break;
    }
}

void bench_walk_push(lua_State *L, const struct walk *w, struct arena *arena) {
    static const char *const lists[] = {"letters", "stages", "tasks", "charges", "refused"};
    luaL_checkstack(L, 10, "walk");
    lua_newtable(L);
    const int top = lua_gettop(L);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        lua_newtable(L);
        lua_setfield(L, top, lists[i]);
    }
    for (uint32_t i = 0; i < w->n_entries; i++) {
        const struct walk_entry *e = &w->entries[i];
        if (e->kind == WALK_LETTER) {
            push_letter(L, e);
            push_append(L, top, "letters");
        } else if (e->kind == WALK_EVENT) {
            push_event(L, top, e);
        } else if (e->kind == WALK_REFUSED) {
            push_refusal(L, e->action, e->verdict, arena);
            push_number(L, "asked", e->on, true);
            push_text(L, "stage", e->stage);
            push_append(L, top, "refused");
        }
    }
    if (w->end == WALK_CLOSED) {
        push_text(L, "closed", w->end_why);
    }
    push_text(L, "stage", w->stage);
    push_number(L, "open", w->open, true);
    push_number(L, "last_day", w->last, true);
}
