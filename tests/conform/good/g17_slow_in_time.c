/* Good: a bureau that takes its time; the loop is not held up, and the deadline is kept. */
#include "../planted/late.h"

#define SLOW_MS 50

struct slow {
    krav_frame frame;
    struct {
        int used;
        krav_call_id id;
        krav_day today;
    } slot[64];
};

static void finish(struct slow *s, size_t i) {
    const krav_score_part part = {sizeof part, 50, KRAV_STR("where everybody begins")};
    const krav_call call = {.size = sizeof call, .id = s->slot[i].id, .today = s->slot[i].today};
    s->slot[i].used = 0;
    sane_score(s->frame.host, &call, &part, 1);
}

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    (void)subject;
    struct slow *s = (struct slow *)plugin->impl;
    size_t i = 0;
    while (i < 64 && s->slot[i].used) {
        i++;
    }
    if (i == 64) {
        return KRAV_E_BUSY;
    }
    s->slot[i].used = 1;
    s->slot[i].id = call->id;
    s->slot[i].today = call->today;
    const krav_ms left = call->deadline - s->frame.clock->now(s->frame.host);
    const krav_ms delay = left / 2 < SLOW_MS ? left / 2 : SLOW_MS;
    if (delay <= 0 || s->frame.clock->wake(s->frame.host, i + 1, delay) != KRAV_OK) {
        finish(s, i);
    }
    return KRAV_OK;
}

static void reply(krav_plugin *plugin, krav_token token, int32_t rc, krav_str body) {
    (void)rc;
    (void)body;
    struct slow *s = (struct slow *)plugin->impl;
    if (token >= 1 && token <= 64 && s->slot[token - 1].used) {
        finish(s, token - 1);
    }
}

static void drain(krav_plugin *plugin) {
    struct slow *s = (struct slow *)plugin->impl;
    for (size_t i = 0; i < 64; i++) {
        if (s->slot[i].used) {
            finish(s, i);
        }
    }
}

static const krav_score table = {.score = score};
static const char *const needs[] = {KRAV_HOST_CLOCK, NULL};
static const krav_hooks hooks = {.drain = drain, .recall = sane_forget, .reply = reply};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(struct slow, PROVIDES, hooks, "slow", .needs = needs);
