/* Breaks: nothing but sense: a name is copied into 128 bytes of the state, as long as names are.
 * Suffers: a company with a long name writes over what lies behind. */
#include "sane.h"

struct fixed {
    krav_frame frame;
    char name[128];
    krav_host_files *later;
};

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct fixed *x = (struct fixed *)plugin->impl;
    if (letter->to_name.len > 0) {
        memcpy(x->name, letter->to_name.ptr, letter->to_name.len);
    }
    return x->later ? KRAV_E_STATE : sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(struct fixed, PROVIDES, hooks, "fixed", .needs = needs);
