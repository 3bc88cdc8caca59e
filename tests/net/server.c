#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tls.h"

#define REQUEST_MAX (1 << 16)
#define DRIP_MS 10

struct server {
    const struct server_turn *turns;
    size_t n_turns;
    int listener, stop[2], port;
    struct tls_house *tls;
    pthread_t thread;
    pthread_mutex_t lock;
    size_t n_requests;
    char last[REQUEST_MAX];
};

/* One connection, plain or not. */
struct line {
    struct server *server;
    int fd;
    struct tls_line *tls;
};

/* Waits until the fd has something; false if the server is to stop, or after `timeout_ms`. */
static bool wait_for(struct server *s, int fd, int timeout_ms) {
    struct pollfd fds[] = {{.fd = s->stop[0], .events = POLLIN}, {.fd = fd, .events = POLLIN}};
    const int n = poll(fds, 2, timeout_ms);
    return n > 0 && !fds[0].revents && fds[1].revents;
}

static ssize_t line_read(struct line *l, char *bytes, size_t size) {
    if (l->tls) {
        return tls_read(l->tls, bytes, size);
    }
    return wait_for(l->server, l->fd, -1) ? recv(l->fd, bytes, size, 0) : -1;
}

static bool line_write(struct line *l, const char *bytes, size_t n) {
    if (l->tls) {
        return tls_write(l->tls, bytes, n);
    }
    while (n > 0) {
        const ssize_t sent = send(l->fd, bytes, n, MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes += sent;
        n -= (size_t)sent;
    }
    return true;
}

/* The length of the whole request that begins the bytes, or 0 if more must come. */
static size_t request_length(const char *bytes) {
    const char *end = strstr(bytes, "\r\n\r\n");
    if (!end) {
        return 0;
    }
    const char *length = strcasestr(bytes, "\r\nContent-Length:");
    return (size_t)(end + 4 - bytes) +
           (length && length < end ? strtoul(length + 17, NULL, 10) : 0);
}

static bool request_read(struct line *l) {
    static _Thread_local char bytes[REQUEST_MAX];
    size_t n = 0, whole = 0;
    bytes[0] = '\0';
    while (whole == 0 || n < whole) {
        const ssize_t got = n + 1 < sizeof bytes ? line_read(l, bytes + n, sizeof bytes - 1 - n) : -1;
        if (got <= 0) {
            return false;
        }
        n += (size_t)got;
        bytes[n] = '\0';
        whole = request_length(bytes);
    }
    pthread_mutex_lock(&l->server->lock);
    memcpy(l->server->last, bytes, n + 1);
    l->server->n_requests++;
    pthread_mutex_unlock(&l->server->lock);
    return true;
}

/* Until the client has gone. */
static void linger(struct line *l, bool drips) {
    char c;
    for (;;) {
        if (wait_for(l->server, l->fd, drips ? DRIP_MS : -1)) {
            if (recv(l->fd, &c, 1, 0) <= 0) {
                return;
            }
        } else if (!drips || !line_write(l, "x", 1)) {
            return;
        }
    }
}

static void serve_line(struct line *l, const struct server_turn *turn) {
    if (turn->deaf || request_read(l)) {
        char *answer = turn->answers ? turn->answers(turn->ctx, l->server->last) : NULL;
        const char *says = answer ? answer : turn->says;
        bool open = !says || line_write(l, says, strlen(says));
        free(answer);
        for (size_t i = 0; open && i < turn->more; i++) {
            open = line_write(l, "x", 1);
        }
        if (open && (turn->end == SERVER_HANG || turn->end == SERVER_DRIP)) {
            linger(l, turn->end == SERVER_DRIP);
        }
    }
    if (turn->end == SERVER_RESET) {
        const struct linger now = {.l_onoff = 1, .l_linger = 0};
        setsockopt(l->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
}

static void *serve(void *ctx) {
    struct server *s = ctx;
    for (size_t i = 0; wait_for(s, s->listener, -1); i++) {
        const struct server_turn *turn = &s->turns[i < s->n_turns ? i : s->n_turns - 1];
        struct line l = {.server = s, .fd = accept(s->listener, NULL, NULL)};
        const bool shakes = s->tls && !(turn->deaf && turn->end == SERVER_RESET);
        if (shakes) {
            l.tls = tls_accept(s->tls, l.fd);
        }
        if (!shakes || l.tls) {
            serve_line(&l, turn);
        }
        if (turn->end == SERVER_CLOSE) {
            tls_close(l.tls);
        } else {
            tls_drop(l.tls);
        }
        close(l.fd);
    }
    return NULL;
}

struct server *server_start(const struct server_turn *turns, size_t n_turns, int tls) {
    struct server *s = calloc(1, sizeof *s);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t len = sizeof here;
    s->turns = turns;
    s->n_turns = n_turns;
    s->tls = tls ? tls_house_new() : NULL;
    s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(s->listener, (struct sockaddr *)&here, sizeof here) != 0 ||
        listen(s->listener, 64) != 0 || pipe(s->stop) != 0 ||
        getsockname(s->listener, (struct sockaddr *)&here, &len) != 0) {
        perror("server");
        abort();
    }
    s->port = ntohs(here.sin_port);
    pthread_mutex_init(&s->lock, NULL);
    pthread_create(&s->thread, NULL, serve, s);
    return s;
}

int server_port(const struct server *s) { return s->port; }

const char *server_ca(const struct server *s) { return tls_house_pem(s->tls); }

size_t server_requests(struct server *s) {
    pthread_mutex_lock(&s->lock);
    const size_t n = s->n_requests;
    pthread_mutex_unlock(&s->lock);
    return n;
}

const char *server_last(struct server *s) { return s->last; }

void server_stop(struct server *s) {
    if (write(s->stop[1], "x", 1) != 1) {
        abort();
    }
    pthread_join(s->thread, NULL);
    close(s->listener);
    close(s->stop[0]);
    close(s->stop[1]);
    tls_house_free(s->tls);
    pthread_mutex_destroy(&s->lock);
    free(s);
}
