/* declare.c - see declare.h. */
#include "rules/declare.h"

#include "rules/declare_parts.h"
#include "rules/sandbox.h"

#include <stdarg.h>
#include <string.h>

#include <lauxlib.h>

static const char workflow_key = 'w'; /* registry: W */

/* A fault at the line that is being run. */
void declare_fault(lua_State *L, const char *format, ...) {
    struct program *p = program_of(L);
    struct vm_place at = vm_where(L, 0);
    va_list args;
    va_start(args, format);
    struct text why = arena_vprintf(&p->arena, format, args);
    va_end(args);
    faults_add(p->faults, "%.*s:%d: %.*s", TEXT_ARG(at.file), (int)at.line, TEXT_ARG(why));
}

RAISES struct program *declare_loading(lua_State *L, const char *what) {
    struct program *p = program_of(L);
    if (p->faults == NULL) {
        vm_error(L, "%s: only while the rules are loaded, not in a decision", what);
    }
    return p;
}

/* The text at `index` copied into the program, absent with a fault if it is something else. */
RAISES struct text declare_text(lua_State *L, int index, const char *what, size_t len_max) {
    struct program *p = program_of(L);
    size_t len = 0;
    const char *ptr = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &len) : NULL;
    struct text t = {ptr, len};
    if (ptr == NULL || len == 0 || len > len_max || !text_is_utf8(t) || text_has_control(t)) {
        declare_fault(L, "%s must be a text of 1 to %d bytes", what, (int)len_max);
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
        declare_fault(L, "%s must be a function, written 'function (c) ... end'", what);
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
            declare_fault(L, "%s: write name = value for each part", what);
            continue;
        }
        size_t len = 0;
        const char *key = lua_tolstring(L, -2, &len);
        struct text name = {key, len};
        if (words_by_name(names, name) == NULL) {
            declare_fault(L, "%s: unknown part '%s'%.*s", what, key,
                  TEXT_ARG(near_text(words_nearest(names, name), &program_of(L)->arena)));
        }
    }
}

/* stages */

static const struct word stage_parts[] = {
    {1, "label", "", ""}, {2, "enter", "", ""}, {3, "decide", "", ""}};
static const struct words stage_words = WORDS("stage part", stage_parts);

/* Reads the table at 1 into a stage.  One that was declared by a bundle that this one extends keeps
 * what is not said anew. */
RAISES static void take_stage(lua_State *L, struct stage *s) {
    struct program *p = program_of(L);
    const struct text what = arena_printf(&p->arena, "stage '%.*s'", TEXT_ARG(s->name));
    const bool extends = s->file.ptr != NULL;
    const struct vm_place at = vm_where(L, 0);
    check_keys(L, 1, what.ptr, &stage_words);
    s->file = program_file(p, at.file);
    s->line = at.line;
    s->layer = program_layer(L);
    lua_settop(L, 1);
    const bool has_label = lua_getfield(L, 1, "label") != LUA_TNIL;
    const bool has_enter = lua_getfield(L, 1, "enter") != LUA_TNIL;
    const bool has_decide = lua_getfield(L, 1, "decide") != LUA_TNIL;
    if (has_label || !extends) {
        s->label = declare_text(L, 2, arena_printf(&p->arena, "%s: label", what.ptr).ptr, 100);
    }
    if (has_enter) {
        s->enter = function_at(L, 3, arena_printf(&p->arena, "%s: enter", what.ptr).ptr);
    }
    if (has_decide) {
        s->decide = function_at(L, 4, arena_printf(&p->arena, "%s: decide", what.ptr).ptr);
    } else if (!extends) {
        declare_fault(L, "%s has no decide: a case would stand there for ever", what.ptr);
    }
}

/* W.stage "name" { ... }: upvalue 1 is the name. */
RAISES static int stage_body(lua_State *L) {
    struct program *p = declare_loading(L, "stage");
    struct text name = declare_text(L, lua_upvalueindex(1), "a stage's name", 64);
    if (name.ptr == NULL) {
        return 0;
    }
    if (!lua_istable(L, 1)) {
        declare_fault(L, "stage '%.*s': write W.stage \"%.*s\" { ... }", TEXT_ARG(name),
                      TEXT_ARG(name));
        return 0;
    }
    const struct stage *found = program_stage(p, name);
    struct stage *extended = found ? &p->stages[found - p->stages] : NULL;
    if (extended && extended->layer == program_layer(L)) {
        declare_fault(L, "stage '%.*s' is already declared at %.*s:%d", TEXT_ARG(name),
              TEXT_ARG(extended->file), (int)extended->line);
        return 0;
    }
    if (!extended && p->n_stages == STAGES_MAX) {
        declare_fault(L, "more than %d stages", STAGES_MAX);
        return 0;
    }
    struct stage stage = extended ? *extended : (struct stage){.name = name};
    take_stage(L, &stage);
    if (extended) {
        *extended = stage;
    } else {
        *(struct stage *)arena_push(&p->arena, &p->stages, &p->n_stages, sizeof stage) = stage;
    }
    return 0;
}

