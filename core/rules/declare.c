/* declare.c - see declare.h. */
#include "rules/declare.h"

#include "base/money.h"
#include "rules/sandbox.h"

#include <stdarg.h>
#include <string.h>

#include <lauxlib.h>

static const char workflow_key = 'w'; /* registry: W */
static const char param_type_name[] = "krav.param";

/* A fault at the line that is being run. */
static void fault(lua_State *L, const char *format, ...) FORMAT(2, 3);
static void fault(lua_State *L, const char *format, ...) {
    struct program *p = program_of(L);
    struct vm_place at = vm_where(L, 0);
    va_list args;
    va_start(args, format);
    struct text why = arena_vprintf(&p->arena, format, args);
    va_end(args);
    faults_add(p->faults, "%.*s:%d: %.*s", TEXT_ARG(at.file), (int)at.line, TEXT_ARG(why));
}

RAISES static struct program *loading(lua_State *L, const char *what) {
    struct program *p = program_of(L);
    if (p->faults == NULL) {
        vm_error(L, "%s: only while the rules are loaded, not in a decision", what);
    }
    return p;
}

/* The text at `index` copied into the program, absent with a fault if it is something else. */
RAISES static struct text text_at(lua_State *L, int index, const char *what, size_t len_max) {
    struct program *p = program_of(L);
    size_t len = 0;
    const char *ptr = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &len) : NULL;
    struct text t = {ptr, len};
    if (ptr == NULL || len == 0 || len > len_max || !text_is_utf8(t) || text_has_control(t)) {
        fault(L, "%s must be a text of 1 to %d bytes", what, (int)len_max);
        return (struct text){NULL, 0};
    }
    return arena_text(&p->arena, t);
}

RAISES static struct rule_function function_at(lua_State *L, int index, const char *what) {
    struct rule_function f = {0, {NULL, 0}, 0};
    if (lua_isnil(L, index)) {
        return f;
    }
    if (!lua_isfunction(L, index) || lua_iscfunction(L, index)) {
        fault(L, "%s must be a function, written 'function (c) ... end'", what);
        return f;
    }
    lua_Debug ar;
    lua_pushvalue(L, index);
    lua_getinfo(L, ">S", &ar);
    f.line = ar.linedefined;
    f.file = program_file(program_of(L), (struct text){ar.source + 1, ar.srclen - 1});
    lua_pushvalue(L, index);
    f.ref = luaL_ref(L, LUA_REGISTRYINDEX);
    return f;
}

/* Faults for keys of the table at `index` that are not in `names`. */
RAISES static void check_keys(lua_State *L, int index, const char *what,
                              const struct words *names) {
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING) {
            fault(L, "%s: write name = value for each part", what);
            continue;
        }
        size_t len = 0;
        const char *key = lua_tolstring(L, -2, &len);
        struct text name = {key, len};
        if (words_by_name(names, name) == NULL) {
            fault(L, "%s: unknown part '%s'%.*s", what, key,
                  TEXT_ARG(near_text(words_nearest(names, name), &program_of(L)->arena)));
        }
    }
}

/* stages */

static const struct word stage_parts[] = {
    {1, "label", "", ""}, {2, "enter", "", ""}, {3, "decide", "", ""}};
static const struct words stage_words = WORDS("stage part", stage_parts);

/* W.stage "name" { ... }: upvalue 1 is the name. */
RAISES static int stage_body(lua_State *L) {
    struct program *p = loading(L, "stage");
    struct text name = text_at(L, lua_upvalueindex(1), "a stage's name", 64);
    if (name.ptr == NULL) {
        return 0;
    }
    if (!lua_istable(L, 1)) {
        fault(L, "stage '%.*s': write W.stage \"%.*s\" { ... }", TEXT_ARG(name), TEXT_ARG(name));
        return 0;
    }
    const struct stage *other = program_stage(p, name);
    if (other) {
        fault(L, "stage '%.*s' is already declared at %.*s:%d", TEXT_ARG(name),
              TEXT_ARG(other->file), (int)other->line);
        return 0;
    }
    if (p->n_stages == STAGES_MAX) {
        fault(L, "more than %d stages", STAGES_MAX);
        return 0;
    }
    struct text what = arena_printf(&p->arena, "stage '%.*s'", TEXT_ARG(name));
    check_keys(L, 1, what.ptr, &stage_words);
    struct stage stage = {.name = name};
    struct vm_place at = vm_where(L, 0);
    stage.file = program_file(p, at.file);
    stage.line = at.line;
    lua_settop(L, 1);
    lua_getfield(L, 1, "label");
    lua_getfield(L, 1, "enter");
    lua_getfield(L, 1, "decide");
    stage.label = text_at(L, 2, arena_printf(&p->arena, "%s: label", what.ptr).ptr, 100);
    stage.enter = function_at(L, 3, arena_printf(&p->arena, "%s: enter", what.ptr).ptr);
    stage.decide = function_at(L, 4, arena_printf(&p->arena, "%s: decide", what.ptr).ptr);
    if (stage.decide.ref == 0 && lua_isnil(L, 4)) {
        fault(L, "%s has no decide: a case would stand there for ever", what.ptr);
    }
    *(struct stage *)arena_push(&p->arena, &p->stages, &p->n_stages, sizeof stage) = stage;
    return 0;
}

