/* Breaks: README "options are declared with type, range": start() refuses what max allows.
 * Suffers: settings that the host called right keep the plugin from starting, at night. */
#include "sane.h"

static const krav_option options[] = {{.name = "width", .help = "columns", .type = KRAV_INTEGER,
                                       .min = 40, .max = 200, .fallback = "72"},
                                      {.name = NULL}};

static int32_t start(krav_plugin *plugin) {
    const krav_frame *f = krav_frame_of(plugin);
    return f->settings->integer(f->host, "width") <= 120 ? KRAV_OK : KRAV_E_INVALID;
}

static const krav_channel channel = {.send = sane_send};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};
static const krav_hooks hooks = {.start = start, .recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "bound", .needs = needs, .options = options);
