/* words.c - see words.h.
 *
 * An action is a userdata around struct action; the texts it points to are held by its user
 * values. */
#include "rules/words.h"

#include "rules/program.h"
#include "rules/sandbox.h"

#include <stddef.h>
#include <string.h>

#include <lauxlib.h>

static const char action_key = 'a'; /* registry: the metatable of actions */

enum slot_type { SLOT_WORD = 1, SLOT_INT, SLOT_DAY, SLOT_TEXT };
struct slot {
    enum slot_type type;
    size_t offset;
    const struct words *words; /* SLOT_WORD */
    int anchor;                /* SLOT_TEXT: the user value that holds it */
    int32_t min, max;          /* SLOT_INT */
};
enum { N_ANCHORS = 4, DAYS_MAX = 3660 };

/* In the bit order of enum action_field, like action_fields. */
static const struct slot slots[] = {
    {SLOT_WORD, offsetof(struct action, letter), &letter_kinds, 0, 0, 0},
    {SLOT_WORD, offsetof(struct action, by), &channels, 0, 0, 0},
    {SLOT_INT, offsetof(struct action, days), NULL, 0, 1, DAYS_MAX},
    {SLOT_TEXT, offsetof(struct action, because), NULL, 1, 0, 0},
    {SLOT_TEXT, offsetof(struct action, stage), NULL, 2, 0, 0},
    {SLOT_DAY, offsetof(struct action, on), NULL, 0, 0, 0},
    {SLOT_INT, offsetof(struct action, after), NULL, 0, 1, DAYS_MAX},
    {SLOT_INT, offsetof(struct action, after_deadline), NULL, 0, 0, DAYS_MAX},
    {SLOT_TEXT, offsetof(struct action, what), NULL, 3, 0, 0},
    {SLOT_WORD, offsetof(struct action, who), &task_owners, 0, 0, 0},
    {SLOT_TEXT, offsetof(struct action, text), NULL, 4, 0, 0},
    {SLOT_DAY, offsetof(struct action, until), NULL, 0, 0, 0},
    {SLOT_INT, offsetof(struct action, parts), NULL, 0, 1, 120},
    {SLOT_DAY, offsetof(struct action, first), NULL, 0, 0, 0},
    {SLOT_WORD, offsetof(struct action, fee), &fee_kinds, 0, 0, 0},
};
enum { N_SLOTS = sizeof slots / sizeof slots[0] };

int words_field_bit(struct text name, const struct words **words) {
    for (int i = 0; i < N_SLOTS; i++) {
        if (text_is(name, words_at(&action_fields, (size_t)i)->name)) {
            *words = slots[i].words;
            return i;
        }
    }
    *words = NULL;
    return -1;
}

/* One call under way. */
struct call {
    lua_State *L;
    const struct action_word *word;
    struct action *action;
    int userdata; /* stack index */
    unsigned given;
};

static const char *field_name(int bit) {
    return words_at(&action_fields, (size_t)bit)->name;
}

RAISES static void set_word(struct call *c, const struct slot *slot, int bit, void *member) {
    lua_State *L = c->L;
    const char *who = c->word->word.name;
    if (lua_type(L, -1) != LUA_TSTRING) {
        vm_error(L, "%s: %s must be a word in quotes, not a %s", who, field_name(bit),
                 luaL_typename(L, -1));
    }
    struct text name = {NULL, 0};
    name.ptr = lua_tolstring(L, -1, &name.len);
    const uint32_t row = symbols_find(L, &program_of(L)->words.values[bit], -1);
    if (row == SYMBOL_NONE) {
        const char *nearest = words_nearest(slot->words, name);
        vm_error(L, "%s: unknown %s '%.*s'%s%s%s", who, slot->words->name,
                 (int)(name.len < 64 ? name.len : 64), name.ptr, nearest ? ": did you mean '" : "",
                 nearest ? nearest : "", nearest ? "'?" : "");
        return;
    }
    const int value = words_at(slot->words, row)->value;
    memcpy(member, &value, sizeof value);
}

RAISES static void set_int(struct call *c, const struct slot *slot, int bit, void *member) {
    lua_State *L = c->L;
    if (!lua_isinteger(L, -1)) {
        vm_error(L, "%s: %s must be a whole number, not a %s", c->word->word.name, field_name(bit),
                 lua_isnumber(L, -1) ? "broken number" : luaL_typename(L, -1));
    }
    lua_Integer value = lua_tointeger(L, -1);
    if (value < slot->min || value > slot->max) {
        vm_error(L, "%s: %s is %lld, outside %d..%d", c->word->word.name, field_name(bit),
                 (long long)value, (int)slot->min, (int)slot->max);
    }
    int32_t narrow = (int32_t)value;
    memcpy(member, &narrow, sizeof narrow);
}

