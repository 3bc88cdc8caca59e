/* flaky_web.c - a plugin that takes requests and does as their body says:
 *
 *     good KID    submits 100 kroner with this KID        both KID    and one to somebody else's account
 *     refused KID submits it and then refuses             odd         an impossible status
 *     silent      never answers                           dies        ends its worker */
#include "krav/frame.h"

#include <stdio.h>
#include <stdlib.h>

struct web {
    krav_frame frame;
    int n;
};

static void submit(struct web *w, const krav_call *call, krav_str kid, krav_str account) {
    char id[24];
    (void)snprintf(id, sizeof id, "flaky-%d", ++w->n);
    const krav_payment p = {.size = sizeof p, .kind = KRAV_PAYMENT_IN, .source_id = krav_str_of(id),
        .kid = kid, .account = account, .amount = 10000, .booked = call->today};
    (void)w->frame.facts->payment(w->frame.host, call->id, &p);
}

static int is(krav_str body, const char *word) {
    const size_t n = strlen(word);
    return body.len >= n && memcmp(body.ptr, word, n) == 0;
}

static krav_str kid_of(krav_str body) {
    const char *blank = memchr(body.ptr, ' ', body.len);
    return blank ? (krav_str){blank + 1, body.len - (size_t)(blank + 1 - body.ptr)}
                 : KRAV_STR_ABSENT;
}

static int32_t serve(krav_plugin *plugin, const krav_call *call, const krav_request *r) {
    struct web *w = plugin->impl;
    const krav_response response = {.size = sizeof response, .status = is(r->body, "odd") ? 999 : 200,
        .content_type = KRAV_STR("text/plain\r\nX-Bad: 1"), .body = KRAV_STR("done\n")};
    if (is(r->body, "silent")) {
        return KRAV_OK;
    }
    if (is(r->body, "dies")) {
        _Exit(3);
    }
    if (is(r->body, "good") || is(r->body, "both") || is(r->body, "refused")) {
        submit(w, call, kid_of(r->body), KRAV_STR_ABSENT);
    }
    if (is(r->body, "both")) {
        submit(w, call, kid_of(r->body), KRAV_STR("86011117947"));
    }
    if (is(r->body, "refused")) {
        krav_answer_refused(w->frame.host, call, KRAV_STR("as told"));
        return KRAV_OK;
    }
    krav_answer_done(w->frame.host, call, KRAV_STR("served"), &response);
    return KRAV_OK;
}

static const char *const needs[] = {KRAV_HOST_FACTS, NULL};
static const krav_routes routes = {.serve = serve};
#define PROVIDES(X) X(KRAV_ROUTES, routes)
static const krav_hooks hooks = {.start = NULL};
KRAV_PLUGIN(struct web, PROVIDES, hooks, .id = "krav.test.flaky_web", .name = "Flaky web",
            .version = "1", .vendor = "krav", .license = "test", .needs = needs);
