/* declare_level.c - levels and the types of their parameters; see declare.h. */
#include "rules/declare_parts.h"

#include "base/money.h"
#include "rules/sandbox.h"

#include <string.h>

#include <lauxlib.h>

static const char param_type_name[] = "krav.param";

/* ---- parameters ------------------------------------------------------------------------------ */

RAISES static struct param *push_param(lua_State *L, enum param_type type) {
    struct param *q = lua_newuserdatauv(L, sizeof *q, 0);
    *q = (struct param){.type = type, .line = vm_where(L, 0).line};
    if (luaL_newmetatable(L, param_type_name)) {
        lua_pushboolean(L, 0);
        lua_setfield(L, -2, "__index");
    }
    lua_setmetatable(L, -2);
    return q;
}

static const struct word int_parts[] = {
    {1, "min", "", ""}, {2, "max", "", ""}, {3, "says", "", ""}, {4, "shows", "", ""},
    {5, "counts", "", ""}};
static const struct words int_words = WORDS("parameter part", int_parts);

/* Keys but the list part. */
RAISES static void check_param(lua_State *L, const char *who) {
    if (!lua_istable(L, 1)) {
        vm_error(L, "%s: write %s { default, says = \"what it means\" }", who, who);
    }
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        size_t len = 0;
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tolstring(L, -2, &len) : NULL;
        if (key && words_by_name(&int_words, (struct text){key, len}) == NULL) {
            declare_fault(L, "%s: unknown part '%s'", who, key);
        }
    }
}

RAISES static int64_t whole_field(lua_State *L, const char *key, int64_t fallback,
                                  const char *who) {
    int64_t value = fallback;
    if (lua_getfield(L, 1, key) != LUA_TNIL) {
        if (lua_isinteger(L, -1)) {
            value = lua_tointeger(L, -1);
        } else {
            declare_fault(L, "%s: %s must be a whole number", who, key);
        }
    }
    lua_pop(L, 1);
    return value;
}

RAISES static void take_says(lua_State *L, struct param *q, const char *who) {
    lua_getfield(L, 1, "says");
    if (lua_isnil(L, -1)) {
        declare_fault(L, "%s: says what? add says = \"what it means\"", who);
    } else {
        q->says = declare_text(L, lua_gettop(L), "says", 300);
    }
    lua_pop(L, 1);
}

/* counts = "reminder": the letter or the act that fulfils it. */
RAISES static void take_counts(lua_State *L, struct param *q, const char *who) {
    if (lua_getfield(L, 1, "counts") != LUA_TNIL) {
        const struct text word = declare_text(L, lua_gettop(L), "counts", 64);
        if (q->type != PARAM_INT) {
            declare_fault(L, "%s: counts is for an int: only a number of times can be counted", who);
        } else if (word.ptr && !counts_known(word)) {
            declare_fault(L, "%s: counts: no letter or act is called '%.*s'%.*s", who, TEXT_ARG(word),
                          TEXT_ARG(near_text(counts_nearest(word), &program_of(L)->arena)));
        } else {
            q->counts = word;
        }
    }
    lua_pop(L, 1);
}

RAISES static int declare_number(lua_State *L, enum param_type type, const char *who) {
    (void)declare_loading(L, who);
    check_param(L, who);
    struct param *q = push_param(L, type);
    q->min = whole_field(L, "min", 0, who);
    q->max = whole_field(L, "max", type == PARAM_MONEY ? MONEY_MAX : INT32_MAX, who);
    take_says(L, q, who);
    take_counts(L, q, who);
    if (lua_rawgeti(L, 1, 1) == LUA_TNUMBER && lua_isinteger(L, -1)) {
        q->value = lua_tointeger(L, -1);
    } else {
        declare_fault(L, "%s: the first value must be a whole number", who);
    }
    lua_pop(L, 1);
    if (q->value < q->min || q->value > q->max) {
        declare_fault(L, "%s: %lld is outside min and max", who, (long long)q->value);
    }
    return 1;
}

