/* Good: a channel that answers later, by the clock; cancel() and drain() answer. */
#include "../planted/late.h"

static const krav_channel channel = {.send = late_send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.drain = late_drain,
                                 .close = late_close,
                                 .recall = sane_recall,
                                 .cancel = late_cancel,
                                 .reply = late_reply};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(struct late, PROVIDES, hooks, "late", .needs = needs);
