/* Breaks: sense: the amount's digits go into 12 bytes, "more than anybody owes", by a loop of its
 * own.
 * Suffers: a negative or a great amount writes before the buffer. */
#include "sane.h"

static int32_t file(krav_plugin *plugin, const krav_call *call, const krav_filing_form *form) {
    char digits[12] = {0};
    volatile size_t at = sizeof digits - 1;
    krav_ore rest = form->principal;
    while (rest > 0) {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (form->body.len == 0 || digits[at] == '\0') {
        krav_answer_refused(krav_frame_of(plugin)->host, call, KRAV_STR("nothing is asked for"));
        return KRAV_OK;
    }
    struct sane_text t = {0};
    sane_line(&t, krav_str_of(digits + at));
    sane_line(&t, form->body);
    return sane_put_text(plugin, call, &t);
}

static const krav_filing filing = {.file = file};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_FILING, filing)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "digits", .needs = needs);
