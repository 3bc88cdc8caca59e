/* sandbox.h - what a worker can no longer do once it holds a plugin.
 *
 * Entered twice, each time narrower: before the library is opened (its constructors run there)
 * with reading of files allowed, and before create() with what the descriptor asks for only.
 *
 *   always     no-new-privs, killed with the host, no core dumps, 64 descriptors, not traceable,
 *              1 GiB of address space (4 with threads or network), files of at most 1 GiB
 *   seccomp    default deny: no exec, no fork, no ptrace, no kill; internet sockets with
 *              USES_NETWORK, threads with USES_THREADS, opening files with USES_FILES
 *   Landlock   where the kernel has it: nothing is written but out/; with USES_FILES all may be
 *              read, with USES_NETWORK the system's part (libraries, certificates, resolver; not
 *              the agency's home), without them nothing
 *
 * What is said of this to people is put together in core/plug/fence.c. */
#ifndef KRAV_WORKER_SANDBOX_H
#define KRAV_WORKER_SANDBOX_H

#include <stdbool.h>
#include <stdint.h>

enum sandbox_stage { SANDBOX_LOADING, SANDBOX_SERVING };

struct sandbox {
    uint32_t flags; /* KRAV_USES_* */
    int out_fd;     /* the one directory that may be written, or -1 */
    bool is_open;   /* no fence at all: for probes and debuggers, in no home */
    bool tells;     /* what it forbids is noted: forbidden.h */
};

/* Closes whatever else was handed down: the host may have got descriptors of its own that way. */
void sandbox_inherit_only(int fd);

/* False if a part that this machine has could not be put in force: then do not go on.
 * `fence` says what holds, for `krav plugin list`: static text. */
bool sandbox_enter(enum sandbox_stage stage, const struct sandbox *s, const char **fence);

#endif
