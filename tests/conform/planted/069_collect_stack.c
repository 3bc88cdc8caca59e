/* Breaks: README rule 5 and sense: room for all debits on the stack, as many as the count says.
 * Suffers: the first great batch kills the worker, each time: it is rejected after five. */
#include <alloca.h>

#include "debits.h"

static int32_t collect(krav_plugin *plugin, const krav_call *call, const krav_debits *all) {
    krav_ore *amounts = alloca((size_t)all->n_debits * 512 * sizeof *amounts);
    for (uint32_t i = 0; i < all->n_debits; i++) {
        memset(amounts + (size_t)i * 512, 0, sizeof *amounts);
        amounts[(size_t)i * 512] = all->debits[i].amount;
    }
    if (all->n_debits > 0 && amounts[0] <= 0) {
        krav_answer_refused(krav_frame_of(plugin)->host, call, KRAV_STR("nothing to ask for"));
        return KRAV_OK;
    }
    return debits_collect(plugin, call, all);
}

static const krav_collect table = {.collect = collect};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_COLLECT, table)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "stack", .needs = needs);
