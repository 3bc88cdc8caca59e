/* http.c - see http.h.  What is said to a client and how is in http_reply.c. */
#include "host/http.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/check.h"
#include "base/clock.h"
#include "host/http_parts.h"

#define CONNECTIONS_MAX 128
#define WAITING_MAX 64          /* whole requests that wait for their turn            */
#define HEADERS_MAX 64          /* of one request                                     */
#define HEADER_BYTES_MAX 16384  /* of one request, names and values                   */
#define MEMORY_PER_CONNECTION ((size_t)32768) /* microhttpd's own: request line and headers */
#define IDLE_S 10               /* without a byte                                     */
#define LIFE_MS 30000           /* of a connection, its request's waiting not counted */
#define WAITING_MS 10000
#define SWEEP_MS 1000

/* ---- the loop ---------------------------------------------------------------------------------- */

static void expire(struct http *h, int64_t now) {
    for (struct exchange *x = h->waiting; x; x = x->next) {
        if (!x->taken && !x->answered && now - x->since_ms > WAITING_MS) {
            exchange_answer(x, &(struct http_reply){.status = 503});
        }
    }
    for (struct line *l = h->lines; l; l = l->next) {
        if (!l->is_held && now - l->since_ms > LIFE_MS) {
            (void)shutdown(l->fd, SHUT_RDWR); /* microhttpd sees its end and closes it */
        }
    }
}

static void on_timer(uv_timer_t *timer);

/* Lets microhttpd do what can be done now, and asks when it wants to be called again. */
static void pump(struct http *h) {
    MHD_UNSIGNED_LONG_LONG wait_ms = SWEEP_MS;
    if (h->is_closing) {
        return;
    }
    expire(h, clock_mono_ms());
    (void)MHD_run(h->daemon);
    if (MHD_get_timeout(h->daemon, &wait_ms) != MHD_YES || wait_ms > SWEEP_MS) {
        wait_ms = SWEEP_MS;
    }
    /* Always: after a crowd it listens again in the run after the one that let the last of them go. */
    (void)uv_timer_start(&h->timer, on_timer, wait_ms, 0);
}

static void on_timer(uv_timer_t *timer) { pump(timer->data); }

static void on_socket(uv_poll_t *poll, int status, int events) {
    (void)status, (void)events;
    pump(poll->data);
}

/* ---- connections ------------------------------------------------------------------------------- */

static void on_connection(void *ctx, struct MHD_Connection *connection, void **socket_ctx,
                          enum MHD_ConnectionNotificationCode code) {
    struct http *h = ctx;
    struct line *l = *socket_ctx;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        l = mem_alloc(sizeof *l);
        *l = (struct line){.next = h->lines, .since_ms = clock_mono_ms(),
            .fd = info ? info->connect_fd : -1};
        h->lines = *socket_ctx = l;
        return;
    }
    struct line **at = &h->lines;
    while (*at != l) {
        at = &(*at)->next;
    }
    *at = l->next;
    mem_free(l);
}

/* The first that microhttpd knows of a request: its line as it was sent. */
static void *on_request_line(void *ctx, const char *uri, struct MHD_Connection *connection) {
    struct http *h = ctx;
    struct exchange *x = mem_alloc(sizeof *x);
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    x->h = h;
    x->connection = connection;
    x->line = info ? info->socket_context : NULL;
    arena_init(&x->arena);
    buf_init(&x->body, HTTP_BODY_MAX);
    buf_init(&x->headers, HEADER_BYTES_MAX);
    struct text rest = arena_text(&x->arena, text_of(uri));
    (void)text_cut(&rest, '?', &x->request.path);
    x->request.query = rest;
    return x;
}

static void forget(struct exchange *x) {
    struct exchange **at = &x->h->waiting;
    while (*at && *at != x) {
        at = &(*at)->next;
    }
    if (*at) {
        *at = x->next;
        x->h->n_waiting--;
    }
}

static void on_completed(void *ctx, struct MHD_Connection *connection, void **request_ctx,
                         enum MHD_RequestTerminationCode why) {
    struct exchange *x = *request_ctx;
    (void)ctx, (void)connection, (void)why;
    if (x) {
        forget(x);
        buf_fini(&x->body);
        buf_fini(&x->headers);
        buf_fini(&x->reply_body);
        arena_fini(&x->arena);
        mem_free(x);
        *request_ctx = NULL;
    }
}

