/* sandbox.h - what a worker can no longer do once it holds a plugin.
 *
 * Entered twice, each time narrower: before the library is opened (its constructors run there)
 * with reading of files allowed, and before create() with what the descriptor asks for only.
 *
 *   always     no-new-privs, killed with the host, no core dumps, 64 descriptors, not traceable
 *   seccomp    default deny: no exec, no fork, no ptrace, no kill; sockets with USES_NETWORK,
 *              threads with USES_THREADS, opening files with USES_FILES
 *   Landlock   where the kernel has it: nothing is written but out/, nothing is read without
 *              USES_FILES or USES_NETWORK (certificates, resolver) */
#ifndef KRAV_WORKER_SANDBOX_H
#define KRAV_WORKER_SANDBOX_H

#include <stdbool.h>
#include <stdint.h>

enum sandbox_stage { SANDBOX_LOADING, SANDBOX_SERVING };

struct sandbox {
    uint32_t flags; /* KRAV_USES_* */
    int out_fd;     /* the one directory that may be written, or -1 */
};

/* False if a part that this machine has could not be put in force: then do not go on.
 * `fence` says what holds, for `krav plugin list`: static text. */
bool sandbox_enter(enum sandbox_stage stage, const struct sandbox *s, const char **fence);

#endif
