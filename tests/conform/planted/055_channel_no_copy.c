/* Breaks: plugin.h, copy_*: "a channel delivers both or neither"; channel.md, "bytes ... if there
 * are any".  It was written before there were guardians, and sends the body always.
 * Suffers: the guardian hears nothing, and the notice has no force. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct sane_text t = {0};
    if (letter->body.len == 0) {
        return KRAV_E_INVALID;
    }
    sane_line(&t, letter->to_name);
    sane_line(&t, letter->to_address);
    sane_line(&t, letter->body);
    return sane_put_text(plugin, call, &t);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "no_copy", .needs = needs);
