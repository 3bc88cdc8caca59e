/* Breaks: "REFUSED: it did not happen": the letter is written, and only then is its address looked
 * at.
 * Suffers: the rules try another channel, and the debtor gets two. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ".txt");
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    const int32_t rc = f->files->put(f->host, file.name, sane_content(letter));
    if (letter->to_address.len == 0 || letter->to_name.len == 0) {
        krav_answer_refused(f->host, call, KRAV_STR("there is no address"));
    } else {
        krav_outfile_answer(f, call, file.name, rc);
    }
    return KRAV_OK;
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "sent_refused", .needs = needs);
