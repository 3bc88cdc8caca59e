/* steady.h - one plugin in several versions, for reloads: the file that includes it says which.
 *
 *     STEADY_VERSION  what it calls itself, and the reference of its answers
 *     STEADY_BIAS     what it adds to amounts and points
 *     STEADY_DIES     1: scoring ends its worker
 *
 *     send()   files.put("KEY-1"), or "KEY-2" if that is there: an effect that happened twice.
 *              kid "hold": answered when it is drained; kid "never": not at all.
 *     begin()  "ECHO n" gives n payments; "HOLD n" gives them and answers when it is drained.
 *     `every`  n: each n-th send() ends the worker, before the effect or after it: as its key is odd
 *              or even. */
#ifndef TEST_STEADY_H
#define TEST_STEADY_H

#include "citizen.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define STEADY_HELD 16

static struct {
    krav_call_id id;
    int64_t n; /* records of a file; -1: a letter */
} held[STEADY_HELD];
static int n_held;
static int64_t every, n_sends;

static const krav_host_files *files_of(const krav_host *host) {
    return host->extension(host, KRAV_HOST_FILES);
}

static krav_str effect_name(char out[100], krav_str key, int n) {
    return (krav_str){out, (size_t)snprintf(out, 100, "%.*s-%d", (int)key.len, key.ptr, n)};
}

static void answer(const krav_host *host, krav_call_id id, const void *result) {
    host->answer(host, id, &(krav_answer){.size = sizeof(krav_answer), .outcome = KRAV_DONE,
                                          .reference = KRAV_STR(STEADY_VERSION),
                                          .result = result});
}

/* ---- letters --------------------------------------------------------------------------------- */

static int32_t send_letter(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const krav_host *host = host_of(plugin);
    const krav_host_files *files = files_of(host);
    char name[100];
    const int is_last = every > 0 && ++n_sends % every == 0;
    if (krav_str_eq(letter->kid, KRAV_STR("never"))) {
        return KRAV_OK;
    }
    if (krav_str_eq(letter->kid, KRAV_STR("hold")) && n_held < STEADY_HELD) {
        held[n_held].id = call->id;
        held[n_held++].n = -1;
        return KRAV_OK;
    }
    if (is_last && call->key.ptr[call->key.len - 1] % 2 == 1) {
        (void)raise(SIGKILL);
    }
    const int nth = files->have(host, effect_name(name, call->key, 1)) == 1 ? 2 : 1;
    (void)files->put(host, effect_name(name, call->key, nth), KRAV_STR("x"));
    if (is_last) {
        (void)raise(SIGKILL);
    }
    answer(host, call->id, NULL);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    const krav_host *host = host_of(plugin);
    char name[100];
    if (files_of(host)->have(host, effect_name(name, call->key, 1)) == 1) {
        answer(host, call->id, NULL);
    } else {
        krav_answer_retry(host, call, KRAV_STR("never happened"));
    }
    return KRAV_OK;
}

/* ---- files ----------------------------------------------------------------------------------- */

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    return head.len >= 4 && memcmp(head.ptr, "ECHO", 4) == 0 ? 80 : 0;
}

static void session_end(const krav_host *host, krav_call_id id, int64_t n) {
    const krav_file_result result = {.size = sizeof result, .kind = KRAV_STR("payments"),
                                     .n_records = (uint64_t)n, .sum = n * (n + 1) / 2};
    answer(host, id, &result);
}

/* It reads on from where the file stands, a byte at a time: two who shared a position would notice. */
static int64_t read_slowly(int fd, char *out, size_t max) {
    size_t n = 0;
    (void)lseek(fd, 0, SEEK_SET);
    while (n < max && read(fd, out + n, 1) == 1) {
        n++;
    }
    return (int64_t)n;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    const krav_host *host = host_of(plugin);
    const krav_host_facts *facts = host->extension(host, KRAV_HOST_FACTS);
    char text[32] = {0};
    (void)name;
    if (read_slowly(fd, text, sizeof text - 1) != size) {
        facts->fault(host, call->id, 1, KRAV_STR("the file is not whole"));
        krav_answer_refused(host, call, KRAV_STR("not whole"));
        return KRAV_OK;
    }
    const int64_t n = strtoll(text + 5, NULL, 10);
    for (int64_t i = 1; i <= n; i++) {
        char id[24];
        const krav_payment payment = {
            .size = sizeof payment, .kind = KRAV_PAYMENT_IN, .line = i,
            .source_id = {id, (size_t)snprintf(id, sizeof id, "echo-%lld", (long long)i)},
            .kid = KRAV_STR("1234567897"), .account = KRAV_STR("12345678903"),
            .amount = i + STEADY_BIAS, .booked = call->today};
        (void)facts->payment(host, call->id, &payment);
    }
    if (text[0] == 'H' && n_held < STEADY_HELD) {
        held[n_held].id = call->id;
        held[n_held++].n = n;
    } else {
        session_end(host, call->id, n);
    }
    return KRAV_OK;
}

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    if (STEADY_DIES) {
        (void)raise(SIGKILL);
    }
    const krav_score_result result = {.size = sizeof result,
                                      .points = (int32_t)subject->exposure + STEADY_BIAS,
                                      .as_of = call->today, .model = KRAV_STR("steady")};
    answer(host_of(plugin), call->id, &result);
    return KRAV_OK;
}

/* ---- life ------------------------------------------------------------------------------------ */

static int32_t start(krav_plugin *plugin) {
    const krav_host *host = host_of(plugin);
    const krav_host_settings *settings = host->extension(host, KRAV_HOST_SETTINGS);
    every = settings->integer(host, "every");
    return KRAV_OK;
}

static void drain(krav_plugin *plugin) {
    for (int i = 0; i < n_held; i++) {
        if (held[i].n < 0) {
            answer(host_of(plugin), held[i].id, NULL);
        } else {
            session_end(host_of(plugin), held[i].id, held[i].n);
        }
    }
    n_held = 0;
}

static const krav_intake intake = {.recognise = recognise, .begin = begin};
static const krav_channel channel = {send_letter};
static const krav_score scorer = {score};

static const char *const needs[] = {KRAV_HOST_FACTS, KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};
static const krav_option options[] = {
    {"every", "How often it ends its worker", "0", 0, 1000, KRAV_INTEGER, 0},
    {"token", "A secret", NULL, 0, 0, KRAV_SECRET, 0},
    {NULL, NULL, NULL, 0, 0, 0, 0},
};

#define PROVIDES(X) X(KRAV_INTAKE, intake) X(KRAV_CHANNEL, channel) X(KRAV_SCORE, scorer)
static const krav_hooks hooks = {.start = start, .drain = drain, .recall = recall};
CITIZEN(PROVIDES, .id = "no.krav.test.steady", .needs = needs, .options = options);

#endif
