/* Good: an intake that recognises no file and fetches nothing today: poll() says so. */
#define _GNU_SOURCE
#include "../planted/tab.h"

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)head;
    (void)name;
    return 0;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)fd;
    (void)name;
    (void)size;
    const krav_frame *f = krav_frame_of(plugin);
    (void)f->facts->fault(f->host, call->id, 0, KRAV_STR("files are not taken here"));
    krav_answer_refused(f->host, call, KRAV_STR("files are not taken here"));
    return KRAV_OK;
}

static int32_t poll(krav_plugin *plugin, const krav_call *call) {
    const krav_tally none = {0, 0, 0};
    tab_done(plugin, call, &none);
    return KRAV_OK;
}

static const krav_intake intake = {.recognise = recognise, .begin = begin, .poll = poll};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "poll_only", .needs = needs);
