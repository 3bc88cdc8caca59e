/* view.h - `c`: the snapshot as a rule reads it, lazily and read-only.
 *
 *     c.open         ──▶ symbols.h ──▶ number of the field ──▶ its getter
 *     c.debtor.kind  ──▶ a view of its own for "debtor."
 *     c.level.calls  ──▶ the agreement's override, else the level's value
 *
 * One userdata per prefix, made once and used for every decision, so a decision costs what the
 * rule reads, not what the case holds.  What exists follows from snapshot_fields alone.  A field
 * without a value (no such day, no such text) is nil; a name that does not exist is an error. */
#ifndef KRAV_RULES_VIEW_H
#define KRAV_RULES_VIEW_H

#include "domain/snapshot.h"
#include "rules/level.h"
#include "rules/reading.h"
#include "rules/vm.h"

/* One value per snapshot field, in the order of the table; only those `given` hold.  The test
 * runner's case_like: what a test says goes before what the snapshot would say. */
struct view_override {
    bool given;
    struct value value;
};

struct view {
    const struct snapshot *snapshot;       /* NULL outside a decision */
    const struct view_override *overrides; /* NULL in production */
    bool only_given;                       /* a decision made again: it reads what it read */
    struct reading reading;                /* of the decision that runs */
    const struct level_set *levels;
    const struct level *level;             /* the agreement's, once it was read */
};

/* Makes the userdata for `v`, which must outlive the state. */
RAISES void view_open(lua_State *L, struct view *v);
RAISES void view_push(lua_State *L); /* pushes c */

/* The number of a field, or -1; *nearest is a proposed name or NULL.  Memory: the arena. */
int view_field(struct text name, struct arena *arena, const char **nearest);

#endif
