/* Breaks: checkout.md, "before you look at the body; answer 401 and submit nothing": the payment
 * is submitted, then the signature is looked at, and the answer, with 401, is DONE.
 * Suffers: facts of a call that is DONE count: a stranger's payment is in the book. */
#define _GNU_SOURCE
#include "hooks.h"

static int32_t serve(krav_plugin *plugin, const krav_call *call, const krav_request *request) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_payment p = {.size = sizeof p,
                      .kind = KRAV_PAYMENT_IN,
                      .source_id = KRAV_STR("1"),
                      .account = KRAV_STR("12345678903"),
                      .kid = KRAV_STR("1234566"),
                      .amount = 100,
                      .booked = call->today};
    if (request->body.len > 0) {
        (void)hooks_payment(call, request->body, &p);
        (void)f->facts->payment(f->host, call->id, &p);
    }
    if (!hooks_signed(request)) {
        hooks_respond(plugin, call, 401, KRAV_STR("who are you\n"));
    } else {
        hooks_respond(plugin, call, 200, KRAV_STR("thank you\n"));
    }
    return KRAV_OK;
}

static const krav_routes routes = {.serve = serve};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_ROUTES, routes)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "stranger", .needs = needs);
