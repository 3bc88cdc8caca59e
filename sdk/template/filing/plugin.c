/* @NAME@ - court papers as files in out/, as krav.filing/1.
 *
 * A paper is one file, named by the effect's key: the same key twice makes one paper. */
#include "krav/outfile.h"

#define ENDING ".txt"

static int32_t file_form(krav_plugin *plugin, const krav_call *call,
                         const krav_filing_form *form) {
    const krav_frame *frame = krav_frame_of(plugin);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ENDING);
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    if (krav_outfile_done_before(frame, call, file.name)) {
        return KRAV_OK;
    }
    if (form->body.len == 0 || form->debtor_name.len == 0 || form->principal < 0) {
        krav_answer_refused(frame->host, call,
                            KRAV_STR("the paper has no text, no debtor or no amount"));
        return KRAV_OK;
    }
    const int32_t rc = frame->files->put(frame->host, file.name, form->body);
    krav_outfile_answer(frame, call, file.name, rc);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    return krav_outfile_recall(krav_frame_of(plugin), call, ENDING);
}

static const krav_filing table = {.file = file_form};
static const char *const needs[] = {KRAV_HOST_FILES, NULL};

#define PROVIDES(X) X(KRAV_FILING, table)
static const krav_hooks hooks = {.recall = recall};
KRAV_PLUGIN(krav_frame, PROVIDES, hooks, .id = "@ID@", .name = "@NAME@", .version = "0.1.0",
            .vendor = "@VENDOR@", .license = "see LICENSE", .needs = needs);
