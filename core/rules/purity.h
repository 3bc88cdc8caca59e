/* purity.h - what the functions of a compiled file write to and read from, found without
 * running it.
 *
 *     file     ──lua_dump──▶ bytecode 5.4 ──scan──▶ findings with name and line
 *     closure  ──lua_dump──▶       "        "            "      that was there before any decision
 *
 * A rule that stores something that outlives it would make one decision feel the one before it.
 * This is the one mechanism that refuses such stores at load; what it cannot see (a table reached
 * through a local, a global in a function of more than 255 constants) is frozen after load and
 * stopped when it happens (freeze.h, sandbox.h).
 *
 * A captured variable outlives a decision if it is a local of the file's own body, or of a function
 * that was called while the bundle was loaded and left a closure behind.  The first is seen in the
 * file.  For the second every closure that is left after loading is scanned as if it were a file:
 * what it, or a function inside it, writes to and did not make itself was there before.  Any other
 * captured variable is a local of a call made by the decision, and nothing that the decision makes
 * can be put where the next one finds it: what was there is read-only, and there are no coroutines.
 *
 * Pinned to the dump format of Lua 5.4 on this machine: another header is STATUS_UNSUPPORTED,
 * so an unknown Lua stops the load, never the check. */
#ifndef KRAV_RULES_PURITY_H
#define KRAV_RULES_PURITY_H

#include "base/arena.h"
#include "base/status.h"

enum finding_kind {
    FINDING_WRITES_LOCAL = 1, /* a local that was there before the function was called */
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
    bool asks_closures; /* an inner function writes to a function around it: scan what is left */
};
#define FINDINGS_MAX 20000

/* What was dumped: a file's body, which runs once while loading, or a closure left after it. */
enum purity_of { PURITY_FILE = 1, PURITY_CLOSURE };
/* Memory: the arena; names are copied. */
int purity_scan(struct text bytecode, enum purity_of of, struct arena *arena,
                struct findings *out, struct status *st) NODISCARD;

#endif
