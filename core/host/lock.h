/* lock.h - one writer per home: flock on run/lock, which says who holds it. */
#ifndef KRAV_HOST_LOCK_H
#define KRAV_HOST_LOCK_H

#include "base/status.h"

/* *fd holds the lock until it is closed, or the process ends.  STATUS_BUSY names the holder. */
int lock_take(const char *path, const char *who, int *fd, struct status *st) NODISCARD;

#endif
