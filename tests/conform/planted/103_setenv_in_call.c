/* Breaks: README, "no worker inherits an environment", and its manners: TZ is set to Oslo.
 * Suffers: every local time in the process moves, in code that has not asked for it. */
#define _GNU_SOURCE
#include <time.h>

#include "sane.h"

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    setenv("TZ", "Europe/Oslo", 1);
    tzset();
    krav_score_part parts[3];
    const uint32_t n = sane_parts(parts, subject);
    sane_score(krav_frame_of(plugin)->host, call, parts, n);
    return KRAV_OK;
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "tz", .needs = NULL);
