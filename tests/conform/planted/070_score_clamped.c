/* Breaks: score.md, "parts add up to points": the points are kept within 40 and 60, and no part
 * says so.
 * Suffers: a debtor is shown reasons that do not give his score. */
#include "sane.h"

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    krav_score_part parts[3];
    krav_score_result r = {.size = sizeof r, .as_of = call->today, .model = KRAV_STR("clamped")};
    r.n_parts = sane_parts(parts, subject);
    r.parts = parts;
    for (uint32_t i = 0; i < r.n_parts; i++) {
        r.points += parts[i].points;
    }
    r.points = r.points < 40 ? 40 : r.points > 60 ? 60 : r.points;
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR("clamped"), &r);
    return KRAV_OK;
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "clamped", .needs = NULL);
