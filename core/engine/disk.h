/* disk.h - files that appear whole or not at all. */
#ifndef KRAV_ENGINE_DISK_H
#define KRAV_ENGINE_DISK_H

#include "base/status.h"
#include "base/text.h"

/* Copies `from` to dir/name: temporary, fsync, rename, fsync of dir.  STATUS_IO. */
int disk_copy(const char *from, const char *dir, const char *name, struct status *st) NODISCARD;
int disk_write(const char *dir, const char *name, struct text content, struct status *st)
    NODISCARD;
/* Appends a line and fsyncs. */
int disk_append(const char *path, struct text line, struct status *st) NODISCARD;
#define DISK_NAME 256
/* The name under which disk_move would place dir/name in to_dir: its own, or with a number. */
int disk_free_name(const char *dir, const char *name, const char *to_dir, char out[DISK_NAME],
                   struct status *st) NODISCARD;
/* Moves dir/name to to_dir/name, made if need be; another file of that name there is kept: the
 * new one gets a number. */
int disk_move(const char *dir, const char *name, const char *to_dir, struct status *st) NODISCARD;
int disk_make_dir(const char *path, struct status *st) NODISCARD; /* there already: fine */
/* Only what a plain file name should hold: no '/', no leading '.', at most DISK_NAME_MAX bytes. */
#define DISK_NAME_MAX 240
bool disk_name_is_plain(const char *name);

#endif
