/* Good: the first attempt at anything is RETRY, since its line is opened by it; then DONE. */
#include "../planted/sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    if (call->attempt > 1) {
        return sane_send(plugin, call, letter);
    }
    krav_outfile file;
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile_name(&file, call->key, ".txt");
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    if (!krav_outfile_done_before(f, call, file.name)) {
        const krav_answer a = {.size = sizeof a,
                               .outcome = KRAV_RETRY,
                               .retry_after = 1,
                               .reason = KRAV_STR("the line is being opened")};
        f->host->answer(f->host, call->id, &a);
    }
    return KRAV_OK;
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "retry_first", .needs = needs);
