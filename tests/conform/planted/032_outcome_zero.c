/* Breaks: plugin.h, the outcomes are 1 to 4: a branch forgets to set it, and it is 0.
 * Suffers: an answer that means nothing; a table indexed by it is read before its start. */
#include "sane.h"

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    const krav_host *host = krav_frame_of(plugin)->host;
    if (subject->kind == 2) {
        const krav_answer a = {.size = sizeof a, .reason = KRAV_STR("businesses are not scored")};
        host->answer(host, call->id, &a);
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
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "no_outcome", .needs = NULL);
