/* Breaks: plugin.h, krav_str is UTF-8: the sentence stands in Latin-1, as the source was saved.
 * Suffers: the letter that explains the score cannot be written. */
#include "sane.h"

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    (void)subject;
    const krav_score_part part = {sizeof part, 50, KRAV_STR("utest\xe5" "ende krav")};
    sane_score(krav_frame_of(plugin)->host, call, &part, 1);
    return KRAV_OK;
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "latin", .needs = NULL);
