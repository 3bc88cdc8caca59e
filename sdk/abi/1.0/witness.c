/* witness.c - a plugin of ABI 1.0 that provides every capability, needs every service and submits
 * every fact.  witness-x86_64.so was built from this when 1.0 was frozen, and is never built again:
 * that a later krav loads it and understands each word is what the promise means.
 *
 *     cc -std=c11 -O2 -shared -fPIC -fvisibility=hidden -Iinclude -Wl,-z,defs,-z,now,-z,relro
 *        -Wl,--version-script=exports.map -s -o witness-x86_64.so witness.c
 *
 * Each answer holds the last field of what was asked, so that a record that moved would be seen. */
#include <stdio.h>
#include <unistd.h>

#include "krav/frame.h"

struct witness {
    krav_frame frame;
    char bytes[256];
};

static krav_str number(struct witness *w, int64_t n) {
    const int len = snprintf(w->bytes, sizeof w->bytes, "%lld", (long long)n);
    return (krav_str){w->bytes, (size_t)len};
}

static int32_t done(krav_plugin *plugin, const krav_call *call, krav_str reference,
                    const void *result) {
    krav_answer_done(krav_frame_of(plugin)->host, call, reference, result);
    return KRAV_OK;
}

/* ---- intake: one fact of each kind -------------------------------------------------------------- */

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    return krav_str_eq(head, KRAV_STR("witness\n")) ? 77 : 0;
}

static int32_t submit_money(const krav_frame *f, krav_call_id s, krav_day day) {
    const krav_payment payment = {.size = sizeof payment, .kind = KRAV_PAYMENT_IN,
        .source_id = KRAV_STR("p"), .account = KRAV_STR("12345678903"), .amount = 100,
        .booked = day, .ordered = day};
    const krav_payout_status status = {.size = sizeof status, .outcome = KRAV_DONE,
        .id = KRAV_STR("t"), .on = day, .message = KRAV_STR("m")};
    const krav_statement_line line = {.size = sizeof line, .booked = day,
        .statement = KRAV_STR("s"), .entry = 1, .amount = 100, .value = day};
    const krav_statement statement = {.size = sizeof statement, .id = KRAV_STR("s"),
        .closing = 100, .n_entries = 1, .to = day};
    const krav_mandate mandate = {.size = sizeof mandate, .kind = KRAV_MANDATE_SET,
        .source_id = KRAV_STR("a"), .kid = KRAV_STR("1234567897"), .on = day};
    const krav_host_facts *to = f->facts;
    const int32_t rc = to->payment(f->host, s, &payment) | to->payout_status(f->host, s, &status) |
                       to->statement_line(f->host, s, &line) |
                       to->statement(f->host, s, &statement) | to->mandate(f->host, s, &mandate);
    return rc;
}

static int32_t submit_claims(const krav_frame *f, krav_call_id s, krav_day day) {
    const krav_claim claim = {.size = sizeof claim, .source_id = KRAV_STR("c"),
        .creditor_org = KRAV_STR("311758489"), .principal = 1000, .due = day, .basis = 5};
    const krav_credit_note note = {.size = sizeof note, .source_id = KRAV_STR("n"), .amount = 10};
    const krav_direct_payment direct = {.size = sizeof direct, .paid = day,
        .source_id = KRAV_STR("d"), .amount = 20};
    const krav_receipt receipt = {.size = sizeof receipt, .outcome = KRAV_DONE,
        .key = KRAV_STR("k"), .on = day};
    const krav_attachment attachment = {.size = sizeof attachment, .source_id = KRAV_STR("c"),
        .bytes = KRAV_STR("bytes")};
    const krav_host_facts *to = f->facts;
    return to->claim(f->host, s, &claim) | to->credit_note(f->host, s, &note) |
           to->direct_payment(f->host, s, &direct) | to->receipt(f->host, s, &receipt) |
           to->attachment(f->host, s, &attachment) |
           to->fault(f->host, s, 7, KRAV_STR("a remark"));
}

