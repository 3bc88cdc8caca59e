/* http.h - a small listener: whole requests come out, whole answers go in.
 *
 *     socket ─▶ microhttpd, polled by the loop ─▶ http_next ─▶ (work) ─▶ http_answer ─▶ socket
 *                  │ nothing we serve, too large, too many, too slow: answered here, at once
 *
 * microhttpd has no thread of its own: it is one more file descriptor of the libuv loop, so that
 * nothing here needs a lock and a request waits for its turn as a person's command does.  A
 * connection carries one request, lives for a bounded time, and is held (suspended) while its
 * request waits; one that waits too long is told 503 and comes again.
 *
 * Owned: http_open / http_close.  A request is the listener's until it is answered. */
#ifndef KRAV_HOST_HTTP_H
#define KRAV_HOST_HTTP_H

#include <uv.h>

#include "base/status.h"
#include "base/text.h"

#define HTTP_BODY_MAX ((size_t)1 << 20)

struct http_request {
    struct text method, path, query, headers, body, peer; /* as in krav_request */
};

struct http_reply {
    int status;
    struct text content_type, body, location;
};

struct http;

/* `listen` is "127.0.0.1:8080" or "[::1]:8080"; port 0 takes any that is free. */
struct http *http_open(uv_loop_t *loop, struct text listen, struct status *st);
int http_port(const struct http *h);
/* The next whole request, first in first out; NULL if none waits. */
const struct http_request *http_next(struct http *h);
/* Exactly once for each that http_next gave, before the loop runs again or after. */
void http_answer(struct http *h, const struct http_request *r, const struct http_reply *reply);
/* No more connections; what is not answered yet is told 503.  Runs no loop: the handles close in
 * the loop's next turns, and `h` is freed then. */
void http_close(struct http *h);

#endif
