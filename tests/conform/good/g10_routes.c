/* Good: a webhook; strangers get 401 and bring nothing. */
#define _GNU_SOURCE
#include "../planted/hooks.h"

static const krav_routes routes = {.serve = hooks_serve};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_ROUTES, routes)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "webhook", .needs = needs);
