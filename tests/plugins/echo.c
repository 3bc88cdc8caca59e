/* echo - the good citizen: gives back what it is given, through every kind of call. */
#include "citizen.h"

#include <stdio.h>
#include <unistd.h>

#include "krav/check.h"

/* ---- intake: a file "ECHO N" becomes N payments ----------------------------------------------- */

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    return head.len >= 4 && memcmp(head.ptr, "ECHO", 4) == 0 ? 80 : 0;
}

static krav_payment payment_of(int64_t i, krav_str source_id, krav_day booked) {
    const krav_payment payment = {.size = sizeof payment,
                                  .kind = KRAV_PAYMENT_IN,
                                  .line = i,
                                  .source_id = source_id,
                                  .kid = KRAV_STR("1234567897"),
                                  .account = KRAV_STR("12345678903"),
                                  .amount = i,
                                  .booked = booked};
    return payment;
}

static void echo_payments(const krav_frame *frame, const krav_call *call, int64_t n,
                          krav_str reference) {
    krav_ore sum = 0;
    for (int64_t i = 1; i <= n; i++) {
        char id[24];
        const int len = snprintf(id, sizeof id, "echo-%lld", (long long)i);
        const krav_payment payment = payment_of(i, (krav_str){id, (size_t)len}, call->today);
        if (frame->facts->payment(frame->host, call->id, &payment) != KRAV_OK) {
            krav_answer_unknown(frame->host, call, KRAV_STR("a submit failed"));
            return;
        }
        sum += i;
    }
    const krav_file_result result = {.size = sizeof result,
                                     .kind = KRAV_STR("payments"),
                                     .n_records = (uint64_t)n,
                                     .sum = sum};
    krav_answer_done(frame->host, call, reference, &result);
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    const krav_frame *frame = krav_frame_of(plugin);
    const krav_host *host = frame->host;
    const krav_host_facts *facts = frame->facts;
    char text[32] = {0};
    if (pread(fd, text, sizeof text - 1, 0) != size || strncmp(text, "ECHO ", 5) != 0) {
        facts->fault(host, call->id, 1, KRAV_STR("does not begin with ECHO"));
        facts->fault(host, call->id, 2, name);
        krav_answer_refused(host, call, KRAV_STR("not an echo file"));
        return KRAV_OK;
    }
    echo_payments(frame, call, strtoll(text + 5, NULL, 10), name);
    return KRAV_OK;
}

/* What is new outside: as many payments as the call has been attempted. */
static int32_t poll_outside(krav_plugin *plugin, const krav_call *call) {
    echo_payments(krav_frame_of(plugin), call, call->attempt, call->key);
    return KRAV_OK;
}

/* ---- letters, money, people ------------------------------------------------------------------- */

/* An effect is a file under its key, made once. */
static int32_t make_effect(krav_plugin *plugin, const krav_call *call, krav_str content,
                           const void *result) {
    const krav_frame *frame = krav_frame_of(plugin);
    if (frame->files->have(frame->host, call->key) != 1 &&
        frame->files->put(frame->host, call->key, content) != KRAV_OK) {
        krav_answer_retry(frame->host, call, KRAV_STR("could not be written"));
    } else {
        krav_answer_done(frame->host, call, call->key, result);
    }
    return KRAV_OK;
}

static int32_t send_letter(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    return make_effect(plugin, call, letter->body, NULL);
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    const krav_host *host = host_of(plugin);
    if (krav_frame_of(plugin)->files->have(host, call->key) == 1) {
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
    int sane = batch->n_transfers > 0;
    for (uint32_t i = 0; i < batch->n_transfers; i++) {
        const krav_transfer *t = &batch->transfers[i];
        sane = sane && t->amount > 0 && (t->to_account.len == 0 || krav_check_account(t->to_account));
        sane = sane && !__builtin_add_overflow(sum, t->amount, &sum);
    }
    if (!sane || sum != batch->sum) {
        krav_answer_refused(host_of(plugin), call, KRAV_STR("the sum or a transfer is wrong"));
        return KRAV_OK;
    }
    return make_effect(plugin, call, KRAV_STR("paid"), NULL);
}

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    const krav_score_part part = {.size = sizeof part,
                                  .points = (int32_t)subject->exposure,
                                  .what = KRAV_STR("what is owed")};
    const krav_score_result result = {.size = sizeof result,
                                      .points = part.points,
                                      .as_of = call->today,
                                      .model = KRAV_STR("echo"),
                                      .parts = &part,
                                      .n_parts = 1};
    krav_answer_done(host_of(plugin), call, subject->id, &result);
    return KRAV_OK;
}

