/* Good: an intake of two passes, with a trailer. */
#define _GNU_SOURCE
#include "../planted/tab.h"

static const krav_intake intake = {.recognise = tab_recognise, .begin = tab_begin};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "tab", .needs = needs);
