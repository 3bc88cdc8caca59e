/* Breaks: krav_response: location is what the query says, line feeds and all; the status is 0.
 * Suffers: headers of a stranger's making in the agency's own answers, and redirections to him. */
#define _GNU_SOURCE
#include "hooks.h"

static int32_t serve(krav_plugin *plugin, const krav_call *call, const krav_request *request) {
    if (request->query.len == 0) {
        return hooks_serve(plugin, call, request);
    }
    const krav_response r = {.size = sizeof r,
                             .status = 302,
                             .content_type = KRAV_STR("text/plain\r\nset-cookie: a=b"),
                             .location = request->query};
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &r);
    return KRAV_OK;
}

static const krav_routes routes = {.serve = serve};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_ROUTES, routes)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "redirects", .needs = needs);
