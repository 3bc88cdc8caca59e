/* server.h - a server on the loopback that does as it is told, one connection after another.
 *
 * Each connection takes the next turn; the last turn is for all that come after.  A thread serves
 * them until server_stop, which gives everything back. */
#ifndef TESTS_NET_SERVER_H
#define TESTS_NET_SERVER_H

#include <stddef.h>

enum server_end {
    SERVER_CLOSE, /* in good order */
    SERVER_RESET, /* the client sees ECONNRESET */
    SERVER_HANG,  /* nothing more, until the client goes */
    SERVER_DRIP   /* a byte now and then, until the client goes */
};

struct server_turn {
    const char *says; /* what goes out, terminated; NULL: nothing */
    size_t more;      /* then so many 'x' */
    enum server_end end;
    int deaf; /* does not read the request first */
    /* Instead of `says`: what to say to this request, to be freed. */
    char *(*answers)(void *ctx, const char *request);
    void *ctx;
};

struct server;

/* `turns` is borrowed until the stop.  With `tls` it speaks TLS, with a certificate of its own for
 * localhost: server_ca() is that, as PEM. */
struct server *server_start(const struct server_turn *turns, size_t n_turns, int tls);
int server_port(const struct server *s);
const char *server_ca(const struct server *s);
/* How many requests were read whole, and the last of them, terminated. */
size_t server_requests(struct server *s);
const char *server_last(struct server *s);
void server_stop(struct server *s);

#endif
