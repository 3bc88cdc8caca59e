/* http_reply.c - what goes back: one answer, and the connection's end. */
#include "host/http_parts.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

#define REPLY_BYTES_MAX ((size_t)1 << 20)
#define TYPE_BYTES_MAX 100
#define LOCATION_BYTES_MAX 2000

/* True of text that can be the value of a header. */
static bool is_value(struct text t, size_t max) {
    return t.len > 0 && t.len <= max && text_is_utf8(t) && !text_has_control(t);
}

void exchange_answer(struct exchange *x, const struct http_reply *reply) {
    const bool ok = reply->status >= 200 && reply->status <= 599;
    if (x->answered) {
        return;
    }
    x->answered = true;
    x->status = ok ? reply->status : 502;
    buf_init(&x->reply_body, REPLY_BYTES_MAX);
    buf_add(&x->reply_body, ok ? reply->body : TEXT(""));
    if (ok && is_value(reply->content_type, TYPE_BYTES_MAX)) {
        x->reply_type = arena_text(&x->arena, reply->content_type);
    }
    if (ok && is_value(reply->location, LOCATION_BYTES_MAX)) {
        x->reply_location = arena_text(&x->arena, reply->location);
    }
    if (x->line) {
        x->line->is_held = false;
    }
    MHD_resume_connection(x->connection);
}

static const char *reason_of(int status) {
    return status == 200   ? "ok\n"
           : status == 400 ? "malformed\n"
           : status == 404 ? "nothing here\n"
           : status == 405 ? "not that method\n"
           : status == 413 ? "too large\n"
           : status == 429 ? "too many at once: come again\n"
           : status == 431 ? "too many headers\n"
           : status == 503 ? "not now: come again\n"
                           : "";
}

/* Nothing of it is to be kept on the way, nor to be told to whoever comes next. */
static void add_headers(struct exchange *x, struct MHD_Response *r) {
    const struct text type = x->reply_type.len > 0 ? x->reply_type : TEXT("text/plain");
    (void)MHD_add_response_header(r, "Content-Type", arena_cstr(&x->arena, type));
    (void)MHD_add_response_header(r, "Connection", "close");
    (void)MHD_add_response_header(r, "Cache-Control", "no-store");
    (void)MHD_add_response_header(r, "Referrer-Policy", "no-referrer");
    (void)MHD_add_response_header(r, "X-Content-Type-Options", "nosniff");
    (void)MHD_add_response_header(r, "X-Robots-Tag", "noindex");
    (void)MHD_add_response_header(r, "Content-Security-Policy",
                                  "default-src 'none'; frame-ancestors 'none'");
    if (x->reply_location.len > 0) {
        (void)MHD_add_response_header(r, "Location", arena_cstr(&x->arena, x->reply_location));
    }
    if (x->status == 429 || x->status == 503) {
        (void)MHD_add_response_header(r, "Retry-After", "5");
    }
    if (x->status == 405) {
        (void)MHD_add_response_header(r, "Allow", "GET, HEAD, POST");
    }
}

enum MHD_Result exchange_say(struct exchange *x) {
    if (!x->answered && x->reply_body.max == 0) {
        buf_init(&x->reply_body, REPLY_BYTES_MAX);
    }
    if (x->reply_body.len == 0 && x->reply_type.len == 0) {
        buf_add_str(&x->reply_body, reason_of(x->status));
    }
    const struct text body = buf_text(&x->reply_body);
    /* microhttpd copies it: the const of the type is not in its signature. */
    struct MHD_Response *r = MHD_create_response_from_buffer(
        body.len, (void *)(uintptr_t)(body.ptr ? body.ptr : ""), MHD_RESPMEM_MUST_COPY);
    if (!r) {
        return MHD_NO;
    }
    add_headers(x, r);
    const enum MHD_Result said = MHD_queue_response(x->connection, (unsigned int)x->status, r);
    MHD_destroy_response(r);
    return said;
}

struct text exchange_peer(struct exchange *x) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char name[INET6_ADDRSTRLEN] = "";
    if (info && info->client_addr->sa_family == AF_INET) {
        const struct sockaddr_in *in = (const void *)info->client_addr;
        (void)inet_ntop(AF_INET, &in->sin_addr, name, sizeof name);
    } else if (info && info->client_addr->sa_family == AF_INET6) {
        const struct sockaddr_in6 *in = (const void *)info->client_addr;
        (void)inet_ntop(AF_INET6, &in->sin6_addr, name, sizeof name);
    }
    return arena_text(&x->arena, text_of(name));
}