RAISES static int declare_stage(lua_State *L) {
    (void)loading(L, "stage");
    lua_settop(L, 1);
    lua_pushcclosure(L, stage_body, 1);
    return 1;
}

/* parameters of levels */

RAISES static struct param *push_param(lua_State *L, enum param_type type) {
    struct param *q = lua_newuserdatauv(L, sizeof *q, 0);
    *q = (struct param){.type = type};
    if (luaL_newmetatable(L, param_type_name)) {
        lua_pushboolean(L, 0);
        lua_setfield(L, -2, "__index");
    }
    lua_setmetatable(L, -2);
    return q;
}

static const struct word int_parts[] = {
    {1, "min", "", ""}, {2, "max", "", ""}, {3, "says", "", ""}};
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
            fault(L, "%s: unknown part '%s'", who, key);
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
            fault(L, "%s: %s must be a whole number", who, key);
        }
    }
    lua_pop(L, 1);
    return value;
}

RAISES static void take_says(lua_State *L, struct param *q, const char *who) {
    lua_getfield(L, 1, "says");
    if (lua_isnil(L, -1)) {
        fault(L, "%s: says what? add says = \"what it means\"", who);
    } else {
        q->says = text_at(L, lua_gettop(L), "says", 300);
    }
    lua_pop(L, 1);
}