static krav_person person_of(const krav_subject *subject) {
    const krav_person person = {.size = sizeof person,
                                .status = KRAV_STR("living"),
                                .id = subject->id,
                                .name = subject->name};
    return person;
}

static int32_t wash(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    const krav_person person = person_of(subject);
    krav_answer_done(host_of(plugin), call, subject->id, &person);
    return KRAV_OK;
}

static int32_t wash_many(krav_plugin *plugin, const krav_call *call,
                         const krav_subjects *subjects) {
    krav_person persons[100];
    krav_persons result = {.size = sizeof result, .persons = persons};
    if (subjects->n_subjects > 100) {
        krav_answer_refused(host_of(plugin), call, KRAV_STR("more than 100"));
        return KRAV_OK;
    }
    for (; result.n_persons < subjects->n_subjects; result.n_persons++) {
        persons[result.n_persons] = person_of(&subjects->subjects[result.n_persons]);
    }
    krav_answer_done(host_of(plugin), call, call->key, &result);
    return KRAV_OK;
}

/* ---- a page to pay on, and what the outside asks ---------------------------------------------- */

static int32_t open_page(krav_plugin *plugin, const krav_call *call,
                         const krav_checkout_form *form) {
    const krav_link link = {.size = sizeof link, .url = form->return_url, .expires = form->expires};
    return make_effect(plugin, call, form->kid, &link);
}

static int32_t answer_state(krav_plugin *plugin, const krav_call *call,
                            const krav_checkout_ref *ref, krav_checkout_state state) {
    state.size = sizeof state;
    state.reference = ref->reference;
    krav_answer_done(host_of(plugin), call, ref->reference, &state);
    return KRAV_OK;
}

static int32_t status(krav_plugin *plugin, const krav_call *call, const krav_checkout_ref *ref) {
    return answer_state(plugin, call, ref, (krav_checkout_state){.asked = 1});
}
static int32_t charge(krav_plugin *plugin, const krav_call *call, const krav_checkout_ref *ref) {
    return answer_state(plugin, call, ref, (krav_checkout_state){.charged = ref->amount});
}
static int32_t refund(krav_plugin *plugin, const krav_call *call, const krav_checkout_ref *ref) {
    return answer_state(plugin, call, ref, (krav_checkout_state){.refunded = ref->amount});
}
static int32_t withdraw(krav_plugin *plugin, const krav_call *call,
                        const krav_checkout_ref *ref) {
    return answer_state(plugin, call, ref, (krav_checkout_state){.ended = 1});
}

static void respond_with(void *ctx, krav_str content) {
    krav_response *response = ctx;
    response->status = content.len == 3 && memcmp(content.ptr, "Hei", 3) == 0 ? 200 : 500;
}

/* POST /pay submits a payment; GET /NAME tells whether "Hei" is in that file of out/. */
static int32_t serve(krav_plugin *plugin, const krav_call *call, const krav_request *request) {
    const krav_frame *frame = krav_frame_of(plugin);
    krav_response response = {.size = sizeof response, .status = 404, .body = request->body};
    if (krav_str_eq(request->method, KRAV_STR("POST"))) {
        const krav_payment payment = payment_of(1, KRAV_STR("echo-1"), call->today);
        const int32_t rc = frame->facts->payment(frame->host, call->id, &payment);
        response.status = rc == KRAV_OK ? 200 : 500;
    } else if (request->path.len > 1) {
        const krav_str name = {request->path.ptr + 1, request->path.len - 1};
        (void)frame->files->get(frame->host, name, respond_with, &response);
    }
    krav_answer_done(frame->host, call, call->key, &response);
    return KRAV_OK;
}

