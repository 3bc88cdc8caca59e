/* bench.c - see bench.h.
 *
 * A test file is run once to register its tests; then every test is a run of its own, with its
 * own limits, so that one that fails or never ends does not touch the next. */
#include "rules/bench.h"

#include "base/check.h"
#include "rules/bench_case.h"
#include "rules/bench_walk.h"
#include "rules/sandbox.h"

#include <string.h>

#include <lauxlib.h>

static const struct vm_limits test_limits = {
    .fuel = 20000000, .memory = 64u << 20, .block_max = 1u << 20, .counted = true};

#define DECISION_FUEL 2000

struct bench {
    struct vm vm;
    const struct bundle_file *file;
    const struct bench_driver *driver;
    struct arena *arena;
    struct bench_result *tests; /* with `why` still open */
    int *refs;                  /* their functions */
    uint32_t n_tests;
    uint32_t current;
};

RAISES static struct bench *bench_of(lua_State *L) {
    return vm_of(L)->owner;
}

/* test("name", function () ... end) */
RAISES static int declare_test(lua_State *L) {
    struct bench *b = bench_of(L);
    struct text name = {NULL, 0};
    name.ptr = luaL_checklstring(L, 1, &name.len);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    if (b->n_tests == BENCH_TESTS_MAX) {
        return vm_error(L, "more than %d tests in one file", BENCH_TESTS_MAX);
    }
    lua_settop(L, 2);
    b->refs[b->n_tests] = luaL_ref(L, LUA_REGISTRYINDEX);
    struct bench_result *r = &b->tests[b->n_tests++];
    *r = (struct bench_result){.name = arena_text(b->arena, name),
                               .file = arena_text(b->arena, b->file->path)};
    r->line = vm_where(L, 0).line;
    return 0;
}

RAISES static int decide_with(lua_State *L, bool enter) {
    struct bench *b = bench_of(L);
    struct bench_case c;
    bench_case_read(L, 1, b->arena, &c);
    vm_charge(L, DECISION_FUEL); /* one instruction here, two decisions there */
    struct bench_outcome out = {0};
    struct status st = {0};
    if (b->driver->decide(b->driver->ctx, &c, enter, &out, &st) != STATUS_OK) {
        return vm_error(L, "the rules failed: %s", st.text);
    }
    bench_outcome_push(L, &out, b->arena);
    return 1;
}

RAISES static int test_enter(lua_State *L) {
    return decide_with(L, true);
}

RAISES static int test_decide(lua_State *L) {
    return decide_with(L, false);
}

/* walk(case, "200 days") */
RAISES static int test_walk(lua_State *L) {
    struct bench *b = bench_of(L);
    struct bench_case c;
    bench_case_read(L, 1, b->arena, &c);
    const int32_t days = bench_walk_days(L, 2);
    vm_charge(L, (size_t)days * 1000); /* one instruction here, much work and memory there */
    struct walk *w = arena_take(b->arena, sizeof *w);
    struct status st = {0};
    if (b->driver->walk(b->driver->ctx, &c, days, w, &st) != STATUS_OK) {
        return vm_error(L, "%s", st.text);
    }
    bench_walk_push(L, w, b->arena);
    return 1;
}

/* How a value is shown in "expected x, got y". */
RAISES static const char *show(lua_State *L, int index) {
    switch (lua_type(L, index)) {
    case LUA_TSTRING:
        return lua_pushfstring(L, "\"%s\"", lua_tostring(L, index));
    case LUA_TNUMBER:
        lua_pushvalue(L, index);
        return lua_tostring(L, -1);
    case LUA_TBOOLEAN:
        return lua_toboolean(L, index) ? "true" : "false";
    case LUA_TNIL:
        return "nothing (nil)";
    default:
        return lua_pushfstring(L, "a %s", luaL_typename(L, index));
    }
}

