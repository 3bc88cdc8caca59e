/* Breaks: recall(): "RETRY if it never happened"; here it is always DONE, as it "nearly always
 * is".
 * Suffers: after a crash, letters that never left are on record, and clocks run. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    return sane_send(plugin, call, letter);
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    krav_outfile file;
    krav_outfile_name(&file, call->key, ".txt");
    krav_answer_done(krav_frame_of(plugin)->host, call, file.name, NULL);
    return KRAV_OK;
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "optimist", .needs = needs);
