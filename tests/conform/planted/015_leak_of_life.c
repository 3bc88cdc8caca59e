/* Breaks: README rule 3, "who allocates, frees": a table of 64 KiB is lost with each instance.
 * Suffers: a service that swaps its plugins grows until it is killed. */
#include "sane.h"

struct leaky {
    krav_frame frame;
    char *table;
};

static int32_t start(krav_plugin *plugin) {
    struct leaky *l = (struct leaky *)plugin->impl;
    l->table = malloc(65536);
    if (!l->table) {
        return KRAV_E_NOMEM;
    }
    memset(l->table, 1, 65536);
    return KRAV_OK;
}

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    krav_score_part parts[3];
    const uint32_t n = sane_parts(parts, subject);
    sane_score(krav_frame_of(plugin)->host, call, parts, n);
    return KRAV_OK;
}

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget, .start = start};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(struct leaky, PROVIDES, hooks, "leaky", .needs = NULL);
