/* start_fails - is not content with its settings. */
#include "citizen.h"

static int32_t start(krav_plugin *plugin) {
    krav_log(host_of(plugin), KRAV_LOG_ERROR, KRAV_STR("the moon is wrong"));
    return KRAV_E_INVALID;
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
CITIZEN_DESCRIPTOR("no.krav.test.start_fails", 0, provides, NULL, NULL);
CITIZEN_ENTRY(KRAV_MAGIC, KRAV_ABI_MAJOR, KRAV_ABI_MINOR);
