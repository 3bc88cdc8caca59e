/* shadows.h - what the operator has to know of versions on trial.
 *
 *     a plugin's shadow differs ──▶ one task of the book, for this very version
 *     promoted, replaced, gone  ──▶ the task is closed
 *
 * The tasks follow what the plugins say now (plug/shadow.h, whose difference is masked): nothing is
 * remembered but what was told last, so that a turn without news costs nothing. */
#ifndef KRAV_ENGINE_SHADOWS_H
#define KRAV_ENGINE_SHADOWS_H

#include "engine/plugs.h"

#define SHADOW_TASK "plugin_shadow" /* the reason: "plugin_shadow NAME SHA256" */

struct shadows_told { /* zeroes: nothing yet */
    bool is_any;
    struct hash of;   /* all versions that differ */
};

/* Between two turns, with no chunk open.  A chunk of its own, when there is news. */
int shadows_tell(struct engine *e, const struct desk *d, struct shadows_told *told,
                 struct status *st) NODISCARD;

#endif
