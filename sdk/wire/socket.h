/* socket.h - bytes and file descriptors over a Unix socketpair (SCM_RIGHTS).
 *
 * A descriptor is attached to the first bytes of the frame that speaks of it, so it arrives no
 * later than that frame is whole; frames and descriptors keep one common order. */
#ifndef KRAV_WIRE_SOCKET_H
#define KRAV_WIRE_SOCKET_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Like send: bytes sent, or -1 with errno.  fd -1: none.  Never raises SIGPIPE. */
ssize_t wire_send(int sock, const uint8_t *bytes, size_t n, int fd);

/* Descriptors received and not yet taken, in order.  Bounded: more than these is hostile. */
#define WIRE_MAX_FDS 32
struct wire_fds {
    int fds[WIRE_MAX_FDS];
    size_t n;
};

/* Like recv; descriptors are added to `fds` (close-on-exec), or closed when there is no room or
 * `fds` is NULL: the host takes none.  EPROTO: the kernel had to drop one. */
ssize_t wire_receive(int sock, uint8_t *bytes, size_t n, struct wire_fds *fds);
int wire_fds_take(struct wire_fds *fds); /* the oldest, or -1 */
void wire_fds_close(struct wire_fds *fds);

#endif
