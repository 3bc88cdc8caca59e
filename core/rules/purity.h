/* purity.h - what the functions of a compiled file write to and read from, found without
 * running it.
 *
 *     file ──lua_dump──▶ bytecode 5.4 ──scan──▶ findings with name and line
 *
 * A rule that stores something outside its own locals would make one decision feel the one
 * before it.  This is the one mechanism that refuses such stores at load; what it cannot see
 * (a table reached through a local, a global in a function of more than 255 constants) is frozen
 * after load and stopped when it happens (freeze.h, sandbox.h).
 *
 * Pinned to the dump format of Lua 5.4 on this machine: another header is STATUS_UNSUPPORTED,
 * so an unknown Lua stops the load, never the check. */
#ifndef KRAV_RULES_PURITY_H
#define KRAV_RULES_PURITY_H

#include "base/arena.h"
#include "base/status.h"

enum finding_kind {
    FINDING_WRITES_LOCAL = 1, /* a local of a surrounding function */
    FINDING_WRITES_SHARED,    /* a field of such a local's table, inside a function */
    FINDING_WRITES_GLOBAL,    /* inside a function */
    FINDING_SETS_GLOBAL,      /* in the file's own body: how a shared helper is made */
    FINDING_READS_GLOBAL
};
struct finding {
    enum finding_kind kind;
    struct text name;
    int32_t line;
};
struct findings {
    struct finding *items;
    uint32_t n;
};
#define FINDINGS_MAX 20000

/* Memory: the arena; names are copied. */
int purity_scan(struct text bytecode, struct arena *arena, struct findings *out,
                struct status *st) NODISCARD;

#endif
