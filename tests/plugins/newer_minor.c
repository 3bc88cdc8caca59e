/* newer_minor - is built for a later minor ABI than the host speaks. */
#include "citizen.h"

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    (void)id;
    return NULL;
}

static krav_plugin *create(const krav_host *host, const krav_descriptor *d) {
    return citizen_new(host, d, extension);
}

static const char *const provides[] = {NULL};
CITIZEN_DESCRIPTOR("no.krav.test.newer_minor", 0, provides, NULL, NULL);
CITIZEN_ENTRY(KRAV_MAGIC, KRAV_ABI_MAJOR, KRAV_ABI_MINOR + 1);