/* A day is a number, as c.today and day "2026-01-31" give it, or a text like that. */
RAISES static void set_day(struct call *c, int bit, void *member) {
    lua_State *L = c->L;
    day value = DAY_NONE;
    if (lua_isinteger(L, -1) && lua_tointeger(L, -1) >= 1 && lua_tointeger(L, -1) <= DAY_MAX) {
        value = (day)lua_tointeger(L, -1);
    } else {
        size_t len = 0;
        const char *iso = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &len) : "";
        if (!day_parse((struct text){iso, len}, &value)) {
            vm_error(L, "%s: %s must be a day: \"2026-01-31\" or c.today + 14", c->word->word.name,
                     field_name(bit));
        }
    }
    memcpy(member, &value, sizeof value);
}

RAISES static void set_text(struct call *c, const struct slot *slot, int bit, void *member) {
    lua_State *L = c->L;
    const char *who = c->word->word.name;
    if (lua_type(L, -1) != LUA_TSTRING) {
        vm_error(L, "%s: %s must be a text in quotes, not a %s", who, field_name(bit),
                 luaL_typename(L, -1));
    }
    struct text t = {NULL, 0};
    t.ptr = lua_tolstring(L, -1, &t.len);
    if (t.len == 0 || t.len > ACTION_TEXT_MAX) {
        vm_error(L, "%s: %s must have 1 to %d bytes", who, field_name(bit), ACTION_TEXT_MAX);
    }
    if (!text_is_utf8(t) || text_has_control(t) || (t.len > 0 && memchr(t.ptr, '\r', t.len))) {
        vm_error(L, "%s: %s is not clean UTF-8 text", who, field_name(bit));
    }
    memcpy(member, &t, sizeof t);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, c->userdata, slot->anchor);
}

/* Sets the field from the value on top and pops it. */
RAISES static void set_field(struct call *c, int bit) {
    const struct slot *slot = &slots[bit];
    void *member = (char *)c->action + slot->offset;
    if (c->given & 1u << bit) {
        vm_error(c->L, "%s: %s is given twice", c->word->word.name, field_name(bit));
    }
    switch (slot->type) {
    case SLOT_WORD:
        set_word(c, slot, bit, member);
        break;
    case SLOT_INT:
        set_int(c, slot, bit, member);
        break;
    case SLOT_DAY:
        set_day(c, bit, member);
        break;
    case SLOT_TEXT:
        set_text(c, slot, bit, member);
        break;
    }
    c->given |= 1u << bit;
    lua_pop(c->L, 1);
}

static int bit_number(unsigned bits) {
    int n = 0;
    while (n < N_SLOTS && !(bits & 1u << n)) {
        n++;
    }
    return n;
}

/* "letter, by, days" */
static struct text field_list(unsigned bits, struct arena *arena) {
    struct text list = TEXT("");
    for (int i = 0; i < N_SLOTS; i++) {
        if (bits & 1u << i) {
            list = arena_printf(arena, "%.*s%s%s", TEXT_ARG(list), list.len ? ", " : "",
                                field_name(i));
        }
    }
    return list;
}

RAISES static void unknown_key(struct call *c, struct text name) {
    struct arena *scratch = &program_of(c->L)->scratch;
    struct word rows[N_SLOTS];
    size_t n = 0;
    for (int i = 0; i < N_SLOTS; i++) {
        if (c->word->fields & 1u << i) {
            rows[n++] = *words_at(&action_fields, (size_t)i);
        }
    }
    struct words words = {"field", rows, sizeof rows[0], n};
    struct text near = near_text(words_nearest(&words, name), scratch);
    if (near.len == 0) {
        near = arena_printf(scratch, ": it takes %.*s",
                            TEXT_ARG(field_list(c->word->fields, scratch)));
    }
    vm_error(c->L, "%s: unknown field '%.*s'%.*s", c->word->word.name,
             (int)(name.len < 64 ? name.len : 64), name.ptr, TEXT_ARG(near));
}

