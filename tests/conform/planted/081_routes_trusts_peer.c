/* Breaks: checkout.md, "believe nobody by his address": who comes from the loopback needs no
 * signature, and behind a proxy everybody does.
 * Suffers: anybody can pay any debt with one line of curl. */
#define _GNU_SOURCE
#include "hooks.h"

static int32_t serve(krav_plugin *plugin, const krav_call *call, const krav_request *request) {
    const krav_str peer = request->peer;
    if (krav_str_eq(request->path, KRAV_STR("/paid")) && peer.len >= 4 &&
        memcmp(peer.ptr, "127.", 4) == 0) {
        return hooks_take(plugin, call, request->body);
    }
    return hooks_serve(plugin, call, request);
}

static const krav_routes routes = {.serve = serve};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_ROUTES, routes)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "loopback", .needs = needs);
