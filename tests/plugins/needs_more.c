/* needs_more - needs a service that no host offers. */
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
static const char *const needs[] = {KRAV_HOST_LOG, "no.example.host.oracle/1", NULL};
CITIZEN_DESCRIPTOR("no.krav.test.needs_more", 0, provides, needs, NULL);
CITIZEN_ENTRY(KRAV_MAGIC, KRAV_ABI_MAJOR, KRAV_ABI_MINOR);
