/* view.h - a case with everything that follows from it today; writes nothing. */
#ifndef KRAV_ENGINE_VIEW_H
#define KRAV_ENGINE_VIEW_H

#include "engine/engine.h"

struct case_view {
    struct krav_case c;
    struct party debtor;
    const struct creditor *creditor;
    const struct agreement *agreement;
    struct snapshot snapshot;
};
/* `fact` may be NULL.  Memory: the arena. */
int engine_view(const struct engine *e, int64_t case_id, const struct fact *fact,
                struct arena *arena, struct case_view *out, struct status *st) NODISCARD;

#endif
