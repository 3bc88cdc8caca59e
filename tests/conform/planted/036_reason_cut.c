/* Breaks: krav_str is UTF-8; the reason quotes the name and cuts it at 16 bytes, in the middle of
 * a letter.
 * Suffers: the journal holds text that no browser and no JSON reader takes. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    if (sane_content(letter).len > 0 && letter->to_address.len > 0) {
        return sane_send(plugin, call, letter);
    }
    char why[64];
    const int n = snprintf(why, sizeof why, "where does p\xc3\xa5l\xc3\xa6gg");
    krav_answer_refused(krav_frame_of(plugin)->host, call,
                        (krav_str){why, n > 16 ? 16 : (size_t)n});
    return KRAV_OK;
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "cut_text", .needs = needs);
