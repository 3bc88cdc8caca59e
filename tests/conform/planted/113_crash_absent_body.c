/* Breaks: plugin.h, krav_str: {NULL, 0} is absent: the last byte of the body is looked at first.
 * Suffers: a letter that is only pages kills the worker. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    if (letter->body.ptr[letter->body.len - 1] != '\n') {
        krav_log(krav_frame_of(plugin)->host, KRAV_LOG_DEBUG, KRAV_STR("no line feed at its end"));
    }
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "last_byte", .needs = needs);
