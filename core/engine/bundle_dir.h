/* bundle_dir.h - the files of a bundle, from a directory: rules/ itself reads no files. */
#ifndef KRAV_ENGINE_BUNDLE_DIR_H
#define KRAV_ENGINE_BUNDLE_DIR_H

#include "rules/rules.h"

/* Every *.lua below dir (not hidden), sorted by path.  Memory: the arena.  STATUS_IO;
 * STATUS_INVALID: not UTF-8 text; STATUS_LIMIT: too many, too large, too deep; STATUS_NOT_FOUND:
 * no file at all. */
int bundle_source_read(const char *dir, struct arena *arena, struct bundle_source *out,
                       struct status *st) NODISCARD;

#endif
