/* vm.c - see vm.h.
 *
 * Rules have no pcall, so an error always ends the run: the hook need not re-arm itself, and
 * `stop` set by the last raiser is the reason.  Finalizers and __close do not exist for rules
 * (no setmetatable), so nothing runs after the error either. */
#include "rules/vm.h"

#include "base/check.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

enum { HOOK_STEP = 1000, CHARGED_BLOCK_MIN = 1024, BYTES_PER_FUEL = 32 };
/* Garbage is looked for when so many per cent of what is in use are: a bundle is small and stays, and
 * going through it again costs more than what its decisions leave behind. */
#define GC_PAUSE 400

/* While limits are on: may a block grow to this size?  Lua answers "no" with a full collection
 * and a second try, so garbage alone never decides. */
static bool may_grow(struct vm *vm, size_t old_size, size_t new_size) {
    if (new_size > vm->block_max) {
        return false;
    }
    if (vm->used - old_size + new_size > vm->memory_max) {
        return false;
    }
    if (new_size < CHARGED_BLOCK_MIN) {
        return true; /* the hook sees these, and needs a few for its own error */
    }
    vm->fuel -= (int64_t)(new_size / BYTES_PER_FUEL);
    return vm->fuel > 0;
}

static void *vm_realloc(void *ud, void *ptr, size_t old_size, size_t new_size) {
    struct vm *vm = ud;
    if (ptr == NULL) {
        old_size = 0; /* Lua passes the kind of object here */
    }
    if (new_size == 0) {
        free(ptr);
        vm->used -= old_size;
        return NULL;
    }
    if (vm->memory_max != 0 && new_size > old_size && !may_grow(vm, old_size, new_size)) {
        return NULL;
    }
    void *block = realloc(ptr, new_size);
    /* A machine out of memory must not look like a rule that used too much. */
    ensure(block != NULL);
    vm->used = vm->used - old_size + new_size;
    return block;
}

static int on_panic(lua_State *L) {
    const char *text = lua_tostring(L, -1);
    check_failed(text ? text : "error outside vm_run", __FILE__, __LINE__);
}

static void on_count(lua_State *L, lua_Debug *ar) {
    (void)ar;
    struct vm *vm = vm_of(L);
    vm->fuel -= HOOK_STEP;
    if (vm->fuel <= 0) {
        vm->stop = VM_OUT_OF_FUEL;
        luaL_where(L, 0);
        lua_pushliteral(L, "the rules took too many steps: an endless loop?");
        lua_concat(L, 2);
        lua_error(L);
    }
}

static void on_interrupt(lua_State *L, lua_Debug *ar) {
    (void)ar;
    vm_of(L)->stop = VM_INTERRUPTED;
    lua_pushliteral(L, "interrupted");
    lua_error(L);
}

void vm_init(struct vm *vm, void *owner) {
    memset(vm, 0, sizeof *vm);
    vm->owner = owner;
    vm->L = lua_newstate(vm_realloc, vm);
    ensure(vm->L != NULL);
    lua_atpanic(vm->L, on_panic);
    (void)lua_gc(vm->L, LUA_GCINC, GC_PAUSE, 0, 0);
    memcpy(lua_getextraspace(vm->L), &vm, sizeof vm);
}

void vm_fini(struct vm *vm) {
    if (vm->L) {
        vm->memory_max = 0;
        lua_close(vm->L);
        ensure(vm->used == 0);
    }
    memset(vm, 0, sizeof *vm);
}

struct vm *vm_of(lua_State *L) {
    struct vm *vm;
    memcpy(&vm, lua_getextraspace(L), sizeof vm);
    return vm;
}

/* What a rule says goes into tasks and records: whatever is no plain text is a question mark. */
static void make_plain(struct text said, char *out, size_t size) {
    size_t n = 0, len = 0;
    for (size_t i = 0; i < said.len && n + 4 < size; i += len) {
        const unsigned char first = (unsigned char)said.ptr[i];
        len = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        const struct text one = {said.ptr + i, len < said.len - i ? len : said.len - i};
        if (text_is_utf8(one) && !text_has_control(one) && first != '\r') {
            memcpy(out + n, one.ptr, one.len);
            n += one.len;
        } else {
            out[n++] = '?';
            len = 1;
        }
    }
    out[n] = '\0';
}

