/* control.c - see control.h. */
#include "host/control.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/check.h"

#define SOCKET_NAME "control.sock"

/* /proc/self/fd/N/control.sock always fits. */
static int address_of(const char *run_dir, struct sockaddr_un *to) {
    const int dir = open(run_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    *to = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (dir >= 0) {
        (void)snprintf(to->sun_path, sizeof to->sun_path, "/proc/self/fd/%d/" SOCKET_NAME, dir);
    }
    return dir;
}

int control_listen(const char *run_dir) {
    struct sockaddr_un at;
    const int dir = address_of(run_dir, &at);
    if (dir < 0) {
        return -1;
    }
    (void)unlinkat(dir, SOCKET_NAME, 0); /* of a process that is no more: we hold the lock */
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && (bind(fd, (const struct sockaddr *)&at, sizeof at) != 0 ||
                    fchmodat(dir, SOCKET_NAME, 0600, 0) != 0 || listen(fd, 64) != 0)) {
        (void)close(fd);
        fd = -1;
    }
    (void)close(dir);
    return fd;
}

int control_connect(const char *run_dir) {
    struct sockaddr_un at;
    const int dir = address_of(run_dir, &at);
    int fd = dir >= 0 ? socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&at, sizeof at) != 0) {
        (void)close(fd);
        fd = -1;
    }
    if (dir >= 0) {
        (void)close(dir);
    }
    return fd;
}

static bool send_all(int fd, const void *bytes, size_t len) {
    const char *p = bytes;
    while (len > 0) {
        const ssize_t n = send(fd, p, len, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        p += n;
        len -= (size_t)n;
    }
    return true;
}

static bool receive_all(int fd, void *bytes, size_t len) {
    char *p = bytes;
    while (len > 0) {
        const ssize_t n = recv(fd, p, len, 0);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        p += n;
        len -= (size_t)n;
    }
    return true;
}

static bool pass_on(int fd, size_t len, FILE *to) {
    char piece[65536];
    while (len > 0) {
        const size_t n = len < sizeof piece ? len : sizeof piece;
        if (!receive_all(fd, piece, n)) {
            return false;
        }
        (void)fwrite(piece, 1, n, to);
        len -= n;
    }
    return true;
}

static void add_word(struct buf *b, const char *word) {
    buf_add_str(b, word);
    buf_add_char(b, '\0');
}

int control_ask(int fd, char *const *words, int n_words, int *exit_code, struct status *st) {
    char cwd[PATH_MAX];
    struct buf request;
    uint32_t reply[3];
    buf_init(&request, CONTROL_BYTES_MAX);
    add_word(&request, getcwd(cwd, sizeof cwd) ? cwd : "/");
    for (int i = 0; i < n_words; i++) {
        add_word(&request, words[i]);
    }
    const uint32_t len = (uint32_t)request.len;
    bool ok = !request.overflowed && send_all(fd, &len, sizeof len) &&
              send_all(fd, request.ptr, request.len);
    buf_fini(&request);
    ok = ok && receive_all(fd, reply, sizeof reply) && pass_on(fd, reply[1], stdout) &&
         pass_on(fd, reply[2], stderr);
    if (!ok) {
        return status_fail(st, STATUS_IO, "krav serve: it went away before it answered: look "
                                          "before you say it again");
    }
    *exit_code = (int)reply[0];
    return STATUS_OK;
}

bool control_words(struct text request, char **words, int *n_words) {
    char *p = (char *)(uintptr_t)request.ptr; /* the server's own buffer */
    size_t at = 0;
    *n_words = 0;
    if (request.len == 0 || p[request.len - 1] != '\0') {
        return false;
    }
    while (at < request.len) {
        if (*n_words == CONTROL_WORDS_MAX) {
            return false;
        }
        words[(*n_words)++] = p + at;
        at += strlen(p + at) + 1;
    }
    return *n_words >= 3;
}
