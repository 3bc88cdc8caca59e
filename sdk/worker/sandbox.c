#include "worker/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "krav/plugin.h"
#include "worker/forbidden.h"
#include "worker/landlock.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#define N_OF(list) (sizeof(list) / sizeof((list)[0]))
#define MAX_FDS 64
#define MAX_MEMORY ((rlim_t)1 << 30)
#define MAX_MEMORY_ROOMY ((rlim_t)4 << 30)
#define MAX_WRITTEN ((rlim_t)1 << 30) /* of one file */

/* Memory, time, threads' locks, and files that are open already. */
static const int calm[] = {
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(pread64),
    SCMP_SYS(pwrite64), SCMP_SYS(preadv), SCMP_SYS(pwritev), SCMP_SYS(close), SCMP_SYS(lseek),
    SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(fsync), SCMP_SYS(fdatasync),
    SCMP_SYS(ftruncate), SCMP_SYS(fadvise64), SCMP_SYS(fcntl), SCMP_SYS(dup), SCMP_SYS(dup2),
    SCMP_SYS(dup3), SCMP_SYS(pipe2), SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(munmap),
    SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(mlock), SCMP_SYS(munlock), SCMP_SYS(brk),
    SCMP_SYS(membarrier), SCMP_SYS(futex), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall), SCMP_SYS(poll),
    SCMP_SYS(ppoll), SCMP_SYS(select), SCMP_SYS(pselect6), SCMP_SYS(epoll_create1),
    SCMP_SYS(epoll_ctl), SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait), SCMP_SYS(eventfd2),
    SCMP_SYS(timerfd_create), SCMP_SYS(timerfd_settime), SCMP_SYS(timerfd_gettime),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom),
    SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(geteuid),
    SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(getcwd), SCMP_SYS(uname), SCMP_SYS(sysinfo),
    SCMP_SYS(getrusage), SCMP_SYS(getrlimit), SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(sendmsg),
    SCMP_SYS(recvmsg), SCMP_SYS(sendto), SCMP_SYS(recvfrom), SCMP_SYS(shutdown), SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};
/* The narrower fence is put up from inside the wider one. */
static const int fencing[] = {SCMP_SYS(prctl), SCMP_SYS(seccomp),
                              SCMP_SYS(landlock_create_ruleset), SCMP_SYS(landlock_add_rule),
                              SCMP_SYS(landlock_restrict_self)};
static const int reading[] = {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(access),
                              SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(stat),
                              SCMP_SYS(lstat), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
                              SCMP_SYS(getdents64), SCMP_SYS(statfs), SCMP_SYS(fstatfs),
                              SCMP_SYS(flock)};
static const int network[] = {SCMP_SYS(socketpair), SCMP_SYS(connect),
                              SCMP_SYS(bind), SCMP_SYS(getsockname), SCMP_SYS(getpeername),
                              SCMP_SYS(setsockopt), SCMP_SYS(getsockopt), SCMP_SYS(sendmmsg),
                              SCMP_SYS(recvmmsg), SCMP_SYS(ioctl), SCMP_SYS(setitimer),
                              SCMP_SYS(alarm)};

/* The first argument, as the 32 bits it is in C. */
static struct scmp_arg_cmp first_is(uint32_t value) {
    return (struct scmp_arg_cmp){0, SCMP_CMP_MASKED_EQ, UINT32_MAX, value};
}

static int allow_all(scmp_filter_ctx c, const int *list, size_t n) {
    int rc = 0;
    for (size_t i = 0; i < n && rc == 0; i++) {
        rc = seccomp_rule_add(c, SCMP_ACT_ALLOW, list[i], 0);
    }
    return rc;
}

/* Opening relative to out/ is needed for files.put.  An absolute path slips by this test: that
 * is Landlock's part. */
static int allow_out(scmp_filter_ctx c, int out_fd) {
    const struct scmp_arg_cmp here = first_is((uint32_t)out_fd);
    int rc = seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, here);
    rc = rc ? rc : seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(unlinkat), 1, here);
    rc = rc ? rc : seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(renameat), 1, here);
    return rc ? rc : seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(renameat2), 1, here);
}

/* The internet, and what libc asks the kernel about it.  Not AF_UNIX: the machine's own services,
 * and the control socket of the host itself, answer to whoever runs as this user. */
static int allow_network(scmp_filter_ctx c) {
    static const uint32_t families[] = {AF_INET, AF_INET6, AF_NETLINK};
    int rc = allow_all(c, network, N_OF(network));
    for (size_t i = 0; i < N_OF(families) && rc == 0; i++) {
        rc = seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1, first_is(families[i]));
    }
    return rc;
}

/* A thread, never a process.  clone3 hides its flags from the filter; told that it does not
 * exist, libc falls back to clone. */
