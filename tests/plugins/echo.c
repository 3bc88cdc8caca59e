/* echo - the good citizen: gives back what it is given, through every kind of call. */
#include "citizen.h"

#include <stdio.h>
#include <unistd.h>

/* ---- intake: a file "ECHO N" becomes N payments ----------------------------------------------- */

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    return head.len >= 4 && memcmp(head.ptr, "ECHO", 4) == 0 ? 80 : 0;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    const krav_host *host = host_of(plugin);
    const krav_host_facts *facts = host->extension(host, KRAV_HOST_FACTS);
    char text[32] = {0};
    if (pread(fd, text, sizeof text - 1, 0) != size || strncmp(text, "ECHO ", 5) != 0) {
        facts->fault(host, call->id, 1, KRAV_STR("does not begin with ECHO"));
        facts->fault(host, call->id, 2, name);
        krav_answer_refused(host, call, KRAV_STR("not an echo file"));
        return KRAV_OK;
    }
    const int64_t n = strtoll(text + 5, NULL, 10);
    krav_ore sum = 0;
    for (int64_t i = 1; i <= n; i++) {
        char id[24];
        const int len = snprintf(id, sizeof id, "echo-%lld", (long long)i);
        const krav_payment payment = {.size = sizeof payment,
                                      .kind = KRAV_PAYMENT_IN,
                                      .line = i,
                                      .source_id = {id, (size_t)len},
                                      .kid = KRAV_STR("1234567897"),
                                      .account = KRAV_STR("12345678903"),
                                      .amount = i,
                                      .booked = call->today};
        if (facts->payment(host, call->id, &payment) != KRAV_OK) {
            krav_answer_unknown(host, call, KRAV_STR("a submit failed"));
            return KRAV_OK;
        }
        sum += i;
    }
    const krav_file_result result = {.size = sizeof result,
                                     .kind = KRAV_STR("payments"),
                                     .n_records = (uint64_t)n,
                                     .sum = sum};
    krav_answer_done(host, call, name, &result);
    return KRAV_OK;
}

/* ---- letters, money, people ------------------------------------------------------------------- */

static int32_t send_letter(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_host *host = host_of(plugin);
    const krav_host_files *files = host->extension(host, KRAV_HOST_FILES);
    if (files && files->put(host, call->key, letter->body) != KRAV_OK) {
        krav_answer_retry(host, call, KRAV_STR("could not be written"));
        return KRAV_OK;
    }
    krav_answer_done(host, call, letter->kid.ptr ? letter->kid : call->key, NULL);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    const krav_host *host = host_of(plugin);
    const krav_host_files *files = host->extension(host, KRAV_HOST_FILES);
    if (files && files->have(host, call->key) == 1) {
        krav_answer_done(host, call, call->key, NULL);
    } else {
        krav_answer_retry(host, call, KRAV_STR("never written"));
    }
    return KRAV_OK;
}

static int32_t render(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_document document = {.size = sizeof document,
                                    .n_pages = 1,
                                    .media_type = KRAV_STR("text/plain"),
                                    .bytes = letter->body};
    krav_answer_done(host_of(plugin), call, call->key, &document);
    return KRAV_OK;
}

static int32_t pay(krav_plugin *plugin, const krav_call *call, const krav_batch *batch) {
    krav_ore sum = 0;
    for (uint32_t i = 0; i < batch->n_transfers; i++) {
        sum += batch->transfers[i].amount;
    }
    if (sum != batch->sum) {
        krav_answer_refused(host_of(plugin), call, KRAV_STR("the sum is wrong"));
    } else {
        krav_answer_done(host_of(plugin), call, batch->transfers[0].id, NULL);
    }
    return KRAV_OK;
}

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    const krav_score_result result = {.size = sizeof result,
                                      .points = (int32_t)subject->exposure,
                                      .as_of = call->today,
                                      .model = KRAV_STR("echo")};
    krav_answer_done(host_of(plugin), call, subject->id, &result);
    return KRAV_OK;
}