/* ---- requests ---------------------------------------------------------------------------------- */

static enum MHD_Result add_header(void *ctx, enum MHD_ValueKind kind, const char *name,
                                  const char *value) {
    struct exchange *x = ctx;
    (void)kind;
    const struct text v = text_of(value ? value : "");
    x->is_malformed = x->is_malformed || text_has_control(v) || ++x->n_headers > HEADERS_MAX;
    for (; *name; name++) {
        const char c = *name;
        buf_add_char(&x->headers, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
    buf_add_str(&x->headers, ": ");
    buf_add(&x->headers, v);
    buf_add_char(&x->headers, '\n');
    return MHD_YES;
}

/* Letters, digits and what else a path of ours has; no "..": nothing here is a file. */
static bool path_is_plain(struct text path) {
    for (size_t i = 0; i < path.len; i++) {
        const char c = path.ptr[i];
        const bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || strchr("/-_.~%", c) != NULL;
        if (!ok || c == '\0' || (c == '.' && i > 0 && path.ptr[i - 1] == '.')) {
            return false;
        }
    }
    return path.len > 0 && path.ptr[0] == '/';
}

/* So many at once and then so many a second; each kind of caller has its own. */
static bool is_too_many(struct bucket *b, int64_t now) {
    const int64_t burst = 60, each_ms = 50;
    if (b->full_ms < now) {
        b->full_ms = now;
    }
    if (b->full_ms - now > burst * each_ms) {
        return true;
    }
    b->full_ms += each_ms;
    return false;
}

/* The status that ends it at once, or 0: it is one for us. */
static int refuse_early(struct exchange *x, const char *method) {
    struct http *h = x->h;
    x->request.method = arena_text(&x->arena, text_of(method));
    const bool reads = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    const bool is_plugin = text_starts(x->request.path, TEXT("/p/"));
    const bool is_pay = text_starts(x->request.path, TEXT("/pay/"));
    (void)MHD_get_connection_values(x->connection, MHD_HEADER_KIND, add_header, x);
    if (!path_is_plain(x->request.path) || !text_is_utf8(x->request.query) ||
        text_has_control(x->request.query) || x->is_malformed) {
        return 400;
    }
    if (x->headers.overflowed) {
        return 431;
    }
    if (text_is(x->request.path, "/health")) {
        return reads ? 200 : 405;
    }
    if (!is_plugin && !is_pay) {
        return 404;
    }
    if (!reads && strcmp(method, "POST") != 0) {
        return 405;
    }
    const char *length = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND,
                                                     "Content-Length");
    int64_t n = 0;
    if (length && (!text_to_i64(text_of(length), &n) || n < 0)) {
        return 400;
    }
    if (n > (int64_t)HTTP_BODY_MAX) {
        return 413;
    }
    return is_too_many(&h->buckets[is_pay], clock_mono_ms()) ? 429 : 0;
}

static void enqueue(struct exchange *x) {
    struct exchange **last = &x->h->waiting;
    while (*last) {
        last = &(*last)->next;
    }
    *last = x;
    x->h->n_waiting++;
    x->since_ms = clock_mono_ms();
    x->request.headers = buf_text(&x->headers);
    x->request.body = buf_text(&x->body);
    x->request.peer = exchange_peer(x);
    if (x->line) {
        x->line->is_held = true;
    }
    MHD_suspend_connection(x->connection);
}

/* Called once with the headers, for each piece of the body, and at the end; once more when an
 * answer is there. */
static enum MHD_Result on_request(void *ctx, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *n_upload, void **request_ctx) {
    struct http *h = ctx;
    struct exchange *x = *request_ctx;
    (void)connection, (void)url, (void)version;
    if (!x) {
        return MHD_NO;
    }
    if (!x->begun) {
        x->begun = true;
        x->status = refuse_early(x, method);
        return x->status ? exchange_say(x) : MHD_YES;
    }
    if (*n_upload > 0) {
        buf_add(&x->body, (struct text){upload, *n_upload});
        *n_upload = 0;
        return MHD_YES;
    }
    if (!x->answered) {
        x->status = x->body.overflowed ? 413 : h->n_waiting >= WAITING_MAX ? 503 : 0;
        if (x->status) {
            return exchange_say(x);
        }
        enqueue(x);
        return MHD_YES;
    }
    return exchange_say(x);
}

const struct http_request *http_next(struct http *h) {
    for (struct exchange *x = h->waiting; x; x = x->next) {
        if (!x->taken && !x->answered) {
            x->taken = true;
            return &x->request;
        }
    }
    return NULL;
}

void http_answer(struct http *h, const struct http_request *r, const struct http_reply *reply) {
    for (struct exchange *x = h->waiting; x; x = x->next) {
        if (&x->request == r) {
            exchange_answer(x, reply);
            pump(h);
            return;
        }
    }
}

/* ---- open and close ---------------------------------------------------------------------------- */

static bool address_of(struct text listen, struct sockaddr_storage *out) {
    char host[64], port[8];
    size_t colon = listen.len;
    while (colon > 0 && listen.ptr[colon - 1] != ':') {
        colon--;
    }
    const struct text tail = {listen.ptr + colon, listen.len - colon};
    struct text head = {listen.ptr, colon > 0 ? colon - 1 : 0};
    if (head.len > 2 && head.ptr[0] == '[' && head.ptr[head.len - 1] == ']') {
        head = (struct text){head.ptr + 1, head.len - 2};
    }
    if (head.len == 0 || head.len >= sizeof host || tail.len >= sizeof port ||
        !text_all_digits(tail)) {
        return false;
    }
    (void)snprintf(host, sizeof host, "%.*s", TEXT_ARG(head));
    (void)snprintf(port, sizeof port, "%.*s", TEXT_ARG(tail));
    const struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
        .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    const bool ok = getaddrinfo(host, port, &hints, &found) == 0 && found &&
                    found->ai_addrlen <= sizeof *out;
    if (ok) {
        memcpy(out, found->ai_addr, found->ai_addrlen);
    }
    if (found) {
        freeaddrinfo(found);
    }
    return ok;
}

static struct MHD_Daemon *daemon_start(struct http *h, const struct sockaddr_storage *at) {
    const unsigned int flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME |
                               (at->ss_family == AF_INET6 ? MHD_USE_IPv6 : 0);
    const struct sockaddr *address = (const struct sockaddr *)at;
    return MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, h, MHD_OPTION_SOCK_ADDR, address,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned int)CONNECTIONS_MAX,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int)IDLE_S,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, MEMORY_PER_CONNECTION,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, h,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, h,
        MHD_OPTION_URI_LOG_CALLBACK, on_request_line, h, MHD_OPTION_END);
}

