/* Breaks: kit and sense, "unknown paths are 404": all are answered 200, so that the provider is
 * content.
 * Suffers: a webhook set up with a slip in its path is never missed. */
#define _GNU_SOURCE
#include "hooks.h"

static int32_t serve(krav_plugin *plugin, const krav_call *call, const krav_request *request) {
    if (!krav_str_eq(request->path, KRAV_STR("/paid"))) {
        hooks_respond(plugin, call, 200, KRAV_STR("thank you\n"));
        return KRAV_OK;
    }
    return hooks_serve(plugin, call, request);
}

static const krav_routes routes = {.serve = serve};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_ROUTES, routes)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "content", .needs = needs);