static int32_t wash(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    const krav_person person = {.size = sizeof person,
                                .status = KRAV_STR("living"),
                                .id = subject->id,
                                .name = subject->name};
    krav_answer_done(host_of(plugin), call, subject->id, &person);
    return KRAV_OK;
}

/* ---- settings, and waking --------------------------------------------------------------------- */

static void secret_log(void *ctx, krav_str secret) {
    const int as_expected = krav_str_eq(secret, KRAV_STR("hemmelig"));
    krav_log(ctx, KRAV_LOG_INFO, as_expected ? KRAV_STR("secret fits") : KRAV_STR("secret differs"));
}

static int32_t start(krav_plugin *plugin) {
    const krav_host *host = host_of(plugin);
    const krav_host_settings *settings = host->extension(host, KRAV_HOST_SETTINGS);
    const krav_host_clock *clock = host->extension(host, KRAV_HOST_CLOCK);
    char line[128];
    const krav_str greeting = settings->text(host, "greeting");
    const int len = snprintf(line, sizeof line, "greeting=%.*s times=%lld loud=%lld today=%d",
                             (int)greeting.len, greeting.ptr,
                             (long long)settings->integer(host, "times"),
                             (long long)settings->integer(host, "loud"), clock->today(host));
    krav_log(host, KRAV_LOG_INFO, (krav_str){line, (size_t)len});
    if (settings->text(host, "token").ptr) {
        return KRAV_E_INVALID; /* a secret must not read as text */
    }
    (void)settings->secret(host, "token", secret_log, (void *)(uintptr_t)host);
    return clock->wake(host, 7, 0);
}

static void reply(krav_plugin *plugin, krav_token token, int32_t rc, krav_str body) {
    (void)body;
    if (token == 7 && rc == KRAV_OK) {
        krav_log(host_of(plugin), KRAV_LOG_INFO, KRAV_STR("woken"));
    }
}

/* ---- what it is -------------------------------------------------------------------------------- */

static const void *extension(krav_plugin *plugin, const char *id) {
    static const krav_intake intake = {recognise, begin};
    static const krav_channel channel = {send_letter};
    static const krav_render renderer = {render};
    static const krav_payout payout = {pay};
    static const krav_score scorer = {score};
    static const krav_wash washer = {wash};
    static const struct {
        const char *id;
        const void *table;
    } tables[] = {{KRAV_INTAKE, &intake}, {KRAV_CHANNEL, &channel}, {KRAV_RENDER, &renderer},
                  {KRAV_PAYOUT, &payout}, {KRAV_SCORE, &scorer},    {KRAV_WASH, &washer}};
    (void)plugin;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        if (strcmp(id, tables[i].id) == 0) {
            return tables[i].table;
        }
    }
    return NULL;
}

static const char *const provides[] = {KRAV_INTAKE, KRAV_CHANNEL, KRAV_RENDER, KRAV_PAYOUT,
                                       KRAV_SCORE,  KRAV_WASH,    NULL};
static const char *const needs[] = {KRAV_HOST_FACTS, KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};
static const krav_option options[] = {
    {"greeting", "What to say", NULL, 1, 20, KRAV_TEXT, KRAV_REQUIRED},
    {"times", "How often", "3", 1, 10, KRAV_INTEGER, 0},
    {"loud", "Whether to shout", "no", 0, 0, KRAV_BOOLEAN, 0},
    {"token", "A secret", NULL, 0, 0, KRAV_SECRET, 0},
    {"home", "Where it lives", NULL, 0, 0, KRAV_URL, 0},
    {NULL, NULL, NULL, 0, 0, 0, 0},
};

static krav_plugin *create(const krav_host *host, const krav_descriptor *d) {
    krav_plugin *plugin = citizen_new(host, d, extension);
    if (plugin) {
        plugin->start = start;
        plugin->recall = recall;
        plugin->reply = reply;
    }
    return plugin;
}

CITIZEN_DESCRIPTOR("no.krav.test.echo", 0, provides, needs, options);
CITIZEN_ENTRY(KRAV_MAGIC, KRAV_ABI_MAJOR, KRAV_ABI_MINOR);
