/* image.h - the copy of a plugin's library that is really loaded.
 *
 *     /opt/.../brevpost.so ──copy, fsync, rename──▶ run/plugins/SHA256/brevpost.so   (0500)
 *
 * A library overwritten while mapped kills its process, and one opened again under the same path
 * is the old one: so every content has its own path, and only that is opened. */
#ifndef KRAV_PLUG_IMAGE_H
#define KRAV_PLUG_IMAGE_H

#include "base/hash.h"
#include "base/status.h"
#include "base/text.h"

/* The copy's path, of malloc, in *path.  `pinned` NULL: any content will do. */
int image_take(const char *so, const char *run_dir, struct text name, const struct hash *pinned,
               char **path, struct hash *digest, struct status *st) NODISCARD;

#endif
