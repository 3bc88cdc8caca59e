/* Breaks: plugin.h rule 2, "records start with size": the entry's is that of another record.
 * Suffers: the host reads a tail that is not there, or takes the plugin for a newer one. */
#include "sane.h"

static const krav_channel channel = {.send = sane_send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
KRAV_PLUGIN_PARTS(krav_frame, PROVIDES, hooks, .id = "no.example.entry_size", .name = "entry_size",
                  .version = "1.0.0", .vendor = "Example AS", .license = "MIT", .needs = needs);
KRAV_EXPORT const krav_entry krav_plugin_entry = {.magic = KRAV_MAGIC,
                                                  .abi_major = KRAV_ABI_MAJOR,
                                                  .abi_minor = KRAV_ABI_MINOR,
                                                  .size = sizeof(krav_plugin),
                                                  .descriptors = krav_frame_descriptors,
                                                  .create = krav_frame_create};