static int32_t submit_all(krav_plugin *plugin, const krav_call *call) {
    const krav_frame *f = krav_frame_of(plugin);
    const krav_file_result result = {.size = sizeof result, .kind = KRAV_STR("all"),
        .n_records = 10, .sum = 1130, .made_by = KRAV_STR("witness"), .created = call->today};
    if (submit_claims(f, call->id, call->today) != KRAV_OK ||
        submit_money(f, call->id, call->today) != KRAV_OK) {
        krav_answer_unknown(f->host, call, KRAV_STR("a fact was not taken"));
        return KRAV_OK;
    }
    return done(plugin, call, KRAV_STR("ten"), &result);
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    char head[8];
    (void)name;
    if (size != 8 || pread(fd, head, sizeof head, 0) != 8) {
        krav_answer_refused(krav_frame_of(plugin)->host, call, KRAV_STR("not a witness"));
        return KRAV_OK;
    }
    return submit_all(plugin, call);
}

/* ---- effects: done under their key, by the last field ------------------------------------------- */

static int32_t keep(krav_plugin *plugin, const krav_call *call, krav_str reference) {
    const krav_frame *f = krav_frame_of(plugin);
    if (f->files->have(f->host, call->key) != 1 &&
        f->files->put(f->host, call->key, reference) != KRAV_OK) {
        krav_answer_retry(f->host, call, KRAV_STR("out/ cannot be written to"));
        return KRAV_OK;
    }
    return done(plugin, call, reference, NULL);
}

static int32_t send_letter(krav_plugin *plugin, const krav_call *call, const krav_letter *l) {
    return keep(plugin, call, l->pay_url);
}

static int32_t render(krav_plugin *plugin, const krav_call *call, const krav_letter *l) {
    const krav_document document = {.size = sizeof document, .n_pages = (int32_t)l->n_lines,
        .media_type = KRAV_STR("text/plain"), .bytes = l->copy_contact};
    return done(plugin, call, KRAV_STR_ABSENT, &document);
}

static int32_t pay(krav_plugin *plugin, const krav_call *call, const krav_batch *b) {
    return keep(plugin, call, b->n_transfers > 0 ? b->transfers[b->n_transfers - 1].message
                                                 : b->currency);
}

static int32_t collect(krav_plugin *plugin, const krav_call *call, const krav_debits *d) {
    return keep(plugin, call, number(plugin->impl, d->number));
}

static int32_t file_form(krav_plugin *plugin, const krav_call *call, const krav_filing_form *f) {
    return keep(plugin, call, f->case_ref);
}

static void use_reference(void *ctx, krav_str content) {
    struct witness *w = ctx;
    (void)snprintf(w->bytes, sizeof w->bytes, "%.*s", (int)content.len, content.ptr);
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    struct witness *w = plugin->impl;
    const krav_frame *f = &w->frame;
    if (f->files->get(f->host, call->key, use_reference, w) != KRAV_OK) {
        krav_answer_retry(f->host, call, KRAV_STR("never done"));
        return KRAV_OK;
    }
    return done(plugin, call, krav_str_of(w->bytes), NULL);
}

/* ---- questions ---------------------------------------------------------------------------------- */

static int32_t score(krav_plugin *plugin, const krav_call *call, const krav_subject *s) {
    const krav_score_part parts[] = {
        {sizeof(krav_score_part), 30, KRAV_STR("known")},
        {sizeof(krav_score_part), (int32_t)(s->n_known > 0 ? s->known[s->n_known - 1].value : 0),
         KRAV_STR("last")}};
    const krav_score_result result = {.size = sizeof result, .points = 30 + parts[1].points,
        .as_of = call->today, .model = KRAV_STR("witness"), .parts = parts, .n_parts = 2};
    return done(plugin, call, KRAV_STR_ABSENT, &result);
}

static krav_person person_of(const krav_subject *s) {
    return (krav_person){.size = sizeof(krav_person), .status = KRAV_STR("active"), .id = s->id,
        .guardian_name = s->country};
}

static int32_t wash(krav_plugin *plugin, const krav_call *call, const krav_subject *s) {
    const krav_person person = person_of(s);
    return done(plugin, call, KRAV_STR_ABSENT, &person);
}

static int32_t wash_many(krav_plugin *plugin, const krav_call *call, const krav_subjects *all) {
    krav_person persons[8];
    krav_persons result = {.size = sizeof result, .persons = persons};
    for (; result.n_persons < all->n_subjects && result.n_persons < 8; result.n_persons++) {
        persons[result.n_persons] = person_of(&all->subjects[result.n_persons]);
    }
    return done(plugin, call, KRAV_STR_ABSENT, &result);
}

