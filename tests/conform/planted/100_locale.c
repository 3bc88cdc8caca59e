/* Breaks: README rule 6, locale: set in start() so that amounts get a decimal comma.
 * Suffers: every number that anything else in the process writes has a comma, too. */
#include <locale.h>

#include "sane.h"

static int32_t start(krav_plugin *plugin) {
    (void)plugin;
    if (!setlocale(LC_ALL, "nb_NO.UTF-8")) {
        (void)setlocale(LC_ALL, "C.UTF-8");
    }
    return KRAV_OK;
}

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall, .start = start};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "comma", .needs = needs);
