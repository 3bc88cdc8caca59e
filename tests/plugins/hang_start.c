/* hang_start - never comes back from start(). */
#include "citizen.h"

#include <poll.h>

static int32_t start(krav_plugin *plugin) {
    (void)plugin;
    return poll(NULL, 0, -1) == 0 ? KRAV_OK : KRAV_E_STATE;
}

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    (void)id;
    return NULL;
}

static krav_plugin *create(const krav_host *host, const krav_descriptor *d) {
    krav_plugin *plugin = citizen_new(host, d, extension);
    if (plugin) {
        plugin->start = start;
    }
    return plugin;
}

static const char *const provides[] = {NULL};
CITIZEN_DESCRIPTOR("no.krav.test.hang_start", 0, provides, NULL, NULL);
CITIZEN_ENTRY(KRAV_MAGIC, KRAV_ABI_MAJOR, KRAV_ABI_MINOR);
