/* Breaks: plugin.h, krav_str "not terminated": strtoll() over the KID reads on behind it.
 * Suffers: digits of whatever stands there become part of the KID; at a page's end, it dies. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    if (letter->kid.len > 0 && strlen(letter->kid.ptr) > 25) {
        krav_answer_refused(krav_frame_of(plugin)->host, call, KRAV_STR("the KID is too long"));
        return KRAV_OK;
    }
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "terminated", .needs = needs);