RAISES static int declare_int(lua_State *L) {
    return declare_number(L, PARAM_INT, "int");
}

RAISES static int declare_money(lua_State *L) {
    return declare_number(L, PARAM_MONEY, "money");
}

/* days_list { { 3, 10 }, says = ... } */
RAISES static int declare_days_list(lua_State *L) {
    (void)declare_loading(L, "days_list");
    check_param(L, "days_list");
    struct param *q = push_param(L, PARAM_DAYS_LIST);
    take_says(L, q, "days_list");
    take_counts(L, q, "days_list");
    if (lua_rawgeti(L, 1, 1) != LUA_TTABLE || lua_rawlen(L, -1) > LEVEL_LIST_MAX) {
        declare_fault(L, "days_list: the first value is a list of at most %d days", LEVEL_LIST_MAX);
        lua_pop(L, 1);
        return 1;
    }
    q->n_list = (uint32_t)lua_rawlen(L, -1);
    for (uint32_t i = 0; i < q->n_list; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        if (lua_isinteger(L, -1) && lua_tointeger(L, -1) >= 0 && lua_tointeger(L, -1) <= 36500) {
            q->days[i] = lua_tointeger(L, -1);
        } else {
            declare_fault(L, "days_list: value %d is not a number of days", (int)i + 1);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return 1;
}

/* shows = { "brev", "digital postkasse" }: the words of a choice for people, in its order. */
RAISES static void take_shows(lua_State *L, struct param *q) {
    const int type = lua_getfield(L, 1, "shows");
    const int shows = lua_gettop(L);
    if (type != LUA_TNIL && (type != LUA_TTABLE || lua_rawlen(L, shows) != q->n_list)) {
        declare_fault(L, "choice: shows has one text for each word");
    }
    for (uint32_t i = 0; i < q->n_list; i++) {
        q->shows[i] = q->words[i];
        if (type == LUA_TTABLE && lua_rawlen(L, shows) == q->n_list) {
            lua_rawgeti(L, shows, (lua_Integer)i + 1);
            q->shows[i] = declare_text(L, lua_gettop(L), "a text of shows", 100);
            lua_pop(L, 1);
        }
    }
    lua_settop(L, shows - 1);
}

/* choice { "letter", "mailbox", says = ... }: the first is the default. */
RAISES static int declare_choice(lua_State *L) {
    (void)declare_loading(L, "choice");
    check_param(L, "choice");
    struct param *q = push_param(L, PARAM_CHOICE);
    take_says(L, q, "choice");
    take_counts(L, q, "choice");
    size_t n = lua_rawlen(L, 1);
    if (n == 0 || n > LEVEL_LIST_MAX) {
        declare_fault(L, "choice: give 1 to %d words, the default first", LEVEL_LIST_MAX);
        n = 0;
    }
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, 1, (lua_Integer)i + 1);
        q->words[i] = declare_text(L, lua_gettop(L), "a word of choice", 64);
        lua_pop(L, 1);
    }
    q->n_list = (uint32_t)n;
    q->value = q->min = 1;
    q->max = (int64_t)n;
    take_shows(L, q);
    return 1;
}

/* ---- levels ---------------------------------------------------------------------------------- */

RAISES static void take_params(lua_State *L, struct level *level) {
    struct program *p = program_of(L);
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        size_t len = 0;
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tolstring(L, -2, &len) : "";
        if (strcmp(key, "label") == 0 || strcmp(key, "like") == 0) {
            continue;
        }
        const struct param *q = luaL_testudata(L, -1, param_type_name);
        if (len == 0 || len > 64 || q == NULL) {
            declare_fault(L, "level '%.*s': '%s' must be an int, money, days_list or choice",
                  TEXT_ARG(level->name), key);
        } else if (level->n_params == LEVEL_PARAMS_MAX) {
            declare_fault(L, "level '%.*s' has more than %d parameters", TEXT_ARG(level->name),
                  LEVEL_PARAMS_MAX);
            lua_pop(L, 2);
            return;
        } else {
            const struct text name = {key, len};
            const struct param *known = level_param(level, name);
            struct param *mine =
                known ? &level->params[known - level->params]
                      : arena_push(&p->arena, &level->params, &level->n_params, sizeof *mine);
            const struct text counts = known && !q->counts.ptr && q->type == known->type
                                           ? known->counts
                                           : q->counts; /* said once, and kept */
            *mine = *q;
            mine->counts = counts;
            mine->name = arena_text(&p->arena, name);
        }
    }
    /* By name: a Lua table's own order differs from run to run. */
    for (uint32_t a = 1; a < level->n_params; a++) {
        for (uint32_t b = a;
             b > 0 && text_cmp(level->params[b].name, level->params[b - 1].name) < 0; b--) {
            struct param swap = level->params[b];
            level->params[b] = level->params[b - 1];
            level->params[b - 1] = swap;
        }
    }
}

