/* @NAME@ - a webhook, as krav.routes/1: POST /paid with a shared token brings one payment.
 *
 *     POST /paid        x-token: what the setting `token` stands for
 *     1234567897 125050 A-1          KID, øre, the sender's own id
 *
 * Nothing is submitted before the token has been compared. */
#include "krav/check.h"
#include "krav/frame.h"

#include <stdio.h>

struct @NAME@ {
    krav_frame frame;
    krav_str header; /* being compared */
    int is_right;
};

/* In time that does not tell how much of it was right. */
static void compare(void *ctx, krav_str secret) {
    struct @NAME@ *p = ctx;
    unsigned char differs = p->header.len != secret.len || secret.len == 0;
    for (size_t i = 0; !differs && i < secret.len; i++) {
        differs |= (unsigned char)(p->header.ptr[i] ^ secret.ptr[i]);
    }
    p->is_right = differs == 0;
}

/* The value of "x-token: ...", or absent. */
static krav_str token_of(krav_str headers) {
    static const char name[] = "x-token: ";
    while (headers.len > 0) {
        const char *feed = memchr(headers.ptr, '\n', headers.len);
        const size_t n = feed ? (size_t)(feed - headers.ptr) : headers.len;
        if (n >= sizeof name - 1 && memcmp(headers.ptr, name, sizeof name - 1) == 0) {
            return (krav_str){headers.ptr + sizeof name - 1, n - (sizeof name - 1)};
        }
        headers.ptr += n + (feed != NULL);
        headers.len -= n + (feed != NULL);
    }
    return KRAV_STR_ABSENT;
}

/* The HTTP status. */
static int32_t take(struct @NAME@ *p, const krav_call *call, const krav_request *request) {
    char body[100], kid[26], id[41];
    long long ore = 0;
    if (!krav_str_eq(request->path, KRAV_STR("/paid"))) {
        return 404;
    }
    if (!krav_str_eq(request->method, KRAV_STR("POST"))) {
        return 405;
    }
    p->header = token_of(request->headers);
    p->is_right = 0;
    (void)p->frame.settings->secret(p->frame.host, "token", compare, p);
    if (!p->is_right) {
        return 401;
    }
    if (request->body.len == 0 || request->body.len >= sizeof body) {
        return 400;
    }
    memcpy(body, request->body.ptr, request->body.len);
    body[request->body.len] = '\0';
    if (sscanf(body, "%25[0-9-] %13lld %40[!-~]", kid, &ore, id) != 3 || ore <= 0 ||
        !krav_check_kid(krav_str_of(kid))) {
        return 400;
    }
    const krav_payment payment = {.size = sizeof payment, .kind = KRAV_PAYMENT_IN,
        .source_id = krav_str_of(id), .kid = krav_str_of(kid), .amount = ore,
        .account = p->frame.settings->text(p->frame.host, "account"), .booked = call->today};
    return p->frame.facts->payment(p->frame.host, call->id, &payment) == KRAV_OK ? 200 : 503;
}

static int32_t serve(krav_plugin *plugin, const krav_call *call, const krav_request *request) {
    struct @NAME@ *p = plugin->impl;
    const krav_response response = {.size = sizeof response, .status = take(p, call, request),
                                    .content_type = KRAV_STR("text/plain"),
                                    .body = KRAV_STR("\n")};
    krav_answer_done(p->frame.host, call, KRAV_STR_ABSENT, &response);
    return KRAV_OK;
}

static const krav_routes table = {.serve = serve};
static const char *const needs[] = {KRAV_HOST_FACTS, KRAV_HOST_SETTINGS, NULL};
static const krav_option options[] = {
    {.name = "token", .help = "what the sender shows", .type = KRAV_SECRET,
     .flags = KRAV_REQUIRED},
    {.name = "account", .help = "that the payments come to", .fallback = "12345678903",
     .min = 11, .max = 11, .type = KRAV_TEXT},
    {.name = NULL},
};

#define PROVIDES(X) X(KRAV_ROUTES, table)
static const krav_hooks hooks = {.start = NULL};
KRAV_PLUGIN(struct @NAME@, PROVIDES, hooks, .id = "@ID@", .name = "@NAME@", .version = "0.1.0",
            .vendor = "@VENDOR@", .license = "see LICENSE", .needs = needs,
            .options = options);
