/* wrong_magic - is something else under our name. */
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
CITIZEN_DESCRIPTOR("no.krav.test.wrong_magic", 0, provides, NULL, NULL);
CITIZEN_ENTRY(0x12345678u, KRAV_ABI_MAJOR, KRAV_ABI_MINOR);
