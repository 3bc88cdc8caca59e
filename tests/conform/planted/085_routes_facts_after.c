/* Breaks: plugin.h, facts "belong to the call ... not yet answered": the response goes out first,
 * then the payment is submitted.
 * Suffers: the provider is told that all is well, and the payment is nowhere. */
#define _GNU_SOURCE
#include "hooks.h"

static int32_t serve(krav_plugin *plugin, const krav_call *call, const krav_request *request) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_payment p = {.size = sizeof p};
    if (!hooks_signed(request) && !krav_str_eq(request->path, KRAV_STR("/paid"))) {
        return hooks_serve(plugin, call, request);
    }
    const krav_call_id id = call->id;
    hooks_respond(plugin, call, hooks_payment(call, request->body, &p) ? 200 : 400,
                  KRAV_STR("thank you\n"));
    (void)f->facts->payment(f->host, id, &p);
    return KRAV_OK;
}

static const krav_routes routes = {.serve = serve};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_ROUTES, routes)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "afterwards", .needs = needs);
