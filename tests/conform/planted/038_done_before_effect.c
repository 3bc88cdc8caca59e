/* Breaks: "write down the key before you send": letters are kept and written together at drain.
 * Suffers: DONE is recorded; a worker that dies takes the letters with it. */
#include "late.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct late *l = late_of(plugin);
    struct late_one *one = late_keep(l, call, letter);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ".txt");
    if (!one || file.name.len == 0) {
        return KRAV_E_BUSY;
    }
    krav_answer_done(l->frame.host, call, file.name, NULL);
    return KRAV_OK;
}

static void drain(krav_plugin *plugin) {
    struct late *l = late_of(plugin);
    for (size_t i = 0; i < LATE_N; i++) {
        struct late_one *one = &l->slot[i];
        krav_outfile file;
        krav_outfile_name(&file, one->call.key, ".txt");
        if (one->used && file.name.len > 0) {
            (void)l->frame.files->put(l->frame.host, file.name, sane_str(&one->text));
        }
        late_forget(one);
    }
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.drain = drain, .close = late_close, .recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(struct late, PROVIDES, hooks, "batched", .needs = needs);
