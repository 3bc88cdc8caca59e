/* Breaks: krav_file_result.n_records, "submitted for this file": lines are counted, head and
 * trailer with them.
 * Suffers: the receipt to the sender is wrong, or the host refuses every file. */
#define _GNU_SOURCE
#include "tab.h"

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    krav_tally tally;
    if (krav_twopass_take(plugin, call, fd, tab_pass, KRAV_STR("the file has faults"), &tally)) {
        tally.n_records += 2;
        tab_done(plugin, call, &tally);
    }
    return KRAV_OK;
}

static const krav_intake intake = {.recognise = tab_recognise, .begin = begin};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "counts_lines", .needs = needs);
