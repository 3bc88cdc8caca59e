/* Breaks: score.md, "an answer about somebody else is REFUSED": the last answer is kept for a
 * moment, to save money, and not held against the person.
 * Suffers: one debtor is judged by another's score. */
#include "sane.h"

struct saver {
    krav_frame frame;
    krav_ms when;
    krav_score_part part;
};

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    struct saver *s = (struct saver *)plugin->impl;
    const krav_ms now = s->frame.clock->now(s->frame.host);
    if (s->when == 0 || now - s->when > 60000) {
        s->when = now;
        s->part = (krav_score_part){sizeof s->part, (int32_t)(subject->exposure % 97),
                                    KRAV_STR("what is owed")};
    }
    sane_score(s->frame.host, call, &s->part, 1);
    return KRAV_OK;
}

static const char *const needs[] = {KRAV_HOST_CLOCK, NULL};

static const krav_score table = {.score = score};
static const krav_hooks hooks = {.recall = sane_forget};
#define PROVIDES(X) X(KRAV_SCORE, table)
SANE_PLUGIN(struct saver, PROVIDES, hooks, "saver", .needs = needs);
