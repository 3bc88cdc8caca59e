/* Breaks: plugin.h settings.secret(): lent "and wiped after".  The pointer is kept past the
 * lending.
 * Suffers: each letter is signed with wiped bytes, or with whatever stands there now. */
#include "sane.h"

struct keeper {
    krav_frame frame;
    krav_str token;
};

static const krav_option options[] = {
    {.name = "token", .help = "of the print room", .type = KRAV_SECRET}, {.name = NULL}};

static void keep(void *ctx, krav_str secret) { *(krav_str *)ctx = secret; }

static int32_t start(krav_plugin *plugin) {
    struct keeper *k = (struct keeper *)plugin->impl;
    (void)k->frame.settings->secret(k->frame.host, "token", keep, &k->token);
    return KRAV_OK;
}

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const struct keeper *k = (const struct keeper *)plugin->impl;
    if (k->token.len > 0 && k->token.ptr[0] == '\0') {
        krav_answer_retry(k->frame.host, call, KRAV_STR("the print room says no"));
        return KRAV_OK;
    }
    return sane_send(plugin, call, letter);
}

static const krav_channel channel = {.send = send};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};
static const krav_hooks hooks = {.start = start, .recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(struct keeper, PROVIDES, hooks, "keeper", .needs = needs, .options = options);
