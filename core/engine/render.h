/* render.h - the pages of a wave's letters, made by a plugin before anything is recorded.
 *
 * Rendering touches nothing outside, so it may be asked twice: what a dying worker left open is
 * asked once more, letter by letter, and a letter that kills the renderer takes no other with it.
 * A letter that cannot be rendered is put off; the others go on. */
#ifndef KRAV_ENGINE_RENDER_H
#define KRAV_ENGINE_RENDER_H

#include "engine/compose.h"
#include "engine/plugs.h"

/* Pages for those of TURN_FIRST, in the desk's memory.  Nothing to do without a configured
 * renderer; STATUS_BUSY if it does not run at all. */
int render_letters(struct desk *d, struct composed *letters, uint32_t n, struct arena *arena,
                   struct status *st) NODISCARD;

#endif
