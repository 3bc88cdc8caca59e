/* die_at.c - preloaded into krav: counts the calls by which it changes the world, and ends the
 * process at the n-th of them as SIGKILL does, before the call or half way through a write.
 *
 * DIE_AT_CALL is n, 0 for never; a "t" behind it asks for half the write first.  DIE_AT_COUNT
 * names a file for the final count.  Workers have a bare environment: they are not counted. */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static long n_calls, last_call;
static bool is_torn;

__attribute__((constructor)) static void begin(void) {
    const char *at = getenv("DIE_AT_CALL");
    last_call = at ? strtol(at, NULL, 10) : 0;
    is_torn = at && strchr(at, 't') != NULL;
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("DIE_AT_COUNT");
    char text[32];
    const int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    if (fd >= 0) {
        const int n = snprintf(text, sizeof text, "%ld\n", n_calls);
        (void)!syscall(SYS_write, fd, text, (size_t)n);
        (void)close(fd);
    }
}

static bool is_last(void) { return ++n_calls == last_call; }

static void die(void) { (void)kill(getpid(), SIGKILL); }

ssize_t write(int fd, const void *p, size_t n) {
    if (fd > 2 && is_last()) {
        if (is_torn) {
            (void)!syscall(SYS_write, fd, p, n / 2);
        }
        die();
    }
    return syscall(SYS_write, fd, p, n);
}

static ssize_t put_at(int fd, const void *p, size_t n, off_t at) {
    if (is_last()) {
        if (is_torn) {
            (void)!syscall(SYS_pwrite64, fd, p, n / 2, at);
        }
        die();
    }
    return syscall(SYS_pwrite64, fd, p, n, at);
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at) { return put_at(fd, p, n, at); }
ssize_t pwrite64(int fd, const void *p, size_t n, off_t at);
ssize_t pwrite64(int fd, const void *p, size_t n, off_t at) { return put_at(fd, p, n, at); }

ssize_t sendmsg(int fd, const struct msghdr *m, int flags) {
    if (is_last()) {
        die();
    }
    return syscall(SYS_sendmsg, fd, m, flags);
}

ssize_t send(int fd, const void *p, size_t n, int flags) {
    if (is_last()) {
        die();
    }
    return syscall(SYS_sendto, fd, p, n, flags, NULL, 0);
}

int fsync(int fd) {
    if (is_last()) {
        die();
    }
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
    if (is_last()) {
        die();
    }
    return (int)syscall(SYS_fdatasync, fd);
}

int rename(const char *from, const char *to) {
    if (is_last()) {
        die();
    }
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int link(const char *from, const char *to) {
    if (is_last()) {
        die();
    }
    return (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char *path) {
    if (is_last()) {
        die();
    }
    return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int mkdir(const char *path, mode_t mode) {
    if (is_last()) {
        die();
    }
    return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}
