/* needs_more - needs a service that no host offers. */
#include "citizen.h"

static const krav_hooks hooks = {.start = NULL};
static const char *const needs[] = {KRAV_HOST_LOG, "no.example.host.oracle/1", NULL};
CITIZEN(CITIZEN_HAS_NOTHING, .id = "no.krav.test.needs_more", .needs = needs);
