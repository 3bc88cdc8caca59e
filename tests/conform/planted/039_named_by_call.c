/* Breaks: "the same key again is the same letter": the file is named by the call, not by the key.
 * Suffers: each attempt is a letter of its own, and the debtor gets them all. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    char name[40];
    const int n = snprintf(name, sizeof name, "%016" PRIx64, (uint64_t)call->id);
    krav_call mine = *call;
    mine.key = (krav_str){name, (size_t)n};
    return sane_send(plugin, &mine, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "by_call", .needs = needs);
