/* Breaks: README rule 3: the letter is borrowed until the call returns; here it is read when the
 * clock says so.
 * Suffers: what is sent is another letter, or rubbish: at worst a stranger's. */
#include "late.h"

struct keeps {
    struct late late;
    const krav_letter *letters[LATE_N];
};

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct keeps *k = (struct keeps *)plugin->impl;
    struct late_one *one = late_keep(&k->late, call, letter);
    if (!one) {
        return KRAV_E_BUSY;
    }
    k->letters[one - k->late.slot] = letter;
    late_wake(&k->late, one);
    return KRAV_OK;
}

static void reply(krav_plugin *plugin, krav_token token, int32_t rc, krav_str body) {
    struct keeps *k = (struct keeps *)plugin->impl;
    if (token >= 1 && token <= LATE_N && k->late.slot[token - 1].used) {
        struct sane_text *text = &k->late.slot[token - 1].text;
        text->len = 0;
        sane_letter(text, k->letters[token - 1]);
    }
    late_reply(plugin, token, rc, body);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.drain = late_drain, .close = late_close, .recall = sane_recall,
                                 .cancel = late_cancel, .reply = reply};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(struct keeps, PROVIDES, hooks, "keeps", .needs = needs);
