/* plugin.c - businesses, as Enhetsregisteret knows them: krav.wash/1.
 *
 * The register is open and free, and asking it has no effect: nothing is kept, and recall() says that
 * the question never came. */
#include <stdbool.h>
#include <stdlib.h>

#include "brreg.h"
#include "krav/check.h"
#include "register.h"

#define TIMEOUT_MAX 60000

static bool is_asked_for(const krav_subject *s) { return s->kind == 2 && krav_check_org(s->id); }

static void answer(const struct brreg *p, const krav_call *call, int32_t outcome,
                   const char *why, const void *result) {
    krav_answer_with(p->frame.host, call, outcome,
                     outcome == KRAV_DONE ? KRAV_STR("enhetsregisteret") : krav_str_of(why),
                     result);
}

static int32_t wash(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    const struct brreg *p = plugin->impl;
    char why[REGISTER_WHY] = "only businesses, by organisation number, are in Enhetsregisteret";
    struct unit unit = {.status = UNIT_NOT_FOUND};
    const int32_t outcome =
        is_asked_for(subject) ? register_look(p->http, subject->id, call->deadline, &unit, why)
                              : KRAV_REFUSED;
    krav_person person;
    unit_person(&unit, &person);
    answer(p, call, outcome, why, outcome == KRAV_DONE ? &person : NULL);
    return KRAV_OK;
}

static int32_t wash_many(krav_plugin *plugin, const krav_call *call,
                         const krav_subjects *subjects) {
    const struct brreg *p = plugin->impl;
    const size_t n = subjects->n_subjects;
    char why[REGISTER_WHY] = "only 1 to 100 businesses, by organisation number";
    krav_str *orgs = calloc(REGISTER_MANY, sizeof *orgs);
    struct unit *units = calloc(REGISTER_MANY, sizeof *units);
    krav_person *persons = calloc(REGISTER_MANY, sizeof *persons);
    if (!orgs || !units || !persons) {
        free(orgs);
        free(units);
        free(persons);
        return KRAV_E_NOMEM;
    }
    bool ok = n >= 1 && n <= REGISTER_MANY;
    for (size_t i = 0; ok && i < n; i++) {
        orgs[i] = subjects->subjects[i].id;
        ok = is_asked_for(&subjects->subjects[i]);
    }
    const int32_t outcome =
        ok ? register_look_many(p->http, orgs, n, call->deadline, units, why) : KRAV_REFUSED;
    for (size_t i = 0; outcome == KRAV_DONE && i < n; i++) {
        unit_person(&units[i], &persons[i]);
    }
    const krav_persons result = {.size = sizeof result, .n_persons = (uint32_t)n,
                                 .persons = persons};
    answer(p, call, outcome, why, outcome == KRAV_DONE ? &result : NULL);
    free(orgs);
    free(units);
    free(persons);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    krav_answer_retry(krav_frame_of(plugin)->host, call, KRAV_STR("nothing is kept: ask again"));
    return KRAV_OK;
}

static int32_t start(krav_plugin *plugin) {
    struct brreg *p = plugin->impl;
    const krav_host *host = p->frame.host;
    const krav_host_settings *settings = p->frame.settings;
    char why[KRAV_HTTP_WHY];
    const krav_http_setup setup = {
        .base_url = settings->text(host, "base_url"),
        .ca_pem = settings->text(host, "ca_file"),
        .timeout_ms = settings->integer(host, "timeout_ms"),
        .max_body = 4 << 20, /* a hundred units are some 400 KiB */
    };
    p->http = krav_http_open(&p->frame, &setup, why);
    if (!p->http) {
        p->frame.log->write(host, KRAV_LOG_ERROR, krav_str_of(why));
    }
    return p->http ? KRAV_OK : KRAV_E_INVALID;
}

static void stop(krav_plugin *plugin) { krav_http_close(((struct brreg *)plugin->impl)->http); }

static const krav_wash capability = {.wash = wash, .wash_many = wash_many};
static const char *const needs[] = {KRAV_HOST_SETTINGS, KRAV_HOST_LOG, NULL};
static const krav_option options[] = {
    {.name = "base_url", .help = "where the API is",
     .fallback = "https://data.brreg.no/enhetsregisteret/api", .type = KRAV_URL},
    {.name = "timeout_ms", .help = "for one answer", .fallback = "20000", .min = 100,
     .max = TIMEOUT_MAX, .type = KRAV_INTEGER},
    {.name = "ca_file", .help = "certificates to trust instead of the system's", .type = KRAV_FILE},
    {.name = NULL},
};

#define PROVIDES(X) X(KRAV_WASH, capability)
static const krav_hooks hooks = {.start = start, .close = stop, .recall = recall};
KRAV_PLUGIN(struct brreg, PROVIDES, hooks, .id = "krav.brreg", .name = "Enhetsregisteret",
            .version = "1.0.0", .vendor = "krav", .license = "see LICENSE",
            .flags = KRAV_USES_NETWORK | KRAV_USES_THREADS, .needs = needs, .options = options);
