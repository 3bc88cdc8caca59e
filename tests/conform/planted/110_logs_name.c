/* Breaks: kit, "its log lines name nobody"; README, "never log what you were lent": name and
 * address.
 * Suffers: who owes money stands in a log that is kept for years. */
#include "sane.h"

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    const krav_host *host = krav_frame_of(plugin)->host;
    krav_log(host, KRAV_LOG_INFO, subject->name);
    krav_score_part parts[3];
    const uint32_t n = sane_parts(parts, subject);
    sane_score(host, call, parts, n);
    return KRAV_OK;
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "logs_name", .needs = NULL);
