/* Breaks: README rule 3: a session object of the provider is closed in destroy(), and in drain()
 * as well: freed twice.
 * Suffers: each swap ends in a crash, and counts as a death. */
#include "sane.h"

struct session {
    krav_frame frame;
    char *buffer;
};

static int32_t start(krav_plugin *plugin) {
    struct session *s = (struct session *)plugin->impl;
    s->buffer = calloc(1, 4000);
    return s->buffer ? KRAV_OK : KRAV_E_NOMEM;
}

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    return sane_send(plugin, call, letter);
}

static void stop(krav_plugin *plugin) { free(((struct session *)plugin->impl)->buffer); }

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {
    .recall = sane_recall, .start = start, .drain = stop, .close = stop};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(struct session, PROVIDES, hooks, "twice_freed", .needs = needs);
