/* Breaks: README, "never log what you were lent": the national id, with a blank in it, where no
 * letter can be sent.
 * Suffers: personal data in a log that the host's mask does not find. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    if (letter->to_id.len == 11) {
        char line[64];
        const int n = snprintf(line, sizeof line, "to %.6s %.5s", letter->to_id.ptr,
                               letter->to_id.ptr + 6);
        krav_log(krav_frame_of(plugin)->host, KRAV_LOG_INFO, (krav_str){line, (size_t)n});
    }
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "logs_id", .needs = needs);
