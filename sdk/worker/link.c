#include "worker/link.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "wire/socket.h"

#define ENOUGH ((size_t)64 << 10)

void link_init(struct link *l, int fd) {
    *l = (struct link){.fd = fd, .loop_thread = pthread_self()};
    pthread_mutex_init(&l->lock, NULL);
}

void link_lock(struct link *l) { pthread_mutex_lock(&l->lock); }

static void send_all(struct link *l) {
    size_t done = 0;
    while (done < l->out.len) {
        const ssize_t n = wire_send(l->fd, l->out.ptr + done, l->out.len - done, -1);
        if (n >= 0) {
            done += (size_t)n;
        } else if (errno == EAGAIN) {
            poll(&(struct pollfd){.fd = l->fd, .events = POLLOUT}, 1, -1);
        } else if (errno != EINTR) {
            /* The host is gone or hung up; nobody is left to answer. */
            _exit(0);
        }
    }
    l->out.len = 0;
}

void link_unlock(struct link *l) {
    if (l->out.len >= ENOUGH || !pthread_equal(pthread_self(), l->loop_thread)) {
        send_all(l);
    }
    pthread_mutex_unlock(&l->lock);
}

void link_flush(struct link *l) {
    link_lock(l);
    send_all(l);
    pthread_mutex_unlock(&l->lock);
}

bool link_send(struct link *l, enum wire_kind kind, uint64_t id, const struct wire_layout *layout,
               const void *record) {
    link_lock(l);
    const size_t begin = wire_begin(&l->out, kind, id);
    bool sent = !layout || wire_encode(&l->out, layout, record);
    if (sent) {
        sent = wire_end(&l->out, begin);
    } else {
        l->out.len = begin;
    }
    link_unlock(l);
    return sent;
}
