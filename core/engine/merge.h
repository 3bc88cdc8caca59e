/* merge.h - carries out an allowed `merge`: one step in each case that goes, one in the case that
 * they go into for each of them, all under the savepoint of the step that wanted it.
 *
 *     case B: merged_into ─▶ closed, its open tasks go along
 *     case A: merged ─▶ the rules look, once all have come
 *
 * Whatever is told of a case that was merged is told of the one it went into (cases_follow). */
#ifndef KRAV_ENGINE_MERGE_H
#define KRAV_ENGINE_MERGE_H

#include "engine/step.h"

/* `q`: the judged action, on the snapshot of the case that wants it. */
int merge_carry_out(struct engine *e, const struct law_question *q, struct text actor,
                    struct arena *arena, struct status *st) NODISCARD;

#endif
