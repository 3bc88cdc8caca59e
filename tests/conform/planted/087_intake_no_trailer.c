/* Breaks: intake.md, "down to the trailer": the trailer is recognised, and not looked for.
 * Suffers: a file cut at the end of a line is taken as whole; the rest never comes. */
#define _GNU_SOURCE
#include "tab.h"

static int32_t pass_no_end(krav_twopass *pass, krav_tally *tally) {
    struct krav_lines lines;
    struct tab_state at = {0};
    krav_str line;
    krav_lines_open(&lines, pass->fd);
    int got = krav_lines_next(&lines, &line);
    while (got == KRAV_LINE || got == KRAV_LINE_TOO_LONG) {
        const int32_t rc = tab_take(pass, tally, &at, line);
        if (rc != KRAV_OK) {
            return rc;
        }
        got = krav_lines_next(&lines, &line);
    }
    return got == KRAV_LINE_NONE ? KRAV_OK : got;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    return tab_begin_with(plugin, call, fd, pass_no_end);
}

static const krav_intake intake = {.recognise = tab_recognise, .begin = begin};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "no_end", .needs = needs);
