/* Breaks: README rule 5 and "answer before the deadline": it reads until `size` bytes have come,
 * and a file that has fewer never gives them.
 * Suffers: one file that is still being written, and the plugin hangs until it is killed. */
#define _GNU_SOURCE
#include "tab.h"

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    char piece[4096];
    int64_t at = 0;
    while (at < size) {
        const ssize_t n = pread(fd, piece, sizeof piece, at);
        at += n > 0 ? n : 0;
    }
    return tab_begin(plugin, call, fd, name, size);
}

static const krav_intake intake = {.recognise = tab_recognise, .begin = begin};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "hangs", .needs = needs);