/* Upvalue of all: what was got. */
RAISES static int expect_is(lua_State *L) {
    lua_settop(L, 1);
    if (!lua_rawequal(L, 1, lua_upvalueindex(1))) {
        return vm_error(L, "expected %s, got %s", show(L, 1), show(L, lua_upvalueindex(1)));
    }
    return 0;
}

RAISES static int expect_is_not(lua_State *L) {
    lua_settop(L, 1);
    if (lua_rawequal(L, 1, lua_upvalueindex(1))) {
        return vm_error(L, "expected anything but %s", show(L, 1));
    }
    return 0;
}

RAISES static int expect_matches(lua_State *L) {
    size_t n_want = 0, n_got = 0;
    const char *want = luaL_checklstring(L, 1, &n_want);
    bool is_text = lua_type(L, lua_upvalueindex(1)) == LUA_TSTRING;
    const char *got = is_text ? lua_tolstring(L, lua_upvalueindex(1), &n_got) : "";
    if (!is_text || memmem(got, n_got, want, n_want) == NULL) {
        return vm_error(L, "expected something with %s in it, got %s", show(L, 1),
                        show(L, lua_upvalueindex(1)));
    }
    return 0;
}

/* expect(x) is { is = ..., is_not = ..., matches = ... }. */
RAISES static int expect(lua_State *L) {
    static const luaL_Reg ways[] = {
        {"is", expect_is}, {"is_not", expect_is_not}, {"matches", expect_matches}};
    lua_settop(L, 1);
    lua_createtable(L, 0, 3);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        lua_pushvalue(L, 1);
        lua_pushcclosure(L, ways[i].func, 1);
        lua_setfield(L, -2, ways[i].name);
    }
    return 1;
}

RAISES static int load_file(lua_State *L) {
    struct bench *b = lua_touserdata(L, 1);
    static const luaL_Reg words[] = {
        {"test", declare_test}, {"enter", test_enter}, {"decide", test_decide}, {"walk", test_walk},
        {"expect", expect}};
    sandbox_open(L);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        lua_pushcfunction(L, words[i].func);
        sandbox_set(L, words[i].name);
    }
    bench_case_open(L, b->arena);
    sandbox_set(L, "case_like");
    lua_settop(L, 0);
    struct text content = b->file->content;
    const char *name = arena_printf(b->arena, "@%.*s", TEXT_ARG(b->file->path)).ptr;
    if (luaL_loadbufferx(L, content.len ? content.ptr : "", content.len, name, "t") != LUA_OK) {
        return lua_error(L);
    }
    lua_call(L, 0, 0);
    return 0;
}

RAISES static int run_test(lua_State *L) {
    struct bench *b = lua_touserdata(L, 1);
    lua_rawgeti(L, LUA_REGISTRYINDEX, b->refs[b->current]);
    lua_call(L, 0, 0);
    return 0;
}

int bench_run(const struct bundle_file *file, const struct bench_driver *driver,
              struct arena *arena, struct status *st) {
    struct bench *b = mem_alloc(sizeof *b);
    b->file = file;
    b->driver = driver;
    b->arena = arena;
    b->tests = arena_take_n(arena, BENCH_TESTS_MAX, sizeof *b->tests);
    b->refs = arena_take_n(arena, BENCH_TESTS_MAX, sizeof *b->refs);
    vm_init(&b->vm, b);
    int rc = vm_run(&b->vm, load_file, b, &test_limits, st);
    bool go_on = rc == STATUS_OK;
    for (b->current = 0; go_on && b->current < b->n_tests; b->current++) {
        struct status why = {0};
        struct bench_result *r = &b->tests[b->current];
        vm_settle(&b->vm);
        r->passed = vm_run(&b->vm, run_test, b, &test_limits, &why) == STATUS_OK;
        r->why = r->passed ? (struct text){NULL, 0} : arena_text(arena, text_of(why.text));
        go_on = driver->result(driver->ctx, r);
    }
    vm_fini(&b->vm);
    mem_free(b);
    return rc;
}
