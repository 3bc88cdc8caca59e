/* landlock.h - paths: what seccomp cannot see.  Kernel 5.13 and later, where switched on. */
#ifndef KRAV_WORKER_LANDLOCK_H
#define KRAV_WORKER_LANDLOCK_H

#include <stdbool.h>

enum landlock { LANDLOCK_ENTERED, LANDLOCK_ABSENT, LANDLOCK_FAILED };

/* Writing only beneath out_fd (-1: nowhere); reading there, and everywhere if `reads`. */
enum landlock landlock_enter(int out_fd, bool reads);

#endif
