/* Good: a channel whose letter is a file, named by its key. */
#include "../planted/sane.h"

static const krav_channel channel = {.send = sane_send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "folder", .needs = needs);
