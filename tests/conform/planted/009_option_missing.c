/* Breaks: README rule 6 does not reach it, but options do: without its required option it reads
 * behind an absent text ("else absent": {NULL, 0}).
 * Suffers: a worker that dies at each start instead of saying what is missing. */
#include "sane.h"

static const krav_option options[] = {
    {.name = "sender", .help = "on the envelope", .type = KRAV_TEXT, .flags = KRAV_REQUIRED},
    {.name = NULL}};

static int32_t start(krav_plugin *plugin) {
    const krav_frame *f = krav_frame_of(plugin);
    const krav_str name = f->settings->text(f->host, "sender");
    return name.ptr[0] == ' ' ? KRAV_E_INVALID : KRAV_OK;
}

static const krav_channel channel = {.send = sane_send};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};
static const krav_hooks hooks = {.start = start, .recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "required", .needs = needs, .options = options);
