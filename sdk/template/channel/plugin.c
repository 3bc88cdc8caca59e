/* @NAME@ - letters as files in out/, as krav.channel/1.
 *
 * A letter is one file, named by the effect's key.  That it is there is the memory of what was
 * sent: the same key twice makes one letter, and recall() has only to look. */
#include "krav/outfile.h"

#define ENDING ".txt"

static int32_t send_letter(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_frame *frame = krav_frame_of(plugin);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ENDING);
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    if (krav_outfile_done_before(frame, call, file.name)) {
        return KRAV_OK;
    }
    if (letter->to_name.len == 0 || letter->body.len == 0) {
        krav_answer_refused(frame->host, call, KRAV_STR("the letter has no receiver or no text"));
        return KRAV_OK;
    }
    const int32_t rc = frame->files->put(frame->host, file.name, letter->body);
    krav_outfile_answer(frame, call, file.name, rc);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    return krav_outfile_recall(krav_frame_of(plugin), call, ENDING);
}

static const krav_channel table = {.send = send_letter};
static const char *const needs[] = {KRAV_HOST_FILES, NULL};

#define PROVIDES(X) X(KRAV_CHANNEL, table)
static const krav_hooks hooks = {.recall = recall};
KRAV_PLUGIN(krav_frame, PROVIDES, hooks, .id = "@ID@", .name = "@NAME@", .version = "0.1.0",
            .vendor = "@VENDOR@", .license = "see LICENSE", .needs = needs);
