/* Breaks: README rule 4, "exactly once": a return is missing where the letter has no KID.
 * Suffers: REFUSED is recorded, so another channel is tried, and the letter is written as well. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    if (letter->kid.len == 0) {
        krav_answer_refused(krav_frame_of(plugin)->host, call, KRAV_STR("there is no KID"));
    }
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "no_return", .needs = needs);
