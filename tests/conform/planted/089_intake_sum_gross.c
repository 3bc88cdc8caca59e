/* Breaks: krav_file_result.sum, "what went out is negative": reversals are added without their
 * sign.
 * Suffers: control sums that agree until the first reversal. */
#define _GNU_SOURCE
#include "tab.h"

static krav_ore gross;

static int32_t pass_gross(krav_twopass *pass, krav_tally *tally) {
    struct krav_lines lines;
    struct tab_row row = {0};
    krav_str line;
    gross = 0;
    krav_lines_open(&lines, pass->fd);
    while (krav_lines_next(&lines, &line) == KRAV_LINE) {
        if (tab_row(line, &row) == TAB_PAYMENT) {
            gross += row.payment.amount < 0 ? -row.payment.amount : row.payment.amount;
        }
    }
    return tab_pass(pass, tally);
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    krav_tally tally;
    if (krav_twopass_take(plugin, call, fd, pass_gross, KRAV_STR("the file has faults"), &tally)) {
        tally.sum = gross;
        tab_done(plugin, call, &tally);
    }
    return KRAV_OK;
}

static const krav_intake intake = {.recognise = tab_recognise, .begin = begin};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "gross", .needs = needs);
