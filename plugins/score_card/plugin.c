/* plugin.c - the agency's own scorecard: krav.score/1 from what krav itself knows, and nothing else.
 *
 * The same card and the same numbers give the same points, so the answer to a key needs no memory:
 * recall() says that it never happened, and asking again is the answer. */
#include "krav/frame.h"

#include <stdio.h>

#include "card.h"

#define CARD_BYTES_MAX 65536

struct score_card {
    krav_frame frame;
    struct card card;
};

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    const struct score_card *p = plugin->impl;
    struct card_points made;
    card_score(&p->card, subject, &made);
    const krav_score_result result = {
        .size = sizeof result,
        .points = made.points,
        .as_of = call->today,
        .valid_to = p->card.valid_days > 0 ? call->today + p->card.valid_days : 0,
        .model = p->card.model,
        .label = made.label,
        .parts = made.parts,
        .n_parts = made.n_parts,
    };
    krav_answer_done(p->frame.host, call, p->card.model, &result);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    krav_answer_retry(krav_frame_of(plugin)->host, call, KRAV_STR("nothing is kept: ask again"));
    return KRAV_OK;
}

static void tell_fault(void *ctx, int line, const char *why) {
    const struct score_card *p = ctx;
    char text[200];
    const int n = line > 0 ? snprintf(text, sizeof text, "card, line %d: %s", line, why)
                           : snprintf(text, sizeof text, "card: %s", why);
    const krav_str words = {text, n > 0 ? (size_t)n : 0};
    p->frame.log->write(p->frame.host, KRAV_LOG_ERROR, words);
}

static int32_t start(krav_plugin *plugin) {
    struct score_card *p = plugin->impl;
    const krav_str text = p->frame.settings->text(p->frame.host, "card");
    return card_read(&p->card, text, tell_fault, p) ? KRAV_OK : KRAV_E_INVALID;
}

static void stop(krav_plugin *plugin) { card_free(&((struct score_card *)plugin->impl)->card); }

static const krav_score capability = {.score = score};
static const char *const needs[] = {KRAV_HOST_SETTINGS, KRAV_HOST_LOG, NULL};
static const krav_option options[] = {
    {.name = "card", .help = "the scorecard: a file under the home", .max = CARD_BYTES_MAX,
     .type = KRAV_FILE, .flags = KRAV_REQUIRED},
    {.name = NULL},
};

#define PROVIDES(X) X(KRAV_SCORE, capability)
static const krav_hooks hooks = {.start = start, .close = stop, .recall = recall};
KRAV_PLUGIN(struct score_card, PROVIDES, hooks, .id = "krav.score_card",
            .name = "The agency's scorecard", .version = "1.0.0", .vendor = "krav",
            .license = "see LICENSE", .needs = needs, .options = options);
