/* Breaks: README "Never log what you were lent": the secret, in a line meant for the first week.
 * Suffers: the provider's key stands in a log that is shipped to others. */
#include "sane.h"

static const krav_option options[] = {
    {.name = "token", .help = "of the print room", .type = KRAV_SECRET}, {.name = NULL}};

static void tell(void *ctx, krav_str secret) {
    char line[120];
    const int n = snprintf(line, sizeof line, "logging in with %.*s", (int)secret.len,
                           secret.len > 0 ? secret.ptr : "");
    krav_log((const krav_host *)ctx, KRAV_LOG_INFO, (krav_str){line, n > 0 ? (size_t)n : 0});
}

static int32_t start(krav_plugin *plugin) {
    const krav_frame *f = krav_frame_of(plugin);
    union {
        const krav_host *host;
        void *ctx;
    } host = {.host = f->host};
    (void)f->settings->secret(f->host, "token", tell, host.ctx);
    return KRAV_OK;
}

static const krav_channel channel = {.send = sane_send};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_LOG, KRAV_HOST_SETTINGS, NULL};
static const krav_hooks hooks = {.start = start, .recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "teller", .needs = needs, .options = options);
