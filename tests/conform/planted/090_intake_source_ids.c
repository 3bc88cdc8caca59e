/* Breaks: intake.md, "source_id is the outside's own name, the same whenever the file is read": it
 * is the call's id and the line.
 * Suffers: a file that is sent twice is paid twice. */
#define _GNU_SOURCE
#include "tab.h"

static int32_t pass_own_ids(krav_twopass *pass, krav_tally *tally) {
    struct krav_lines lines;
    struct tab_row row = {0};
    krav_str line;
    krav_tally found = {0, 0, 0};
    krav_twopass dry = *pass;
    dry.submits = 0;
    const int32_t rc = tab_pass(&dry, pass->submits ? &found : tally);
    krav_lines_open(&lines, pass->fd);
    while (pass->submits && krav_lines_next(&lines, &line) == KRAV_LINE) {
        if (tab_row(line, &row) != TAB_PAYMENT) {
            continue;
        }
        char id[48];
        const int n = snprintf(id, sizeof id, "%" PRIu64 "-%" PRId64, (uint64_t)pass->call->id,
                               lines.line);
        row.payment.source_id = (krav_str){id, (size_t)n};
        tally->n_records++;
        tally->sum += row.payment.amount;
        (void)krav_twopass_payment(pass, &row.payment);
    }
    return rc;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    return tab_begin_with(plugin, call, fd, pass_own_ids);
}

static const krav_intake intake = {.recognise = tab_recognise, .begin = begin};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "own_ids", .needs = needs);
