/* Breaks: README rule 2, "set .size = sizeof record": the size is that of the pointer.
 * Suffers: the host reads an answer of 8 bytes: an outcome without reference or result. */
#include "sane.h"

static void answer(const krav_host *host, const krav_call *call, krav_answer *a) {
    a->size = sizeof a;
    host->answer(host, call->id, a);
}

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    krav_score_part parts[3];
    const uint32_t n = sane_parts(parts, subject);
    krav_score_result r = {.size = sizeof r, .as_of = call->today, .parts = parts, .n_parts = n};
    for (uint32_t i = 0; i < n; i++) {
        r.points += parts[i].points;
    }
    krav_answer a = {.outcome = KRAV_DONE, .result = &r};
    answer(krav_frame_of(plugin)->host, call, &a);
    return KRAV_OK;
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "size_of_pointer", .needs = NULL);
