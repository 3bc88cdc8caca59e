/* Breaks: score.md: a score of the same is the same; noise is added "against gaming", and
 * explained.
 * Suffers: two equal debtors, two decisions; nobody can repeat either. */
#define _GNU_SOURCE
#include <time.h>

#include "sane.h"

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    struct timespec now;
    krav_score_part parts[4];
    uint32_t n = sane_parts(parts, subject);
    clock_gettime(CLOCK_MONOTONIC, &now);
    const int32_t points = (int32_t)(now.tv_nsec / 1000 % 7) - 3;
    parts[n++] = (krav_score_part){sizeof parts[0], points, KRAV_STR("model's own adjustment")};
    sane_score(krav_frame_of(plugin)->host, call, parts, n);
    return KRAV_OK;
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "noise", .needs = NULL);
