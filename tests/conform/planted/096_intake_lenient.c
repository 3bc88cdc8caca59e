/* Breaks: intake.md, "tell every fault with its line": a line that cannot be read is left out, the
 * trailer's count notwithstanding.
 * Suffers: the payment that matters is the one with a strange sign in its text. */
#define _GNU_SOURCE
#include "tab.h"

static int32_t pass_lenient(krav_twopass *pass, krav_tally *tally) {
    struct krav_lines lines;
    struct tab_row row = {0};
    krav_str line;
    int ended = 0;
    krav_lines_open(&lines, pass->fd);
    while (krav_lines_next(&lines, &line) == KRAV_LINE) {
        const int what = tab_row(line, &row);
        ended = ended || what == TAB_TRAILER;
        if (what == TAB_PAYMENT) {
            tally->n_records++;
            tally->sum += row.payment.amount;
            row.payment.line = lines.line;
            const int32_t rc =
                pass->submits ? krav_twopass_payment(pass, &row.payment) : KRAV_OK;
            if (rc != KRAV_OK) {
                return rc;
            }
        }
    }
    if (!ended) {
        tab_fault(pass, tally, lines.line, KRAV_STR("the file ends without its trailer"));
    }
    return KRAV_OK;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    return tab_begin_with(plugin, call, fd, pass_lenient);
}

static const krav_intake intake = {.recognise = tab_recognise, .begin = begin};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "lenient", .needs = needs);
