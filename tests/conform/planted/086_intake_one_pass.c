/* Breaks: intake.md, "nothing before the end is seen": one pass, each payment submitted as it is
 * read.
 * Suffers: of a file cut short by a full disk, half the payments are on their way. */
#define _GNU_SOURCE
#include "tab.h"

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    krav_twopass pass = {plugin, krav_frame_of(plugin), call, fd, 1};
    krav_tally tally;
    if (krav_twopass_once(&pass, tab_pass, &tally, KRAV_STR("the file has faults"))) {
        tab_done(plugin, call, &tally);
    }
    return KRAV_OK;
}

static const krav_intake intake = {.recognise = tab_recognise, .begin = begin};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "one_pass", .needs = needs);
