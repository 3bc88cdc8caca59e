/* disk.h - whole files: read up to a limit, and written whole or not at all. */
#ifndef BANK_DISK_H
#define BANK_DISK_H

#include "base/arena.h"
#include "base/status.h"

/* All of a file, or of standard input when `path` is NULL, in the arena. */
int disk_read(const char *path, size_t bytes_max, struct arena *arena, struct text *content,
              struct status *st) NODISCARD;
/* Written beside its place as .NAME.part and renamed, so that nobody sees half a file.
 * What is there and is no regular file (a device, a link, a directory) is left alone. */
int disk_write(const char *path, struct text content, struct status *st) NODISCARD;

#endif