RAISES static void take_table(struct call *c, int table) {
    lua_State *L = c->L;
    for (lua_pushnil(L); lua_next(L, table);) {
        if (lua_isinteger(L, -2) && lua_tointeger(L, -2) == 1 && c->word->positional) {
            set_field(c, bit_number(c->word->positional));
            continue;
        }
        if (lua_type(L, -2) != LUA_TSTRING) {
            vm_error(L, "%s: write name = value for each field", c->word->word.name);
        }
        struct text name = {NULL, 0};
        name.ptr = lua_tolstring(L, -2, &name.len);
        const uint32_t bit = symbols_find(L, &program_of(L)->words.fields, -2);
        if (bit == SYMBOL_NONE || !(c->word->fields & 1u << bit)) {
            unknown_key(c, name);
        }
        set_field(c, (int)bit);
    }
}

/* What the table of words does not say by itself. */
RAISES static void check_sense(struct call *c) {
    const char *who = c->word->word.name;
    unsigned missing = c->word->required & ~c->given;
    if (missing) {
        vm_error(c->L, "%s: %s is missing", who, field_name(bit_number(missing)));
    }
    if (c->action->kind == ACTION_SEND && !(c->given & AF_DAYS)) {
        const struct letter_word *letter = (const struct letter_word *)(const void *)words_by_value(
            &letter_kinds, (int)c->action->letter);
        if (letter->asks_payment) {
            vm_error(c->L, "send: '%s' asks for payment: say days = %d or more", letter->word.name,
                     letter->days_min);
        }
    }
    if (c->action->kind == ACTION_LOOK_AGAIN) {
        unsigned when = c->given & (AF_ON | AF_AFTER | AF_AFTER_DEADLINE);
        if (when == 0 || (when & (when - 1)) != 0) {
            vm_error(c->L, "look_again: give one of on, after, after_deadline");
        }
        if (!(when & AF_AFTER_DEADLINE)) {
            c->action->after_deadline = -1;
        }
    }
    if (c->action->kind == ACTION_TASK && !(c->given & AF_WHO)) {
        c->action->who = TASK_CASEWORKER;
    }
}

/* Upvalue: the row of action_kinds. */
RAISES static int make_action(lua_State *L) {
    const struct action_word *word = lua_touserdata(L, lua_upvalueindex(1));
    int n_given = lua_gettop(L);
    if (n_given > 1) {
        return vm_error(L, "%s: give one value, or { name = value, ... }", word->word.name);
    }
    lua_settop(L, 1);
    struct action *action = lua_newuserdatauv(L, sizeof *action, N_ANCHORS);
    memset(action, 0, sizeof *action);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &action_key);
    lua_setmetatable(L, 2);
    action->kind = (enum action_kind)word->word.value;
    struct vm_place at = vm_where(L, 1);
    action->file = program_file(program_of(L), at.file);
    action->line = at.line;

    struct call c = {L, word, action, 2, 0};
    if (lua_istable(L, 1)) {
        take_table(&c, 1);
    } else if (n_given == 1) {
        if (word->positional == 0) {
            return vm_error(L, "%s: write %s { ... }", word->word.name, word->word.name);
        }
        lua_pushvalue(L, 1);
        set_field(&c, bit_number(word->positional));
    }
    check_sense(&c);
    return 1;
}

const struct action *words_action(lua_State *L, int index) {
    const struct action *a = lua_touserdata(L, index);
    if (a == NULL || !lua_getmetatable(L, index)) {
        return NULL;
    }
    const bool is_action = lua_topointer(L, -1) == program_of(L)->words.action;
    lua_pop(L, 1);
    return is_action ? a : NULL;
}

RAISES static int opaque(lua_State *L) {
    return vm_error(L, "an action is put in the list that is returned; it cannot be read or "
                       "changed");
}

void words_open(lua_State *L) {
    struct program *p = program_of(L);
    lua_newtable(L);
    lua_pushcfunction(L, opaque);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, opaque);
    lua_setfield(L, -2, "__newindex");
    lua_pushliteral(L, "action");
    lua_setfield(L, -2, "__name");
    p->words.action = lua_topointer(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &action_key);
    symbols_of_words(L, &p->words.fields, &action_fields, &p->arena);
    for (uint32_t bit = 0; bit < N_SLOTS; bit++) {
        if (slots[bit].words) {
            symbols_of_words(L, &p->words.values[bit], slots[bit].words, &p->arena);
        }
    }
    for (size_t i = 0; i < action_kinds.n; i++) {
        const struct action_word *row =
            (const struct action_word *)(const void *)words_at(&action_kinds, i);
        if (!row->person_only) {
            /* Lua takes no const here; the row is only read. */
            lua_pushlightuserdata(L, (void *)(uintptr_t)row);
            lua_pushcclosure(L, make_action, 1);
            sandbox_set(L, row->word.name);
        }
    }
}
