/* hooks.h - the honest part of krav.routes/1: a webhook that believes a shared secret and nothing
 * else.  What it is told is "source id;amount", for one account and KID. */
#ifndef HOOKS_H
#define HOOKS_H

#include "tab.h"

#define HOOKS_SECRET "x-example-signature: 5f0c7a7e-planted\n"

static inline void hooks_respond(krav_plugin *plugin, const krav_call *call, int32_t status,
                                 krav_str body) {
    const krav_response r = {
        .size = sizeof r, .status = status, .content_type = KRAV_STR("text/plain"), .body = body};
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &r);
}

/* In constant time for one length; a real plugin lends its secret from the settings. */
static inline int hooks_signed(const krav_request *request) {
    const krav_str want = KRAV_STR(HOOKS_SECRET);
    const krav_str h = request->headers;
    for (size_t at = 0; at + want.len <= h.len; at++) {
        unsigned char differs = at > 0 && h.ptr[at - 1] != '\n';
        for (size_t i = 0; i < want.len; i++) {
            differs |= (unsigned char)(h.ptr[at + i] ^ want.ptr[i]);
        }
        if (!differs) {
            return 1;
        }
    }
    return 0;
}

/* 0 if the body is not what it should be. */
static inline int hooks_payment(const krav_call *call, krav_str body, krav_payment *p) {
    *p = (krav_payment){.size = sizeof *p, .kind = KRAV_PAYMENT_IN, .booked = call->today};
    p->source_id = tab_field(&body);
    p->account = KRAV_STR("12345678903");
    p->kid = KRAV_STR("1234566");
    return tab_int(tab_field(&body), &p->amount) && p->amount > 0 && body.len == 0 &&
           p->source_id.len > 0 && p->source_id.len <= 40 && krav_check_all_digits(p->source_id);
}

static inline int32_t hooks_take(krav_plugin *plugin, const krav_call *call, krav_str body) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_payment p;
    if (!hooks_payment(call, body, &p)) {
        hooks_respond(plugin, call, 400, KRAV_STR("not understood\n"));
    } else if (f->facts->payment(f->host, call->id, &p) != KRAV_OK) {
        hooks_respond(plugin, call, 503, KRAV_STR("come again\n"));
    } else {
        hooks_respond(plugin, call, 200, KRAV_STR("thank you\n"));
    }
    return KRAV_OK;
}

static inline int32_t hooks_serve(krav_plugin *plugin, const krav_call *call,
                                  const krav_request *request) {
    if (!krav_str_eq(request->path, KRAV_STR("/paid"))) {
        hooks_respond(plugin, call, 404, KRAV_STR("not here\n"));
    } else if (!krav_str_eq(request->method, KRAV_STR("POST"))) {
        hooks_respond(plugin, call, 405, KRAV_STR("POST only\n"));
    } else if (!hooks_signed(request)) {
        hooks_respond(plugin, call, 401, KRAV_STR("who are you\n"));
    } else {
        return hooks_take(plugin, call, request->body);
    }
    return KRAV_OK;
}

#endif /* HOOKS_H */
