/* Breaks: plugin.h, begin(): "the host closes fd after the answer"; it keeps a dup of each.
 * Suffers: out of descriptors after some hundred files, and then no file can be taken. */
#define _GNU_SOURCE
#include "tab.h"

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    const int own = dup(fd);
    return tab_begin(plugin, call, own >= 0 ? own : fd, name, size);
}

static const krav_intake intake = {.recognise = tab_recognise, .begin = begin};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "leak_fd", .needs = needs);
