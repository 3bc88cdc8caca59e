/* bundle_dir.h - the files of a bundle, from a directory: rules/ itself reads no files. */
#ifndef KRAV_ENGINE_BUNDLE_DIR_H
#define KRAV_ENGINE_BUNDLE_DIR_H

#include "rules/rules.h"

/* Every *.lua below dir (not hidden) and the texts in its folder letters, sorted by path, and with them
 * the files of the bundle that its init.lua extends (rules/layers.h), from the directory of that name
 * on the shelf; NULL: there is none.  What is extended comes without its tests.  All that is wrong with them as faults, in the
 * order of their paths.  Memory: that of the faults.  STATUS_IO; STATUS_INVALID: not UTF-8 text, or
 * extends what cannot be extended; STATUS_LIMIT: too many, too large, too deep; STATUS_NOT_FOUND: no
 * file at all, or nothing of that name on the shelf.  The status has the code of the first. */
int bundle_source_check(const char *dir, const char *shelf, struct bundle_source *out,
                        struct faults *faults, struct status *st) NODISCARD;
/* The same for whoever asks for no more than the first fault.  Memory: the arena. */
int bundle_source_read(const char *dir, const char *shelf, struct arena *arena,
                       struct bundle_source *out, struct status *st) NODISCARD;

#endif
