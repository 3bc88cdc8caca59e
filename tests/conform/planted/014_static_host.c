/* Breaks: README "the new one is tried beside the old one": two instances.  The host stands in a
 * static, so the second start takes the answers of the first.
 * Suffers: while a plugin is replaced, the old one's answers go to the new one's host. */
#include "sane.h"

static const krav_host *the_host;

static int32_t start(krav_plugin *plugin) {
    the_host = krav_frame_of(plugin)->host;
    return KRAV_OK;
}

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    (void)plugin;
    krav_score_part parts[3];
    const uint32_t n = sane_parts(parts, subject);
    sane_score(the_host, call, parts, n);
    return KRAV_OK;
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget, .start = start};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "static_host", .needs = NULL);