static int failed(struct vm *vm, int code, struct status *st) {
    if (code == LUA_ERRMEM && vm->fuel <= 0) {
        vm->stop = VM_OUT_OF_FUEL;
        return status_fail(st, STATUS_LIMIT, "the rules built too many large tables or texts");
    }
    if (code == LUA_ERRMEM) {
        vm->stop = VM_OUT_OF_MEMORY;
        return status_fail(st, STATUS_LIMIT,
                           "the rules used too much memory: a table or text that grows, or a "
                           "function that calls itself");
    }
    size_t len = 0;
    char plain[sizeof st->text];
    const char *text = lua_tolstring(vm->L, -1, &len);
    make_plain(text && len > 0 ? (struct text){text, len} : TEXT("error without a text"), plain,
               sizeof plain);
    bool over = vm->stop == VM_OUT_OF_FUEL || vm->stop == VM_INTERRUPTED;
    if (!over) {
        vm->stop = VM_ERROR;
    }
    return status_fail(st, over ? STATUS_LIMIT : STATUS_INVALID, "%s", plain);
}

int vm_run(struct vm *vm, lua_CFunction fn, void *ctx, const struct vm_limits *limits,
           struct status *st) {
    ensure(vm->memory_max == 0); /* not re-entered */
    lua_settop(vm->L, 0);
    lua_pushcfunction(vm->L, fn);
    lua_pushlightuserdata(vm->L, ctx);

    vm->stop = VM_RAN;
    vm->fuel = limits->fuel;
    vm->block_max = limits->block_max;
    vm->memory_max = vm->settled + limits->memory;
    lua_sethook(vm->L, limits->counted ? on_count : NULL, limits->counted ? LUA_MASKCOUNT : 0,
                HOOK_STEP);
    int code = lua_pcall(vm->L, 1, 0, 0);
    lua_sethook(vm->L, NULL, 0, 0);
    vm->memory_max = 0;

    int rc = code == LUA_OK ? STATUS_OK : failed(vm, code, st);
    lua_settop(vm->L, 0);
    return rc;
}

void vm_settle(struct vm *vm) {
    lua_gc(vm->L, LUA_GCCOLLECT);
    vm->settled = vm->used;
}

void vm_interrupt(struct vm *vm) {
    if (vm->memory_max != 0) {
        lua_sethook(vm->L, on_interrupt, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
    }
}

void vm_charge(lua_State *L, size_t fuel) {
    struct vm *vm = vm_of(L);
    vm->fuel -= (int64_t)fuel;
    if (vm->memory_max != 0 && vm->fuel <= 0) {
        vm->stop = VM_OUT_OF_FUEL;
        luaL_where(L, 1);
        lua_pushliteral(L, "the rules took too many steps: an endless loop?");
        lua_concat(L, 2);
        lua_error(L);
    }
}

struct vm_place vm_where(lua_State *L, int level) {
    lua_Debug ar;
    struct vm_place place = {{NULL, 0}, 0};
    /* The nearest Lua function: a constructor may have been called by a C helper. */
    for (; lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        if (ar.currentline > 0) {
            place.line = ar.currentline;
            place.file = (struct text){ar.source, ar.srclen};
            if (place.file.len > 0 && place.file.ptr[0] == '@') {
                place.file.ptr++;
                place.file.len--;
            }
            return place;
        }
    }
    return place;
}

int vm_error(lua_State *L, const char *format, ...) {
    char text[400]; /* longer texts are cut: they quote what somebody wrote */
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct vm_place place = vm_where(L, 0);
    if (place.line > 0) {
        lua_pushlstring(L, place.file.ptr, place.file.len);
        lua_pushfstring(L, "%s:%d: %s", lua_tostring(L, -1), (int)place.line, text);
    } else {
        lua_pushstring(L, text);
    }
    return lua_error(L);
}
