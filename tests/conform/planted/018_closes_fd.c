/* Breaks: plugin.h, begin(): "the host closes fd after the answer"; it closes it itself.
 * Suffers: the host's close hits whichever file was opened in between. */
#define _GNU_SOURCE
#include "tab.h"

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    const int32_t rc = tab_begin(plugin, call, fd, name, size);
    (void)close(fd);
    return rc;
}

static const krav_intake intake = {.recognise = tab_recognise, .begin = begin};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "close_fd", .needs = needs);
