/* Breaks: plugin.h, poll(): "the host knows a record by its source_id"; each poll makes a new one.
 * Suffers: the same payment comes in every quarter of an hour. */
#define _GNU_SOURCE
#include "tab.h"

static int32_t poll(krav_plugin *plugin, const krav_call *call) {
    const krav_frame *f = krav_frame_of(plugin);
    char id[32];
    const int n = snprintf(id, sizeof id, "%" PRIu64, (uint64_t)call->id);
    const krav_payment p = {.size = sizeof p,
                            .kind = KRAV_PAYMENT_IN,
                            .source_id = {id, (size_t)n},
                            .account = KRAV_STR("12345678903"),
                            .kid = KRAV_STR("1234566"),
                            .amount = 100,
                            .booked = 739800};
    const krav_tally tally = {0, 1, 100};
    if (f->facts->payment(f->host, call->id, &p) == KRAV_OK) {
        tab_done(plugin, call, &tally);
    } else {
        krav_answer_retry(f->host, call, KRAV_STR("not now"));
    }
    return KRAV_OK;
}

static const krav_intake intake = {.recognise = tab_recognise, .begin = tab_begin, .poll = poll};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "poll_ids", .needs = needs);
