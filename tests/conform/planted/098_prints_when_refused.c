/* Breaks: README rule 6, "never prints": a line for the debugger is left where letters are
 * refused.
 * Suffers: what a worker prints goes where nobody reads, or into the pipe of another. */
#include "sane.h"

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    if (letter->to_address.len == 0) {
        printf("no address: %.*s\n", (int)call->key.len, call->key.len > 0 ? call->key.ptr : "");
        fflush(stdout);
    }
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "prints", .needs = needs);
