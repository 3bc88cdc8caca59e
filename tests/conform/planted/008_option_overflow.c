/* Breaks: krav_option, a text without bounds ("0, 0 = any") is copied into 64 bytes of the state.
 * Suffers: a long sender overwrites what lies behind it: here, how many copies are made; then the
 * heap. */
#include "sane.h"

struct sender {
    krav_frame frame;
    char name[64];
};

static const krav_option options[] = {
    {.name = "sender", .help = "on the envelope", .type = KRAV_TEXT, .fallback = "Eksempel"},
    {.name = NULL}};

static int32_t start(krav_plugin *plugin) {
    struct sender *s = (struct sender *)plugin->impl;
    const krav_str name = s->frame.settings->text(s->frame.host, "sender");
    memcpy(s->name, name.ptr, name.len);
    return KRAV_OK;
}

static const krav_channel channel = {.send = sane_send};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};
static const krav_hooks hooks = {.start = start, .recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(struct sender, PROVIDES, hooks, "long_sender", .needs = needs, .options = options);
