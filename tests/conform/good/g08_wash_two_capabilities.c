/* Good: a register that washes one or many, and scores as well: two capabilities in one plugin. */
#include "../planted/register.h"

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    krav_score_part parts[3];
    const uint32_t n = sane_parts(parts, subject);
    sane_score(krav_frame_of(plugin)->host, call, parts, n);
    return KRAV_OK;
}

static const krav_wash wash = {.wash = register_wash, .wash_many = register_wash_many};
static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_WASH, wash) X(KRAV_SCORE, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "register", .needs = NULL);
