/* Breaks: README "a plugin's minor may not be newer than the host's".
 * Suffers: the host calls into tables and records that it does not have. */
#include "sane.h"

static const krav_channel channel = {.send = sane_send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
KRAV_PLUGIN_PARTS(krav_frame, PROVIDES, hooks, .id = "no.example.newer", .name = "newer",
                  .version = "1.0.0", .vendor = "Example AS", .license = "MIT", .needs = needs);
KRAV_EXPORT const krav_entry krav_plugin_entry = {.magic = KRAV_MAGIC,
                                                  .abi_major = KRAV_ABI_MAJOR,
                                                  .abi_minor = KRAV_ABI_MINOR + 1,
                                                  .size = sizeof(krav_entry),
                                                  .descriptors = krav_frame_descriptors,
                                                  .create = krav_frame_create};
