/* Breaks: plugin.h "krav_plugin_entry: the only exported symbol".  Built without the version
 * script and without hidden visibility, as by a Makefile from another project.
 * Suffers: names clash between plugins and libraries, and one calls the other's function. */
#include "sane.h"

int folder_width(void);
int folder_width(void) { return 72; }

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    return folder_width() > 0 ? sane_send(plugin, call, letter) : KRAV_E_INVALID;
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "extra_export", .needs = needs);
