/* layers.h - a bundle that extends another one, and which file belongs to which.
 *
 *     layer 0   init.lua, later.lua ...             workflow { ..., extends = "standard" }
 *     layer 1   standard/init.lua, standard/...     what it extends, as it was when it was read
 *     layer 2   ...                                 what that one extends
 *
 * The files of all layers stand in one bundle, so its hash names everything that decides, and a
 * bundle that was published once needs no other to be read again.  What a file says is read from its
 * tokens: which other files to fetch has to be known before anything is run. */
#ifndef KRAV_RULES_LAYERS_H
#define KRAV_RULES_LAYERS_H

#include "base/arena.h"
#include "rules/rules.h"

#define LAYERS_MAX 5
#define LAYER_NAME_MAX 40

struct layers {
    struct text names[LAYERS_MAX]; /* [0] is empty: the bundle itself */
    uint32_t n;
};

/* What an init.lua extends, by its text; absent if nothing.  The word is written out in the call of
 * workflow: extends = "standard". */
struct text layers_extends(struct text init);
/* The line of init.lua on which that name stands. */
int32_t layers_line(struct text init, struct text name);
/* Small letters, digits, - and _. */
bool layers_name_is_well(struct text name);
/* The layers of a bundle whose files are all there.  Faults: a layer without its init.lua, a name
 * that is none, a bundle that extends itself. */
void layers_read(const struct bundle_source *s, struct layers *out, struct faults *faults);
/* 0 for the bundle's own files. */
uint32_t layers_of(const struct layers *l, struct text path);
/* The layer that this file begins ("init.lua", "standard/init.lua"). */
bool layers_is_init(const struct layers *l, uint32_t layer, struct text path);

#endif
