/* loader.h - the only code that opens a plugin's library.
 *
 * Constructors of the library run inside loader_open, before any check: so a library is opened
 * in a worker only, first of all in one that does nothing but describe it.  Nothing is ever
 * closed again: unloading is the end of the process. */
#ifndef KRAV_WORKER_LOADER_H
#define KRAV_WORKER_LOADER_H

#include <stdbool.h>
#include <stddef.h>

#include "krav/plugin.h"

/* The checked entry, or NULL with one sentence in `why`. */
const krav_entry *loader_open(const char *path, char *why, size_t why_size);

#endif
