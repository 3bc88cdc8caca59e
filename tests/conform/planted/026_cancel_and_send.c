/* Breaks: README rule 4, "exactly once": cancel() answers and leaves the letter in its slot.
 * Suffers: "nothing happened" is on record, and the letter goes out a moment later. */
#include "late.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    return late_send(plugin, call, letter);
}

static void cancel(krav_plugin *plugin, krav_call_id id) {
    struct late *l = late_of(plugin);
    for (size_t i = 0; i < LATE_N; i++) {
        if (l->slot[i].used && l->slot[i].call.id == id) {
            krav_answer_retry(l->frame.host, &l->slot[i].call, KRAV_STR("cancelled"));
        }
    }
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.drain = late_drain, .close = late_close, .recall = sane_recall,
                                 .cancel = cancel, .reply = late_reply};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(struct late, PROVIDES, hooks, "twice", .needs = needs);
