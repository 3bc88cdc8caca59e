/* Breaks: krav_score_result, n_parts is a count: one less than none, if nothing is known, since
 * the last part is "other" and is left out.
 * Suffers: the host reads four billion parts, or says so in the book. */
#include "sane.h"

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    krav_score_part parts[3] = {{0}};
    krav_score_result r = {.size = sizeof r, .as_of = call->today, .model = KRAV_STR("less")};
    uint32_t n = 0;
    if (subject->n_known > 0) {
        parts[n++] = (krav_score_part){sizeof parts[0], 20, KRAV_STR("is known to us")};
        parts[n++] = (krav_score_part){sizeof parts[0], 0, KRAV_STR("other")};
        r.points = 20;
    }
    r.parts = parts;
    r.n_parts = n - 1;
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR("less"), &r);
    return KRAV_OK;
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "less", .needs = NULL);
