/* http_parts.h - what http.c and http_reply.c share; for nobody else. */
#ifndef KRAV_HOST_HTTP_PARTS_H
#define KRAV_HOST_HTTP_PARTS_H

#include <microhttpd.h>

#include "base/arena.h"
#include "host/http.h"

struct line { /* one connection */
    struct line *next;
    int64_t since_ms;
    int fd;
    bool is_held; /* its request is whole and waits for us: that is not its fault */
};

struct bucket { /* of a rate: it would be empty again at full_ms */
    int64_t full_ms;
};

struct exchange { /* one request and its answer; from the request line to the last byte */
    struct http_request request;
    struct http *h;
    struct MHD_Connection *connection;
    struct line *line;
    struct exchange *next; /* of those that wait */
    struct arena arena;
    struct buf headers, body;
    uint32_t n_headers;
    int64_t since_ms;      /* it waits since then */
    bool begun, is_malformed, taken, answered;
    int status;
    struct buf reply_body;
    struct text reply_type, reply_location;
};

struct http {
    uv_poll_t poll;
    uv_timer_t timer;
    struct MHD_Daemon *daemon;
    struct exchange *waiting;
    uint32_t n_waiting;
    struct line *lines;
    struct bucket buckets[2]; /* plugins, payers */
    int n_handles;
    bool is_closing;
};

/* http_reply.c: keeps the reply and wakes the connection, which then says it. */
void exchange_answer(struct exchange *x, const struct http_reply *reply);
/* Says x->status and what was kept with it. */
enum MHD_Result exchange_say(struct exchange *x);
struct text exchange_peer(struct exchange *x);

#endif
