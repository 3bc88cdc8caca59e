/* tell_undo.h - the words of the way back: reverse, refund, move-payment (see tell.h).
 *
 *     look    what the word is about, found in the book; nothing is written
 *     keep    the payer's account, beside the chain
 *     follow  move-payment: the money arrives at the other case, in the same transaction */
#ifndef KRAV_ENGINE_TELL_UNDO_H
#define KRAV_ENGINE_TELL_UNDO_H

#include "engine/tell.h"

bool tell_undoes(const struct tell_word *w);
int tell_undo_look(struct engine *e, const struct tell *t, struct step_input *in,
                   struct arena *arena, struct status *st) NODISCARD;
int tell_undo_keep(struct engine *e, const struct tell *t, struct step_input *in,
                   struct arena *arena, struct status *st) NODISCARD;
/* *out: the step of the other case; its step is 0 when there is none. */
int tell_undo_follow(struct engine *e, const struct tell *t, const struct step_input *in,
                     struct arena *arena, struct step_outcome *out, struct status *st) NODISCARD;

#endif
