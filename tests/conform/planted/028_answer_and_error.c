/* Breaks: README rule 4: "a call you return an error for is answered by the host"; this one is
 * answered and then returned KRAV_E_INVALID for.
 * Suffers: two answers to one call, and which of them counts is luck. */
#include "sane.h"

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    const krav_host *host = krav_frame_of(plugin)->host;
    if (subject->id.len == 0) {
        krav_answer_refused(host, call, KRAV_STR("nobody is named"));
        return KRAV_E_INVALID;
    }
    krav_score_part parts[3];
    const uint32_t n = sane_parts(parts, subject);
    sane_score(host, call, parts, n);
    return KRAV_OK;
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "both", .needs = NULL);