/* like = "normal": the level whose values count where nothing is said; NULL if none is named. */
RAISES static const struct level *level_model(lua_State *L, struct text name) {
    struct program *p = program_of(L);
    const struct level *model = NULL;
    lua_settop(L, 1);
    if (lua_getfield(L, 1, "like") != LUA_TNIL) {
        const struct text like = declare_text(L, 2, "like", 64);
        model = level_find(&p->levels, like);
        if (like.ptr && !model) {
            declare_fault(L, "level '%.*s': like '%.*s', which is not declared%.*s", TEXT_ARG(name),
                  TEXT_ARG(like),
                  TEXT_ARG(near_text(level_nearest(&p->levels, like, &p->arena), &p->arena)));
        }
    }
    lua_settop(L, 1);
    return model;
}

static void level_begin_like(struct program *p, const struct level *model, struct level *out) {
    out->label = model->label;
    for (uint32_t i = 0; i < model->n_params; i++) {
        *(struct param *)arena_push(&p->arena, &out->params, &out->n_params,
                                    sizeof *out->params) = model->params[i];
    }
}

RAISES static int level_body(lua_State *L) {
    struct program *p = declare_loading(L, "level");
    struct level level = {.name = declare_text(L, lua_upvalueindex(1), "a level's name", 64)};
    if (level.name.ptr == NULL) {
        return 0;
    }
    if (!lua_istable(L, 1)) {
        declare_fault(L, "level '%.*s': write W.level \"%.*s\" { ... }", TEXT_ARG(level.name),
              TEXT_ARG(level.name));
        return 0;
    }
    const struct level *found = level_find(&p->levels, level.name);
    struct level *extended = found ? &p->levels.items[found - p->levels.items] : NULL;
    if ((extended && extended->layer == program_layer(L)) || p->levels.n == LEVELS_MAX) {
        declare_fault(L, "level '%.*s' is already declared, or there are too many", TEXT_ARG(level.name));
        return 0;
    }
    const struct level *model = extended ? extended : level_model(L, level.name);
    if (model) {
        level_begin_like(p, model, &level);
    }
    struct vm_place at = vm_where(L, 0);
    level.file = program_file(p, at.file);
    level.line = at.line;
    level.layer = program_layer(L);
    lua_settop(L, 1);
    if (lua_getfield(L, 1, "label") != LUA_TNIL || !extended) {
        level.label = declare_text(L, 2, "a level's label", 100);
    }
    take_params(L, &level);
    if (extended) {
        *extended = level;
    } else {
        *(struct level *)arena_push(&p->arena, &p->levels.items, &p->levels.n, sizeof level) =
            level;
    }
    return 0;
}

RAISES int declare_level(lua_State *L) {
    (void)declare_loading(L, "level");
    lua_settop(L, 1);
    lua_pushcclosure(L, level_body, 1);
    return 1;
}

void declare_params_open(lua_State *L) {
    static const luaL_Reg words[] = {{"int", declare_int},
                                     {"money", declare_money},
                                     {"days_list", declare_days_list},
                                     {"choice", declare_choice}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        lua_pushcfunction(L, words[i].func);
        sandbox_set(L, words[i].name);
    }
}
