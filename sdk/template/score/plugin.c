/* @NAME@ - a score by what is owed and what is known, as krav.score/1.
 *
 * Every point is explained: the parts sum to the score.  The same subject gives the same score. */
#include "krav/frame.h"

#define PARTS_MAX 8

static const struct { /* points for each one that is known, and what a person reads */
    const char *name, *what;
    int32_t points, most;
} rows[] = {
    {"open_cases", "open cases", -40, -200},
    {"broken_plans", "plans that were not kept", -60, -180},
    {"paid_cases", "cases that were paid", 30, 150},
};

static int32_t by_exposure(krav_ore owed) {
    return owed <= 0 ? 100 : owed < 500000 ? 50 : owed < 5000000 ? 0 : -50;
}

static int32_t bounded(int64_t value, int32_t points, int32_t most) {
    const int64_t n = value < 0 ? 0 : value > 1000 ? 1000 : value;
    const int64_t all = n * points;
    return (int32_t)(points < 0 ? (all < most ? most : all) : (all > most ? most : all));
}

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    krav_score_part parts[PARTS_MAX];
    krav_score_result result = {.size = sizeof result, .points = 500, .as_of = call->today,
                                .model = KRAV_STR("@NAME@ 1"), .parts = parts, .n_parts = 2};
    parts[0] = (krav_score_part){.size = sizeof parts[0], .points = 500,
                                 .what = KRAV_STR("where everybody begins")};
    parts[1] = (krav_score_part){.size = sizeof parts[1], .points = by_exposure(subject->exposure),
                                 .what = KRAV_STR("what is owed")};
    result.points += parts[1].points;
    for (uint32_t i = 0; i < subject->n_known; i++) {
        for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
            if (result.n_parts < PARTS_MAX &&
                krav_str_eq(subject->known[i].name, krav_str_of(rows[k].name))) {
                parts[result.n_parts++] = (krav_score_part){.size = sizeof parts[0],
                    .points = bounded(subject->known[i].value, rows[k].points, rows[k].most),
                    .what = krav_str_of(rows[k].what)};
                result.points += parts[result.n_parts - 1].points;
            }
        }
    }
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &result);
    return KRAV_OK;
}

static const krav_score table = {.score = score};

#define PROVIDES(X) X(KRAV_SCORE, table)
static const krav_hooks hooks = {.start = NULL};
KRAV_PLUGIN(krav_frame, PROVIDES, hooks, .id = "@ID@", .name = "@NAME@", .version = "0.1.0",
            .vendor = "@VENDOR@", .license = "see LICENSE");