RAISES static int declare_stage(lua_State *L) {
    (void)declare_loading(L, "stage");
    lua_settop(L, 1);
    lua_pushcclosure(L, stage_body, 1);
    return 1;
}

/* the workflow */

static const struct word workflow_parts[] = {
    {1, "id", "", ""}, {2, "api", "", ""}, {3, "extends", "", ""}, {4, "renames", "", ""}};
static const struct words workflow_words = WORDS("workflow part", workflow_parts);

/* Which bundle is extended was read from the text: what is put together at run time came too late. */
RAISES static void check_extends(lua_State *L) {
    const struct program *p = program_of(L);
    const uint32_t next = program_layer(L) + 1;
    const struct text wanted = next < p->layers.n ? p->layers.names[next] : (struct text){"", 0};
    size_t len = 0;
    lua_getfield(L, 1, "extends");
    const char *said = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &len) : NULL;
    if ((!said && !lua_isnil(L, -1)) || !text_eq((struct text){said ? said : "", len}, wanted)) {
        declare_fault(L, "workflow: write out what it extends: extends = \"standard\"");
    }
    lua_pop(L, 1);
}

/* renames = { old = "new" }: the cases of a stage that is no more stand in the new one. */
RAISES static void take_renames(lua_State *L) {
    struct program *p = program_of(L);
    const int type = lua_getfield(L, 1, "renames");
    if (type != LUA_TNIL && type != LUA_TTABLE) {
        declare_fault(L, "workflow: write renames = { old = \"new\" }");
    }
    const int renames = lua_gettop(L);
    const struct vm_place at = vm_where(L, 0);
    for (lua_pushnil(L); type == LUA_TTABLE && lua_next(L, renames); lua_pop(L, 1)) {
        lua_pushvalue(L, -2);
        const struct rename r = {.from = declare_text(L, lua_gettop(L), "renames: the old name", 64),
                                 .to = declare_text(L, lua_gettop(L) - 1, "renames: the new name", 64),
                                 .file = program_file(p, at.file), .line = at.line};
        lua_pop(L, 1);
        if (r.from.ptr && r.to.ptr) {
            *(struct rename *)arena_push(&p->arena, &p->renames, &p->n_renames, sizeof r) = r;
        }
    }
    lua_settop(L, renames - 1);
}

RAISES static int declare_workflow(lua_State *L) {
    struct program *p = declare_loading(L, "workflow");
    if (!lua_istable(L, 1)) {
        return vm_error(L, "write workflow { id = \"name\", api = 1 }");
    }
    if (p->id.ptr && p->id_layer == program_layer(L)) {
        return vm_error(L, "a bundle has one workflow: '%s' is already declared", p->id.ptr);
    }
    check_keys(L, 1, "workflow", &workflow_words);
    lua_settop(L, 1);
    lua_getfield(L, 1, "id");
    const bool extends = p->id.ptr != NULL;
    p->id = declare_text(L, 2, "the workflow's id", 64);
    p->id_layer = program_layer(L);
    lua_getfield(L, 1, "api");
    if (!lua_isinteger(L, 3) || lua_tointeger(L, 3) != 1) {
        declare_fault(L, "workflow: this program knows api = 1");
    }
    check_extends(L);
    take_renames(L);
    if (extends) { /* the one that this bundle builds on */
        lua_rawgetp(L, LUA_REGISTRYINDEX, &workflow_key);
        return 1;
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

static void check_renames(struct program *p) {
    for (uint32_t i = 0; i < p->n_renames; i++) {
        const struct rename *r = &p->renames[i];
        if (program_stage(p, r->from)) {
            faults_add(p->faults, "%.*s:%d: renames: stage '%.*s' is still there", TEXT_ARG(r->file),
                       (int)r->line, TEXT_ARG(r->from));
        }
        if (!program_stage(p, r->to)) {
            const char *nearest = program_nearest_stage(p, r->to, &p->arena);
            faults_add(p->faults, "%.*s:%d: renames: there is no stage '%.*s'%.*s", TEXT_ARG(r->file),
                       (int)r->line, TEXT_ARG(r->to), TEXT_ARG(near_text(nearest, &p->arena)));
        }
    }
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
    check_renames(p);
    lua_settop(L, w - 1);
}

void declare_open(lua_State *L) {
    lua_pushcfunction(L, declare_workflow);
    sandbox_set(L, "workflow");
    declare_params_open(L);
}
