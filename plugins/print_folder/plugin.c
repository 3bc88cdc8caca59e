/* plugin.c - letters as files for a print room: krav.channel/1.
 *
 * A letter is two files, KEY.pdf (or KEY.txt) and then KEY.json.  The second is the signal: a
 * letter is in the folder when its manifest is, and not before.  The manifest's existence is also
 * the memory of what was sent, so that sending twice makes one letter. */
#include "krav/outfile.h"

#include "manifest.h"

#define SIGNAL ".json"

static int32_t send_letter(krav_plugin *plugin, const krav_call *call, const krav_letter *l) {
    const krav_frame *frame = krav_frame_of(plugin);
    const int has_pages = l->bytes.len > 0;
    char line[MANIFEST_MAX];
    krav_outfile sign, file;
    krav_outfile_name(&sign, call->key, SIGNAL);
    krav_outfile_name(&file, call->key, has_pages ? ".pdf" : ".txt");
    if (sign.name.len == 0) {
        return KRAV_E_INVALID;
    }
    if (krav_outfile_done_before(frame, call, sign.name)) {
        return KRAV_OK;
    }
    if (has_pages && !krav_str_eq(l->media_type, KRAV_STR("application/pdf"))) {
        krav_answer_refused(frame->host, call, KRAV_STR("the print room takes PDF or plain text"));
        return KRAV_OK;
    }
    const krav_str content = has_pages ? l->bytes : l->body;
    const struct manifest m = {.key = call->key, .file = file.name, .n_bytes = content.len,
        .media_type = has_pages ? l->media_type : KRAV_STR("text/plain; charset=utf-8"),
        .kind = l->kind, .case_ref = l->case_ref, .composed = l->composed,
        .to = l->to_name, .copy_to = l->copy_name, .deadline = l->deadline,
        .kid = l->asks_payment ? l->kid : KRAV_STR(""),
        .amount = l->asks_payment ? l->amount : 0};
    const krav_str manifest = manifest_write(&m, line);
    if (content.len == 0 || l->composed < 1 || manifest.len == 0) {
        krav_answer_refused(frame->host, call, KRAV_STR("the letter has no text or no day, or its "
                                                        "kind or case is not plain text"));
        return KRAV_OK;
    }
    int32_t rc = frame->files->put(frame->host, file.name, content);
    rc = rc == KRAV_OK ? frame->files->put(frame->host, sign.name, manifest) : rc;
    krav_outfile_answer(frame, call, sign.name, rc);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    return krav_outfile_recall(krav_frame_of(plugin), call, SIGNAL);
}

static const krav_channel channel = {.send = send_letter};

static const char *const needs[] = {KRAV_HOST_FILES, NULL};

#define PROVIDES(X) X(KRAV_CHANNEL, channel)
static const krav_hooks hooks = {.recall = recall};
KRAV_PLUGIN(krav_frame, PROVIDES, hooks, .id = "krav.print_folder",
            .name = "Letters for a print room", .version = "1.0.0", .vendor = "krav",
            .license = "see LICENSE", .needs = needs);
