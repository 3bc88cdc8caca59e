#include "wire/socket.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union control {
    struct cmsghdr header; /* for its alignment */
    char bytes[CMSG_SPACE(sizeof(int) * WIRE_MAX_FDS)];
};

ssize_t wire_send(int sock, const uint8_t *bytes, size_t n, int fd) {
    if (fd < 0) {
        return send(sock, bytes, n, MSG_NOSIGNAL);
    }
    union control control;
    memset(&control, 0, sizeof control);
    /* sendmsg takes a pointer without const and does not write through it. */
    struct iovec iov = {.iov_len = n};
    memcpy(&iov.iov_base, &bytes, sizeof bytes);
    struct msghdr message = {.msg_iov = &iov,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = CMSG_SPACE(sizeof fd)};
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(c), &fd, sizeof fd);
    return sendmsg(sock, &message, MSG_NOSIGNAL);
}

static void keep_or_close(struct wire_fds *fds, int fd) {
    if (fds && fds->n < WIRE_MAX_FDS) {
        fds->fds[fds->n++] = fd;
    } else {
        close(fd);
    }
}

ssize_t wire_receive(int sock, uint8_t *bytes, size_t n, struct wire_fds *fds) {
    union control control;
    struct iovec iov = {bytes, n};
    struct msghdr message = {.msg_iov = &iov,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    const ssize_t got = recvmsg(sock, &message, MSG_CMSG_CLOEXEC);
    if (got < 0) {
        return got;
    }
    /* A lost descriptor would give every later frame its neighbour's file. */
    const bool lost = (message.msg_flags & MSG_CTRUNC) != 0;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) {
            continue;
        }
        const size_t n_fds = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < n_fds; i++) {
            int fd;
            memcpy(&fd, CMSG_DATA(c) + i * sizeof fd, sizeof fd);
            keep_or_close(fds, fd);
        }
    }
    if (lost) {
        errno = EPROTO;
        return -1;
    }
    return got;
}

int wire_fds_take(struct wire_fds *fds) {
    if (fds->n == 0) {
        return -1;
    }
    const int fd = fds->fds[0];
    fds->n--;
    memmove(fds->fds, fds->fds + 1, fds->n * sizeof fds->fds[0]);
    return fd;
}

void wire_fds_close(struct wire_fds *fds) {
    for (size_t i = 0; i < fds->n; i++) {
        close(fds->fds[i]);
    }
    fds->n = 0;
}
