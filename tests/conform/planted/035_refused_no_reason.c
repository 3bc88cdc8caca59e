/* Breaks: "REFUSED: reason is for a person", and there is none.
 * Suffers: a caseworker sees a letter that was refused, and nothing to do about it. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    if (sane_content(letter).len == 0 || letter->to_address.len == 0) {
        krav_answer_refused(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT);
        return KRAV_OK;
    }
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "no_reason", .needs = needs);
