/* Breaks: plugin.h, extension(): "the table of a capability it provides ... the same answer every
 * time".  It is filled anew in memory of its own for each asking.
 * Suffers: memory grows, and a host that compares tables thinks that they changed. */
#include "sane.h"

static const void *fresh(krav_plugin *plugin, const char *id) {
    (void)plugin;
    krav_channel *table = strcmp(id, KRAV_CHANNEL) == 0 ? calloc(1, sizeof *table) : NULL;
    if (table) {
        table->send = sane_send;
    }
    return table;
}

static int32_t start(krav_plugin *plugin) {
    plugin->extension = fresh;
    return KRAV_OK;
}

static const krav_channel channel = {.send = sane_send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.start = start, .recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "fresh", .needs = needs);
