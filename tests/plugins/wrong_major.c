/* wrong_major - is built for another ABI. */
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
CITIZEN_DESCRIPTOR("no.krav.test.wrong_major", 0, provides, NULL, NULL);
CITIZEN_ENTRY(KRAV_MAGIC, KRAV_ABI_MAJOR + 1, KRAV_ABI_MINOR);
