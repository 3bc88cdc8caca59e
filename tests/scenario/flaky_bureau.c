/* flaky_bureau.c - a credit bureau that fails as its options say (flaky.h).  The same key gets the
 * same answer: forty points. */
#include "flaky.h"

static const struct flaky_work answering = {.option = "score", .good = "answer",
    .refused = "nobody by that number", .retry = "the bureau is closed", .done = "bureau-1"};

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    const struct flaky *f = plugin->impl;
    const int64_t times = f->settings->integer(f->host, "times");
    const int wrong = is_set(f, "score", "wrong_sum");
    note(f, "asked", call->key);
    if (!wrong && !is_set(f, "score", "answer") &&
        (times == 0 || count(f, "asked", call->key) <= times)) {
        return fail(f, call, &answering);
    }
    const krav_score_part parts[] = {
        {.size = sizeof *parts, .points = 50, .what = KRAV_STR("grunnlag")},
        {.size = sizeof *parts, .points = wrong ? -9 : -10, .what = subject->name}};
    const krav_score_result result = {.size = sizeof result, .points = 40, .as_of = call->today,
        .valid_to = call->today + 20, .model = KRAV_STR("bureau 3"), .label = KRAV_STR("fair"),
        .parts = parts, .n_parts = 2};
    note(f, "sent", call->key);
    krav_answer_done(f->host, call, KRAV_STR("bureau-1"), &result);
    return KRAV_OK;
}

static const krav_score capability = {.score = score};

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    return strcmp(id, KRAV_SCORE) == 0 ? &capability : NULL;
}

static krav_plugin *create(const krav_host *host, const krav_descriptor *descriptor) {
    krav_plugin *plugin = flaky_create(host, descriptor, extension);
    if (plugin) {
        plugin->recall = flaky_recall;
    }
    return plugin;
}

static const char *const provides[] = {KRAV_SCORE, NULL};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};
static const krav_option options[] = {
    {.name = "score", .fallback = "answer", .type = KRAV_TEXT,
     .help = "answer, doubt, answer_and_doubt, retry, refuse or wrong_sum"},
    {.name = "recall", .fallback = "honest", .type = KRAV_TEXT, .help = "honest or doubt"},
    {.name = "times", .fallback = "0", .type = KRAV_INTEGER, .min = 0, .max = 100,
     .help = "how often it fails for each question; 0 = always"},
    {.name = NULL},
};

static const krav_descriptor descriptor = {
    .size = sizeof descriptor,
    .id = "krav.test.bureau",
    .name = "Flaky bureau",
    .version = "1.0.0",
    .vendor = "krav",
    .license = "see LICENSE",
    .provides = provides,
    .needs = needs,
    .options = options,
};
static const krav_descriptor *const descriptors[] = {&descriptor, NULL};

KRAV_EXPORT const krav_entry krav_plugin_entry = {
    .magic = KRAV_MAGIC,
    .abi_major = KRAV_ABI_MAJOR,
    .abi_minor = KRAV_ABI_MINOR,
    .size = sizeof krav_plugin_entry,
    .descriptors = descriptors,
    .create = create,
};
