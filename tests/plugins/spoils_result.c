/* spoils_result - scores with a label that is not UTF-8. */
#include "citizen.h"

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    const krav_score_result result = {.size = sizeof result, .points = 7,
                                      .label = KRAV_STR("good\xff")};
    (void)subject;
    krav_answer_done(host_of(plugin), call, KRAV_STR("7"), &result);
    return KRAV_OK;
}

static const krav_score scorer = {.score = score};

#define PROVIDES(X) X(KRAV_SCORE, scorer)
static const krav_hooks hooks = {.start = NULL};
CITIZEN(PROVIDES, .id = "no.krav.test.spoils_result");
