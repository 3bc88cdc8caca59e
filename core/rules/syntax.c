/* syntax.c - see syntax.h. */
#include "rules/syntax.h"

#include <lauxlib.h>

#include "rules/letters.h"

static const struct vm_limits limits = {
    .fuel = 50000000, .memory = 64u << 20, .block_max = 8u << 20, .counted = true};

bool syntax_compile(lua_State *L, const struct bundle_file *file, struct faults *faults) {
    const struct text name = arena_printf(faults->arena, "@%.*s", TEXT_ARG(file->path));
    /* "t": text only; bytecode can crash the interpreter. */
    const int rc = luaL_loadbufferx(L, file->content.len ? file->content.ptr : "",
                                    file->content.len, name.ptr, "t");
    if (rc == LUA_ERRMEM) {
        return lua_error(L);
    }
    if (rc != LUA_OK) {
        const struct text why = text_of(lua_tostring(L, -1));
        const bool placed = text_starts(why, file->path);
        faults_add(faults, "%.*s%s%.*s", placed ? 0 : (int)file->path.len, file->path.ptr,
                   placed ? "" : ":1: ", TEXT_ARG(why));
        lua_pop(L, 1);
    }
    return rc == LUA_OK;
}

struct check {
    const struct bundle_file *file;
    struct faults *faults;
};

RAISES static int check_file(lua_State *L) {
    const struct check *c = lua_touserdata(L, 1);
    (void)syntax_compile(L, c->file, c->faults);
    return 0;
}

void syntax_check(const struct bundle_source *s, struct faults *faults) {
    struct vm vm;
    vm_init(&vm, NULL);
    for (uint32_t i = 0; i < s->n_files; i++) {
        const struct text path = s->files[i].path;
        struct check c = {&s->files[i], faults};
        struct status st = {0, ""};
        if (bundle_path_is_test(path) || letters_are_in(path)) {
            continue;
        }
        if (vm_run(&vm, check_file, &c, &limits, &st)) {
            faults_add(faults, "%.*s:1: %s", TEXT_ARG(path), st.text);
        }
    }
    vm_fini(&vm);
}
