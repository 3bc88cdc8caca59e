/* Breaks: score.md, "as_of and valid_to are days of the answer": valid_to lies before as_of (days
 * and months of a date exchanged).
 * Suffers: each score is stale when it comes, and is bought again every day. */
#include "sane.h"

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    krav_score_part parts[3];
    krav_score_result r = {.size = sizeof r,
                           .as_of = call->today,
                           .valid_to = call->today - 60,
                           .model = KRAV_STR("stale"),
                           .parts = parts};
    r.n_parts = sane_parts(parts, subject);
    for (uint32_t i = 0; i < r.n_parts; i++) {
        r.points += parts[i].points;
    }
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR("stale"), &r);
    return KRAV_OK;
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "stale", .needs = NULL);
