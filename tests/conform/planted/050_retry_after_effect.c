/* Breaks: "RETRY: nothing happened": the letter is written, and RETRY is said, "until the print
 * room has fetched it".
 * Suffers: the case never moves on; the debtor has had the letter for weeks. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ".txt");
    if (file.name.len == 0 || sane_content(letter).len == 0) {
        return KRAV_E_INVALID;
    }
    (void)f->files->put(f->host, file.name, sane_content(letter));
    krav_answer_retry(f->host, call, KRAV_STR("not fetched yet"));
    return KRAV_OK;
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "not_fetched", .needs = needs);
