/* vm.h - one Lua 5.4 state with its limits, and the only door into Lua.
 *
 *     vm_run(function, limits) ──▶ ran | error with file:line | over fuel or memory
 *
 * Everything that touches the state runs inside vm_run, because nearly every lua_* call may
 * long-jump.  The state has no libraries: what rules may use is set by sandbox.h.
 *
 * Fuel is counted in VM instructions, a thousand at a time, and large blocks and C helpers are
 * charged too, since the count hook does not see the time they take.  No table, text or stack
 * may need one block above VM_BLOCK_MAX while limits are on: that bounds what a single
 * instruction can cost.  Owned: vm_init/vm_fini.  Single threaded. */
#ifndef KRAV_RULES_VM_H
#define KRAV_RULES_VM_H

#include <lua.h>

#include "base/status.h"

/* A function that may long-jump through its caller: it holds no memory, file or lock. */
#define RAISES

#define VM_BLOCK_MAX (64u << 10)

enum vm_stop { VM_RAN = 0, VM_ERROR, VM_OUT_OF_FUEL, VM_OUT_OF_MEMORY, VM_INTERRUPTED };

struct vm_limits {
    int64_t fuel;
    size_t memory;    /* bytes above vm_settle's mark */
    size_t block_max; /* bytes in one block */
    bool counted;     /* false: no hook; fuel then only sees blocks and helpers */
};

struct vm {
    lua_State *L;
    void *owner;       /* whoever made the vm: found again through vm_of */
    size_t used;       /* bytes held by Lua */
    size_t settled;    /* of which belong to what was loaded */
    size_t memory_max; /* absolute; 0 = no limits are on */
    size_t block_max;
    int64_t fuel; /* left */
    enum vm_stop stop;
};

void vm_init(struct vm *vm, void *owner);
void vm_fini(struct vm *vm); /* safe on a zeroed vm */
struct vm *vm_of(lua_State *L);

/* Calls fn with `ctx` as light userdata on an empty stack.  STATUS_INVALID: an error, its text
 * in st; STATUS_LIMIT: over fuel or memory.  vm->stop says which. */
int vm_run(struct vm *vm, lua_CFunction fn, void *ctx, const struct vm_limits *limits,
           struct status *st) NODISCARD;
/* Collects garbage and takes what is left as the size of what was loaded. */
void vm_settle(struct vm *vm);
/* Stops the decision that runs now, if any.  [any thread, async-signal-safe] */
void vm_interrupt(struct vm *vm);

/* Charges a C helper's work. */
RAISES void vm_charge(lua_State *L, size_t fuel);
/* Text file and line of the Lua function `level` calls up (0 = the one that runs). */
struct vm_place {
    struct text file; /* belongs to the function: valid while that is alive */
    int32_t line;
};
struct vm_place vm_where(lua_State *L, int level);
/* An error "FILE:LINE: ..." at the nearest Lua function. */
RAISES int vm_error(lua_State *L, const char *format, ...) FORMAT(2, 3);

#endif
