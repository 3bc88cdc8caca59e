/* landlock.h - paths: what seccomp cannot see.  Kernel 5.13 and later, where switched on. */
#ifndef KRAV_WORKER_LANDLOCK_H
#define KRAV_WORKER_LANDLOCK_H

enum landlock { LANDLOCK_ENTERED, LANDLOCK_ABSENT, LANDLOCK_FAILED };

enum landlock_reading {
    LANDLOCK_READS_NOTHING,
    LANDLOCK_READS_SYSTEM, /* what libraries need: /usr, /lib, /etc, the resolver, /dev/urandom */
    LANDLOCK_READS_ALL
};

/* Writing only beneath out_fd (-1: nowhere); reading there, and what `reads` says. */
enum landlock landlock_enter(int out_fd, enum landlock_reading reads);

#endif
