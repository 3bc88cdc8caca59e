/* Breaks: README rule 6, "never exits": a letter in a language it has no words for ends it.
 * Suffers: one letter in nynorsk, and the channel is rejected after five deaths. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    if (letter->language.len > 0 && !krav_str_eq(letter->language, KRAV_STR("nb")) &&
        !krav_str_eq(letter->language, KRAV_STR("en"))) {
        exit(1);
    }
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "exits", .needs = needs);
