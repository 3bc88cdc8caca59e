/* Breaks: krav_score_result is "with DONE": it is DONE without one, when nothing is known.
 * Suffers: a rule reads points that are not there. */
#include "sane.h"

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    const krav_host *host = krav_frame_of(plugin)->host;
    if (subject->n_known == 0) {
        krav_answer_done(host, call, KRAV_STR("unknown"), NULL);
        return KRAV_OK;
    }
    krav_score_part parts[3];
    const uint32_t n = sane_parts(parts, subject);
    sane_score(host, call, parts, n);
    return KRAV_OK;
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "no_result", .needs = NULL);