static int allow_threads(scmp_filter_ctx c) {
    const struct scmp_arg_cmp thread = {0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD};
    const int rc = seccomp_rule_add(c, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    return rc ? rc : seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, thread);
}

static bool filter_load(enum sandbox_stage stage, const struct sandbox *s) {
    scmp_filter_ctx c = seccomp_init(s->tells ? SCMP_ACT_TRAP : SCMP_ACT_ERRNO(EPERM));
    if (!c) {
        return false;
    }
    const bool reads = stage == SANDBOX_LOADING || (s->flags & KRAV_USES_FILES) != 0 ||
                       (s->flags & KRAV_USES_NETWORK) != 0;
    int rc = allow_all(c, calm, N_OF(calm));
    /* abort() must be able to end us, and nobody else. */
    rc = rc ? rc
            : seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                               first_is((uint32_t)getpid()));
    if (rc == 0 && stage == SANDBOX_LOADING) {
        rc = allow_all(c, fencing, N_OF(fencing));
    }
    if (rc == 0 && reads) {
        rc = allow_all(c, reading, N_OF(reading));
    }
    if (rc == 0 && (stage == SANDBOX_LOADING || s->out_fd >= 0)) {
        rc = stage == SANDBOX_LOADING
                 ? allow_all(c, (const int[]){SCMP_SYS(unlinkat), SCMP_SYS(renameat),
                                              SCMP_SYS(renameat2)}, 3)
                 : allow_out(c, s->out_fd);
    }
    if (rc == 0 && (s->flags & KRAV_USES_NETWORK)) {
        rc = allow_network(c);
    }
    if (rc == 0 && (s->flags & KRAV_USES_THREADS)) {
        rc = allow_threads(c);
    }
    rc = rc ? rc : seccomp_load(c);
    seccomp_release(c);
    return rc == 0;
}

void sandbox_inherit_only(int fd) {
    const unsigned first = fd > STDERR_FILENO ? (unsigned)fd + 1 : STDERR_FILENO + 1u;
    if (first > STDERR_FILENO + 1u) {
        (void)close_range(STDERR_FILENO + 1u, first - 2u, 0); /* below it: none, if it is 3 */
    }
    if (close_range(first, ~0u, 0) != 0) {
        for (int i = (int)first; i < 1024; i++) { /* a kernel before 5.9 */
            (void)close(i);
        }
    }
}

/* Address space, which a thread's stack and heap take a lot of without using it. */
static bool memory_limit(uint32_t flags) {
    const bool roomy = (flags & (KRAV_USES_THREADS | KRAV_USES_NETWORK)) != 0;
    const rlim_t most = roomy ? MAX_MEMORY_ROOMY : MAX_MEMORY;
    const struct rlimit memory = {most, most};
    return SANITIZED || setrlimit(RLIMIT_AS, &memory) == 0; /* shadow memory takes terabytes */
}

static bool limits_set(uint32_t flags) {
    const struct rlimit none = {0, 0}, files = {MAX_FDS, MAX_FDS};
    const struct rlimit written = {MAX_WRITTEN, MAX_WRITTEN};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && setrlimit(RLIMIT_CORE, &none) == 0 &&
           setrlimit(RLIMIT_NOFILE, &files) == 0 && setrlimit(RLIMIT_FSIZE, &written) == 0 &&
           memory_limit(flags) &&
           (SANITIZED || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0);
}

bool sandbox_enter(enum sandbox_stage stage, const struct sandbox *s, const char **fence) {
    if (s->is_open) {
        *fence = "none: open";
        return true;
    }
    if (stage == SANDBOX_LOADING) {
        *fence = SANITIZED ? "limits" : "limits, seccomp";
        return limits_set(s->flags) && (SANITIZED || filter_load(stage, s)) &&
               (!s->tells || forbidden_note());
    }
    if (SANITIZED) {
        /* The sanitizers look into /proc and start threads of their own when the worker ends. */
        *fence = "limits (sanitized build: no seccomp, no Landlock)";
        return true;
    }
    const enum landlock_reading reads = s->flags & KRAV_USES_FILES     ? LANDLOCK_READS_ALL
                                        : s->flags & KRAV_USES_NETWORK ? LANDLOCK_READS_SYSTEM
                                                                       : LANDLOCK_READS_NOTHING;
    switch (landlock_enter(s->out_fd, reads)) {
    case LANDLOCK_FAILED:
        return false;
    case LANDLOCK_ABSENT:
        *fence = "limits, seccomp (kernel without Landlock)";
        break;
    case LANDLOCK_ENTERED:
        *fence = "limits, seccomp, Landlock";
        break;
    }
    return filter_load(stage, s);
}
