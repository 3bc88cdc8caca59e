/* Breaks: plugin.h "discovery: constant data": the name is put together in a constructor.
 * Suffers: two workers of one file are two plugins to the host; a pinned report never fits. */
#define _GNU_SOURCE
#include <time.h>
#include <unistd.h>

#include "sane.h"

static char version[32] = "1.0.0";

__attribute__((constructor)) static void build_number(void) {
    snprintf(version, sizeof version, "1.0.%d", (int)getpid());
}

static const krav_channel channel = {.send = sane_send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
KRAV_PLUGIN(krav_frame, PROVIDES, hooks, .id = "no.example.computed", .name = "computed",
            .version = version, .vendor = "Example AS", .license = "MIT", .needs = needs);
