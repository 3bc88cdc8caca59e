/* Good: a capability of the vendor's own, beside a channel; krav knows nothing of its table. */
#include "../planted/sane.h"

struct sms { /* no.example.sms/1 */
    int32_t (*left)(krav_plugin *plugin);
};

static int32_t left(krav_plugin *plugin) {
    (void)plugin;
    return 7;
}

static const struct sms sms = {.left = left};
static const krav_channel channel = {.send = sane_send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X("no.example.sms/1", sms) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "sms", .needs = needs);