struct http *http_open(uv_loop_t *loop, struct text listen, struct status *st) {
    struct sockaddr_storage at = {0};
    if (!address_of(listen, &at)) {
        (void)status_fail(st, STATUS_INVALID, "http: %.*s: an address and a port, such as "
                          "127.0.0.1:8080", TEXT_ARG(listen));
        return NULL;
    }
    struct http *h = mem_alloc(sizeof *h);
    h->daemon = daemon_start(h, &at);
    const union MHD_DaemonInfo *info =
        h->daemon ? MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_EPOLL_FD) : NULL;
    if (!info || uv_poll_init(loop, &h->poll, info->epoll_fd) != 0) {
        (void)status_fail(st, STATUS_IO, "http: %.*s: cannot listen there", TEXT_ARG(listen));
        if (h->daemon) {
            MHD_stop_daemon(h->daemon);
        }
        mem_free(h);
        return NULL;
    }
    h->poll.data = h->timer.data = h;
    (void)uv_timer_init(loop, &h->timer);
    h->timer.data = h;
    (void)uv_poll_start(&h->poll, UV_READABLE, on_socket);
    pump(h);
    return h;
}

int http_port(const struct http *h) {
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info ? info->port : 0;
}

static void on_handle_closed(uv_handle_t *handle) {
    struct http *h = handle->data;
    if (--h->n_handles == 0) {
        mem_free(h);
    }
}

void http_close(struct http *h) {
    if (!h) {
        return;
    }
    for (struct exchange *x = h->waiting; x; x = x->next) {
        if (!x->answered) {
            exchange_answer(x, &(struct http_reply){.status = 503});
        }
    }
    for (int i = 0; i < 4 && h->lines; i++) { /* what fits into the sockets still goes out */
        (void)MHD_run(h->daemon);
    }
    h->is_closing = true;
    h->n_handles = 2;
    (void)uv_poll_stop(&h->poll);
    uv_close((uv_handle_t *)&h->poll, on_handle_closed);
    uv_close((uv_handle_t *)&h->timer, on_handle_closed);
    MHD_stop_daemon(h->daemon);
}