static int32_t open_page(krav_plugin *plugin, const krav_call *call,
                         const krav_checkout_form *form) {
    const krav_link link = {.size = sizeof link, .url = form->language, .expires = form->expires};
    return done(plugin, call, KRAV_STR("page"), &link);
}

static int32_t tell_state(krav_plugin *plugin, const krav_call *call,
                          const krav_checkout_ref *ref) {
    const krav_checkout_state state = {.size = sizeof state, .reference = ref->reason,
        .charged = ref->amount, .charged_on = call->today};
    return done(plugin, call, ref->reference, &state);
}

static int32_t serve(krav_plugin *plugin, const krav_call *call, const krav_request *request) {
    const krav_response response = {.size = sizeof response, .status = 200,
        .content_type = KRAV_STR("text/plain"), .body = request->peer,
        .location = request->path};
    return done(plugin, call, KRAV_STR_ABSENT, &response);
}

/* ---- what it is --------------------------------------------------------------------------------- */

static void use_secret(void *ctx, krav_str secret) {
    const krav_frame *f = ctx;
    krav_log(f->host, KRAV_LOG_INFO, krav_str_eq(secret, KRAV_STR("sesam")) ? KRAV_STR("open")
                                                                          : KRAV_STR("shut"));
}

static int32_t start(krav_plugin *plugin) {
    krav_frame *f = krav_frame_of(plugin);
    const krav_host_settings *s = f->settings;
    const int fine = krav_str_eq(s->text(f->host, "word"), KRAV_STR("ord")) &&
                     s->integer(f->host, "count") == 3 && f->clock->now(f->host) > 0 &&
                     f->clock->today(f->host) > 0;
    (void)s->secret(f->host, "token", use_secret, f);
    f->log->write(f->host, KRAV_LOG_INFO, KRAV_STR("witness"));
    return fine ? f->clock->wake(f->host, 1, 0) : KRAV_E_INVALID;
}

static void on_reply(krav_plugin *plugin, krav_token token, int32_t rc, krav_str body) {
    (void)rc;
    (void)body;
    krav_log(krav_frame_of(plugin)->host, KRAV_LOG_INFO,
             token == 1 ? KRAV_STR("woken") : KRAV_STR("?"));
}

static const krav_intake intake = {recognise, begin, submit_all};
static const krav_channel channel = {send_letter};
static const krav_render renderer = {render};
static const krav_payout payout = {pay};
static const krav_collect collector = {collect};
static const krav_score scorer = {score};
static const krav_wash washer = {wash, wash_many};
static const krav_filing filing = {file_form};
static const krav_checkout checkout = {open_page, tell_state, tell_state, tell_state, tell_state};
static const krav_routes routes = {serve};

static const char *const needs[] = {KRAV_HOST_LOG, KRAV_HOST_SETTINGS, KRAV_HOST_CLOCK,
                                    KRAV_HOST_FACTS, KRAV_HOST_FILES, NULL};
static const krav_option options[] = {
    {"word", "a word", NULL, 1, 20, KRAV_TEXT, KRAV_REQUIRED},
    {"count", "how many", "3", 1, 10, KRAV_INTEGER, 0},
    {"token", "a secret", NULL, 0, 0, KRAV_SECRET, 0},
    {NULL, NULL, NULL, 0, 0, 0, 0},
};

#define PROVIDES(X)                                                                              \
    X(KRAV_INTAKE, intake) X(KRAV_CHANNEL, channel) X(KRAV_RENDER, renderer)                     \
    X(KRAV_PAYOUT, payout) X(KRAV_COLLECT, collector) X(KRAV_SCORE, scorer)                      \
    X(KRAV_WASH, washer) X(KRAV_FILING, filing) X(KRAV_CHECKOUT, checkout)                       \
    X(KRAV_ROUTES, routes)
static const krav_hooks hooks = {.start = start, .recall = recall, .reply = on_reply};
KRAV_PLUGIN(struct witness, PROVIDES, hooks, .id = "no.krav.witness", .name = "Witness of ABI 1.0",
            .version = "1.0.0", .vendor = "krav", .license = "see LICENSE", .needs = needs,
            .options = options);
