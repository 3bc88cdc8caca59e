/* Breaks: intake.md, "the surest plugin gets the file": 100 for whatever is text.
 * Suffers: it takes the files of all others, and refuses them. */
#define _GNU_SOURCE
#include "tab.h"

static int32_t greedy(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    return head.len > 0 && memchr(head.ptr, 0, head.len) ? 0 : 100;
}

static const krav_intake intake = {.recognise = greedy, .begin = tab_begin};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "greedy", .needs = needs);
