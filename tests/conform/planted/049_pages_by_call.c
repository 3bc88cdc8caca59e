/* Breaks: "killed at any moment ... makes no second effect": the pages are named by the call, and
 * only the manifest behind them by the key.
 * Suffers: a kill between the two leaves pages that the print room sends, and then others. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile file;
    char pages[40];
    krav_outfile_name(&file, call->key, ".txt");
    const int n = snprintf(pages, sizeof pages, "%016" PRIx64 ".pages", (uint64_t)call->id);
    if (file.name.len == 0 || sane_content(letter).len == 0) {
        return KRAV_E_INVALID;
    }
    if (krav_outfile_done_before(f, call, file.name)) {
        return KRAV_OK;
    }
    const krav_str name = {pages, (size_t)n};
    int32_t rc = f->files->put(f->host, name, sane_content(letter));
    if (rc == KRAV_OK) {
        rc = f->files->put(f->host, file.name, name);
    }
    krav_outfile_answer(f, call, file.name, rc);
    return KRAV_OK;
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "pages_by_call", .needs = needs);