/* ---- settings, and waking --------------------------------------------------------------------- */

static void secret_log(void *ctx, krav_str secret) {
    const int as_expected = krav_str_eq(secret, KRAV_STR("hemmelig"));
    krav_log(ctx, KRAV_LOG_INFO, as_expected ? KRAV_STR("secret fits") : KRAV_STR("secret differs"));
}

static int32_t start(krav_plugin *plugin) {
    const krav_frame *frame = krav_frame_of(plugin);
    const krav_host *host = frame->host;
    const krav_host_settings *settings = frame->settings;
    char line[160];
    const krav_str greeting = settings->text(host, "greeting");
    const krav_str motto = settings->text(host, "motto");
    const int len = snprintf(line, sizeof line,
                             "greeting=%.*s times=%lld loud=%lld today=%d motto=%.*s",
                             (int)greeting.len, greeting.ptr,
                             (long long)settings->integer(host, "times"),
                             (long long)settings->integer(host, "loud"), frame->clock->today(host),
                             (int)motto.len, motto.len > 0 ? motto.ptr : "");
    frame->log->write(host, KRAV_LOG_INFO, (krav_str){line, (size_t)len});
    if (settings->text(host, "token").ptr) {
        return KRAV_E_INVALID; /* a secret must not read as text */
    }
    (void)settings->secret(host, "token", secret_log, (void *)(uintptr_t)host);
    return frame->clock->wake(host, 7, 0);
}

static void reply(krav_plugin *plugin, krav_token token, int32_t rc, krav_str body) {
    (void)body;
    if (token == 7 && rc == KRAV_OK) {
        krav_log(host_of(plugin), KRAV_LOG_INFO, KRAV_STR("woken"));
    }
}

/* ---- what it is -------------------------------------------------------------------------------- */

static const krav_intake intake = {recognise, begin, poll_outside};
static const krav_channel channel = {send_letter};
static const krav_render renderer = {render};
static const krav_payout payout = {pay};
static const krav_score scorer = {score};
static const krav_wash washer = {wash, wash_many};
static const krav_checkout checkout = {open_page, status, charge, refund, withdraw};
static const krav_routes routes = {serve};

static const char *const needs[] = {KRAV_HOST_FACTS, KRAV_HOST_FILES, KRAV_HOST_SETTINGS,
                                    KRAV_HOST_CLOCK, KRAV_HOST_LOG, NULL};
static const krav_option options[] = {
    {"greeting", "What to say", NULL, 1, 20, KRAV_TEXT, KRAV_REQUIRED},
    {"times", "How often", "3", 1, 10, KRAV_INTEGER, 0},
    {"loud", "Whether to shout", "no", 0, 0, KRAV_BOOLEAN, 0},
    {"token", "A secret", NULL, 0, 0, KRAV_SECRET, 0},
    {"home", "Where it lives", NULL, 0, 0, KRAV_URL, 0},
    {"motto", "What it lives by", NULL, 1, 16, KRAV_FILE, 0},
    {NULL, NULL, NULL, 0, 0, 0, 0},
};

#define PROVIDES(X)                                                                              \
    X(KRAV_INTAKE, intake) X(KRAV_CHANNEL, channel) X(KRAV_RENDER, renderer)                     \
    X(KRAV_PAYOUT, payout) X(KRAV_SCORE, scorer) X(KRAV_WASH, washer)                            \
    X(KRAV_CHECKOUT, checkout) X(KRAV_ROUTES, routes)
static const krav_hooks hooks = {.start = start, .recall = recall, .reply = reply};
CITIZEN(PROVIDES, .id = "no.krav.test.echo", .needs = needs, .options = options);
