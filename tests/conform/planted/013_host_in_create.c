/* Breaks: plugin.h, create(): "may not call the host yet".
 * Suffers: a host that has nothing ready is asked for its services, and answers NULL or worse. */
#include "sane.h"

static const krav_channel channel = {.send = sane_send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
KRAV_PLUGIN_PARTS(krav_frame, PROVIDES, hooks, .id = "no.example.eager", .name = "eager",
                  .version = "1.0.0", .vendor = "Example AS", .license = "MIT", .needs = needs);

static krav_plugin *create(const krav_host *host, const krav_descriptor *d) {
    krav_plugin *plugin = krav_frame_create(host, d);
    krav_log(host, KRAV_LOG_INFO, KRAV_STR("created"));
    return plugin;
}

KRAV_EXPORT const krav_entry krav_plugin_entry = {.magic = KRAV_MAGIC,
                                                  .abi_major = KRAV_ABI_MAJOR,
                                                  .abi_minor = KRAV_ABI_MINOR,
                                                  .size = sizeof(krav_entry),
                                                  .descriptors = krav_frame_descriptors,
                                                  .create = create};
