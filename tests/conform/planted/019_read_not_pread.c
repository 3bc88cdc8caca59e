/* Breaks: plugin.h, begin() says pread; it uses read() from wherever the file stands, and rewinds
 * only before its second pass.
 * Suffers: a file whose descriptor was read before (its head, for recognise) has no records. */
#define _GNU_SOURCE
#include "tab.h"

static int32_t pass_by_read(krav_twopass *pass, krav_tally *tally) {
    if (pass->submits) {
        (void)lseek(pass->fd, 0, SEEK_SET);
    }
    struct tab_state at = {0};
    char line[200];
    size_t n = 0;
    char c = 0;
    while (read(pass->fd, &c, 1) == 1) {
        if (c == '\n') {
            const int32_t rc = tab_take(pass, tally, &at, (krav_str){line, n});
            n = 0;
            if (rc != KRAV_OK) {
                return rc;
            }
        } else if (n < sizeof line) {
            line[n++] = c;
        }
    }
    if (!at.ended || n > 0) {
        tab_fault(pass, tally, at.line, KRAV_STR("the file ends without its trailer"));
    }
    return KRAV_OK;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    return tab_begin_with(plugin, call, fd, pass_by_read);
}

static const krav_intake intake = {.recognise = tab_recognise, .begin = begin};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "by_read", .needs = needs);