RAISES static int declare_number(lua_State *L, enum param_type type, const char *who) {
    (void)loading(L, who);
    check_param(L, who);
    struct param *q = push_param(L, type);
    q->min = whole_field(L, "min", 0, who);
    q->max = whole_field(L, "max", type == PARAM_MONEY ? MONEY_MAX : INT32_MAX, who);
    take_says(L, q, who);
    if (lua_rawgeti(L, 1, 1) == LUA_TNUMBER && lua_isinteger(L, -1)) {
        q->value = lua_tointeger(L, -1);
    } else {
        fault(L, "%s: the first value must be a whole number", who);
    }
    lua_pop(L, 1);
    if (q->value < q->min || q->value > q->max) {
        fault(L, "%s: %lld is outside min and max", who, (long long)q->value);
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
    (void)loading(L, "days_list");
    check_param(L, "days_list");
    struct param *q = push_param(L, PARAM_DAYS_LIST);
    take_says(L, q, "days_list");
    if (lua_rawgeti(L, 1, 1) != LUA_TTABLE || lua_rawlen(L, -1) > LEVEL_LIST_MAX) {
        fault(L, "days_list: the first value is a list of at most %d days", LEVEL_LIST_MAX);
        lua_pop(L, 1);
        return 1;
    }
    q->n_list = (uint32_t)lua_rawlen(L, -1);
    for (uint32_t i = 0; i < q->n_list; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        if (lua_isinteger(L, -1) && lua_tointeger(L, -1) >= 0 && lua_tointeger(L, -1) <= 36500) {
            q->days[i] = lua_tointeger(L, -1);
        } else {
            fault(L, "days_list: value %d is not a number of days", (int)i + 1);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return 1;
}

/* choice { "letter", "mailbox", says = ... }: the first is the default. */
RAISES static int declare_choice(lua_State *L) {
    (void)loading(L, "choice");
    check_param(L, "choice");
    struct param *q = push_param(L, PARAM_CHOICE);
    take_says(L, q, "choice");
    size_t n = lua_rawlen(L, 1);
    if (n == 0 || n > LEVEL_LIST_MAX) {
        fault(L, "choice: give 1 to %d words, the default first", LEVEL_LIST_MAX);
        n = 0;
    }
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, 1, (lua_Integer)i + 1);
        q->words[i] = text_at(L, lua_gettop(L), "a word of choice", 64);
        lua_pop(L, 1);
    }
    q->n_list = (uint32_t)n;
    q->value = q->min = 1;
    q->max = (int64_t)n;
    return 1;
}

/* levels */

RAISES static void take_params(lua_State *L, struct level *level) {
    struct program *p = program_of(L);
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        size_t len = 0;
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tolstring(L, -2, &len) : "";
        if (strcmp(key, "label") == 0) {
            continue;
        }
        const struct param *q = luaL_testudata(L, -1, param_type_name);
        if (len == 0 || len > 64 || q == NULL) {
            fault(L, "level '%.*s': '%s' must be an int, money, days_list or choice",
                  TEXT_ARG(level->name), key);
        } else if (level->n_params == LEVEL_PARAMS_MAX) {
            fault(L, "level '%.*s' has more than %d parameters", TEXT_ARG(level->name),
                  LEVEL_PARAMS_MAX);
            lua_pop(L, 2);
            return;
        } else {
            struct param *mine =
                arena_push(&p->arena, &level->params, &level->n_params, sizeof *mine);
            *mine = *q;
            mine->name = arena_text(&p->arena, (struct text){key, len});
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

RAISES static int level_body(lua_State *L) {
    struct program *p = loading(L, "level");
    struct level level = {.name = text_at(L, lua_upvalueindex(1), "a level's name", 64)};
    if (level.name.ptr == NULL) {
        return 0;
    }
    if (!lua_istable(L, 1)) {
        fault(L, "level '%.*s': write W.level \"%.*s\" { ... }", TEXT_ARG(level.name),
              TEXT_ARG(level.name));
        return 0;
    }
    if (level_find(&p->levels, level.name) || p->levels.n == LEVELS_MAX) {
        fault(L, "level '%.*s' is already declared, or there are too many", TEXT_ARG(level.name));
        return 0;
    }
    struct vm_place at = vm_where(L, 0);
    level.file = program_file(p, at.file);
    level.line = at.line;
    lua_settop(L, 1);
    lua_getfield(L, 1, "label");
    level.label = text_at(L, 2, "a level's label", 100);
    take_params(L, &level);
    *(struct level *)arena_push(&p->arena, &p->levels.items, &p->levels.n, sizeof level) = level;
    return 0;
}

RAISES static int declare_level(lua_State *L) {
    (void)loading(L, "level");
    lua_settop(L, 1);
    lua_pushcclosure(L, level_body, 1);
    return 1;
}

/* the workflow */

static const struct word workflow_parts[] = {{1, "id", "", ""}, {2, "api", "", ""}};
static const struct words workflow_words = WORDS("workflow part", workflow_parts);

RAISES static int declare_workflow(lua_State *L) {
    struct program *p = loading(L, "workflow");
    if (!lua_istable(L, 1)) {
        return vm_error(L, "write workflow { id = \"name\", api = 1 }");
    }
    if (p->id.ptr) {
        return vm_error(L, "a bundle has one workflow: '%s' is already declared", p->id.ptr);
    }
    check_keys(L, 1, "workflow", &workflow_words);
    lua_settop(L, 1);
    lua_getfield(L, 1, "id");
    p->id = text_at(L, 2, "the workflow's id", 64);
    lua_getfield(L, 1, "api");
    if (!lua_isinteger(L, 3) || lua_tointeger(L, 3) != 1) {
        fault(L, "workflow: this program knows api = 1");
    }
    lua_newtable(L);
    lua_pushcfunction(L, declare_stage);
    lua_setfield(L, -2, "stage");
    lua_pushcfunction(L, declare_level);
    lua_setfield(L, -2, "level");
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &workflow_key);
    return 1;
}

bool declare_share(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &workflow_key) != LUA_TTABLE) {
        lua_pop(L, 1);
        return false;
    }
    sandbox_set(L, "W");
    return true;
}

void declare_finish(lua_State *L) {
    struct program *p = program_of(L);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &workflow_key) != LUA_TTABLE) {
        faults_add(p->faults, "init.lua: no workflow: begin with local W = workflow { id = "
                              "\"name\", api = 1 }");
        lua_pop(L, 1);
        return;
    }
    int w = lua_gettop(L);
    if (lua_getfield(L, w, "start") == LUA_TFUNCTION) {
        p->start = function_at(L, w + 1, "W.start");
    } else {
        faults_add(p->faults, "init.lua: no start: where does a new claim begin? add function "
                              "W.start (c) return \"reminder\" end");
    }
    if (p->n_stages == 0) {
        faults_add(p->faults, "init.lua: no stages: add W.stage \"reminder\" { ... }");
    }
    if (p->levels.n == 0) {
        faults_add(p->faults, "init.lua: no levels: add W.level \"normal\" { label = \"Normal\" }");
    }
    level_set_check(&p->levels, p->faults);
    lua_settop(L, w - 1);
}

void declare_open(lua_State *L) {
    static const luaL_Reg words[] = {{"workflow", declare_workflow},
                                     {"int", declare_int},
                                     {"money", declare_money},
                                     {"days_list", declare_days_list},
                                     {"choice", declare_choice}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        lua_pushcfunction(L, words[i].func);
        sandbox_set(L, words[i].name);
    }
}
