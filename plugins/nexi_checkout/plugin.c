/* plugin.c - debtors pay at once on Nexi Checkout's own page: krav.checkout/1, krav.routes/1 for its
 * webhooks and krav.intake/1 poll() for those that were lost.
 *
 *     open ─▶ POST /v1/payments ─▶ page ─▶ the debtor pays ─┬▶ webhook ─┐
 *                                                           └▶ (lost)   ├▶ GET status ─▶ payments
 *                                                     now and then: poll ┘
 *
 * What a webhook says is only a hint: whatever becomes a fact is what the provider itself answers
 * when it is asked, under the charge's own id, so that both may tell of it and it counts once. */
#include "krav/frame.h"
#include "krav/http.h"

#include "memory.h"
#include "provider.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_FILE KRAV_STR("payments")
#define NAME "nexi_checkout"

struct nexi {
    krav_frame frame;
    struct provider provider;
    struct memory memory;
    char refund[NEXI_ID_MAX + 1]; /* made by the call that is being answered */
};

static struct nexi *nexi_of(krav_plugin *plugin) { return plugin->impl; }

static krav_str setting(const struct nexi *n, const char *name) {
    return n->frame.settings->text(n->frame.host, name);
}

static void marker_of(krav_str key, char out[NEXI_MARKER + 1]) {
    const size_t len = key.len < NEXI_MARKER ? key.len : NEXI_MARKER;
    if (len > 0) {
        memcpy(out, key.ptr, len);
    }
    out[len] = '\0';
}

static void answer(const struct nexi *n, const krav_call *call, int32_t outcome,
                   krav_str reference, const void *result) {
    krav_answer_with(n->frame.host, call, outcome,
                     outcome == KRAV_DONE ? reference : krav_str_of(n->provider.why), result);
}

static struct provider *provider_for(struct nexi *n, const krav_call *call) {
    n->provider.deadline = call->deadline;
    return &n->provider;
}

/* ---- memory ------------------------------------------------------------------------------------ */

static void on_memory(void *ctx, krav_str content) { memory_read(ctx, content); }

static int32_t remember(struct nexi *n, const struct opened *o, krav_day today) {
    size_t len = 0;
    memory_age(&n->memory, today);
    if (!memory_add(&n->memory, o)) {
        return KRAV_E_NOMEM;
    }
    char *text = memory_text(&n->memory, &len);
    const krav_str content = {text, len};
    const int32_t rc = text ? n->frame.files->put(n->frame.host, MEMORY_FILE, content)
                            : KRAV_E_NOMEM;
    free(text);
    return rc;
}

/* ---- opening ----------------------------------------------------------------------------------- */

struct opening {
    struct nexi *n;
    const krav_call *call;
    const krav_checkout_form *form;
    struct opened *out;
    int32_t outcome;
};

/* The webhook's secret is lent while the request is made. */
static void open_with_secret(void *ctx, krav_str secret) {
    struct opening *o = ctx;
    struct nexi *n = o->n;
    struct nexi_opened opened;
    const struct nexi_offer offer = {.amount = o->form->amount, .kid = o->form->kid,
        .marker = krav_str_of(o->out->marker),
        .description = o->form->description.len > 0 ? o->form->description
                                                    : setting(n, "item_name"),
        .return_url = o->form->return_url, .webhook_url = setting(n, "webhook_url"),
        .webhook_secret = secret, .terms_url = setting(n, "terms_url"),
        .merchant_terms_url = setting(n, "merchant_terms_url"),
        .charge_at_once = n->frame.settings->integer(n->frame.host, "charge_at_once") != 0};
    o->outcome = provider_open(provider_for(n, o->call), &offer, o->call->key, &opened);
    if (o->outcome == KRAV_DONE) {
        memcpy(o->out->id, opened.id, sizeof opened.id);
        memcpy(o->out->url, opened.url, sizeof opened.url);
    }
}

static void answer_opened(struct nexi *n, const krav_call *call, const struct opened *o) {
    const krav_link link = {.size = sizeof link, .url = krav_str_of(o->url)};
    answer(n, call, KRAV_DONE, krav_str_of(o->id), &link);
}

static const char *form_fault(const krav_checkout_form *f) {
    return f->amount <= 0                                            ? "the sum is not positive"
           : !krav_str_eq(f->currency, KRAV_STR("NOK"))              ? "only NOK is taken"
           : f->kid.len == 0 || f->kid.len > NEXI_KID_MAX            ? "there is no KID"
           : f->return_url.len == 0                                  ? "there is no page to return to"
                                                                     : NULL;
}

static int32_t open_payment(krav_plugin *plugin, const krav_call *call,
                            const krav_checkout_form *form) {
    struct nexi *n = nexi_of(plugin);
    struct opened o = {.amount = form->amount, .on = call->today};
    marker_of(call->key, o.marker);
    const struct opened *before = memory_by_marker(&n->memory, o.marker);
    const char *fault = o.marker[0] ? form_fault(form) : "the call has no key";
    if (before && before->amount == form->amount) {
        answer_opened(n, call, before);
        return KRAV_OK;
    }
    if (fault || before) {
        krav_answer_refused(n->frame.host, call,
                            krav_str_of(fault ? fault : "the key was used for another sum"));
        return KRAV_OK;
    }
    memcpy(o.kid, form->kid.ptr, form->kid.len);
    struct opening opening = {n, call, form, &o, KRAV_RETRY};
    if (n->frame.settings->secret(n->frame.host, "webhook_secret", open_with_secret, &opening)) {
        krav_answer_retry(n->frame.host, call, KRAV_STR("webhook_secret is not set"));
        return KRAV_OK;
    }
    if (opening.outcome != KRAV_DONE) {
        answer(n, call, opening.outcome, KRAV_STR_ABSENT, NULL);
    } else if (remember(n, &o, call->today) != KRAV_OK) {
        krav_answer_unknown(n->frame.host, call, KRAV_STR("what was opened could not be kept"));
    } else {
        answer_opened(n, call, &o);
    }
    return KRAV_OK;
}

/* A payment whose page nobody got to know cannot be paid by anybody: it is as if it were not there,
 * and may be opened again.  A charge or a refund has the same Idempotency-Key when it is asked for
 * again, and is done once by the provider. */
static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    struct nexi *n = nexi_of(plugin);
    char marker[NEXI_MARKER + 1];
    marker_of(call->key, marker);
    const struct opened *o = memory_by_marker(&n->memory, marker);
    if (o) {
        krav_answer_done(n->frame.host, call, krav_str_of(o->id), NULL);
    } else {
        krav_answer_retry(n->frame.host, call, KRAV_STR("nothing that can be paid came of it"));
    }
    return KRAV_OK;
}

/* ---- a payment that was opened ------------------------------------------------------------------- */

static void id_of(krav_str reference, char out[NEXI_ID_MAX + 1]) {
    const size_t len = reference.len <= NEXI_ID_MAX ? reference.len : 0;
    if (len > 0) {
        memcpy(out, reference.ptr, len);
    }
    out[len] = '\0';
}

static void answer_state(struct nexi *n, const krav_call *call, const struct nexi_state *s) {
    const krav_checkout_state state = {.size = sizeof state,
        .ended = s->terminated || s->charged >= s->asked, .reference = krav_str_of(s->id),
        .kid = krav_str_of(s->kid), .currency = krav_str_of(s->currency), .asked = s->asked,
        .held = s->held > s->charged ? s->held - s->charged : 0, .charged = s->charged,
        .refunded = s->refunded, .charged_on = s->n_charges > 0 ? s->charges[0].on : 0};
    answer(n, call, KRAV_DONE, krav_str_of(n->refund[0] ? n->refund : s->id), &state);
}

/* Does `act` to the payment, if there is one, and answers how it stands after it. */
static int32_t with_payment(krav_plugin *plugin, const krav_call *call,
                            const krav_checkout_ref *ref,
                            int32_t (*act)(struct nexi *, const krav_call *,
                                           const krav_checkout_ref *, const struct nexi_state *)) {
    struct nexi *n = nexi_of(plugin);
    struct nexi_state s;
    char id[NEXI_ID_MAX + 1];
    id_of(ref->reference, id);
    n->refund[0] = '\0';
    if (!memory_by_id(&n->memory, id)) {
        krav_answer_refused(n->frame.host, call, KRAV_STR("no such payment was opened here"));
        return KRAV_OK;
    }
    int32_t outcome = provider_state(provider_for(n, call), id, &s);
    if (outcome == KRAV_DONE && act) {
        outcome = act(n, call, ref, &s);
        outcome = outcome == KRAV_DONE ? provider_state(&n->provider, id, &s) : outcome;
        outcome = act && outcome == KRAV_RETRY && n->provider.why[0] ? KRAV_UNKNOWN : outcome;
    }
    if (outcome == KRAV_DONE) {
        answer_state(n, call, &s);
    } else {
        answer(n, call, outcome, KRAV_STR_ABSENT, NULL);
    }
    return KRAV_OK;
}

static int32_t refuse(struct nexi *n, const char *why) {
    (void)snprintf(n->provider.why, sizeof n->provider.why, "%s", why);
    return KRAV_REFUSED;
}

static int32_t charge_it(struct nexi *n, const krav_call *call, const krav_checkout_ref *ref,
                         const struct nexi_state *s) {
    const krav_ore amount = ref->amount > 0 ? ref->amount : s->asked - s->charged;
    if (amount <= 0 || amount > s->held - s->charged) {
        return refuse(n, "so much is not held for us");
    }
    return provider_charge(&n->provider, s->id, amount, call->key);
}

/* Of the charge that has room for it: a refund is of one. */
static int32_t refund_it(struct nexi *n, const krav_call *call, const krav_checkout_ref *ref,
                         const struct nexi_state *s) {
    const krav_ore amount = ref->amount > 0 ? ref->amount : s->charged - s->refunded;
    if (amount <= 0 || amount > s->charged - s->refunded) {
        return refuse(n, "so much was not paid by it");
    }
    for (int i = 0; i < s->n_charges; i++) {
        if (s->charges[i].amount >= amount) {
            const struct nexi_giving g = {s->charges[i].id, amount};
            return provider_refund(&n->provider, &g, call->key, n->refund);
        }
    }
    return refuse(n, "no single charge is as large as that");
}

static int32_t terminate_it(struct nexi *n, const krav_call *call, const krav_checkout_ref *ref,
                            const struct nexi_state *s) {
    (void)call, (void)ref;
    if (s->terminated) {
        return KRAV_DONE;
    }
    return s->charged > 0 || s->held > 0 ? refuse(n, "it is paid, or being paid")
                                         : provider_terminate(&n->provider, s->id);
}

static int32_t status(krav_plugin *plugin, const krav_call *call, const krav_checkout_ref *ref) {
    return with_payment(plugin, call, ref, NULL);
}
static int32_t charge(krav_plugin *plugin, const krav_call *call, const krav_checkout_ref *ref) {
    return with_payment(plugin, call, ref, charge_it);
}
static int32_t refund(krav_plugin *plugin, const krav_call *call, const krav_checkout_ref *ref) {
    return with_payment(plugin, call, ref, refund_it);
}
static int32_t withdraw(krav_plugin *plugin, const krav_call *call, const krav_checkout_ref *ref) {
    return with_payment(plugin, call, ref, terminate_it);
}

/* ---- money that came ----------------------------------------------------------------------------- */

struct told {
    uint64_t n;
    krav_ore sum;
};

static void tell_part(struct nexi *n, const krav_call *call, const struct opened *o,
                      const struct nexi_part *part, int32_t kind, struct told *told) {
    const krav_payment p = {.size = sizeof p, .kind = kind, .source_id = krav_str_of(part->id),
        .kid = krav_str_of(o->kid), .type = KRAV_STR(NAME), .archive_ref = krav_str_of(o->id),
        .currency = KRAV_STR("NOK"), .booked = part->on, .ordered = part->on,
        .amount = kind == KRAV_PAYMENT_IN ? part->amount : -part->amount};
    if (n->frame.facts->payment(n->frame.host, call->id, &p) == KRAV_OK) {
        told->n++;
        told->sum += p.amount;
    }
}

/* Asks how the payment stands, and submits all that came and went by it.  What is told of another
 * currency or KID than it was opened with is nobody's guess: a fault. */
static int32_t tell_payment(struct nexi *n, const krav_call *call, const struct opened *o,
                            struct told *told) {
    struct nexi_state s;
    const int32_t outcome = provider_state(provider_for(n, call), o->id, &s);
    if (outcome != KRAV_DONE) {
        return outcome;
    }
    if (strcmp(s.currency, "NOK") != 0 || strcmp(s.kid, o->kid) != 0) {
        char why[200];
        (void)snprintf(why, sizeof why, "payment %s: is not the one that was opened: %s, KID %s",
                       o->id, s.currency, s.kid);
        (void)n->frame.facts->fault(n->frame.host, call->id, 0, krav_str_of(why));
        return KRAV_DONE;
    }
    for (int i = 0; i < s.n_charges; i++) {
        tell_part(n, call, o, &s.charges[i], KRAV_PAYMENT_IN, told);
    }
    for (int i = 0; i < s.n_refunds; i++) {
        tell_part(n, call, o, &s.refunds[i], KRAV_PAYMENT_REVERSAL, told);
    }
    return KRAV_DONE;
}

static int32_t poll(krav_plugin *plugin, const krav_call *call) {
    struct nexi *n = nexi_of(plugin);
    struct told told = {0, 0};
    int32_t outcome = KRAV_DONE;
    memory_age(&n->memory, call->today);
    for (size_t i = 0; i < n->memory.n && outcome == KRAV_DONE; i++) {
        outcome = tell_payment(n, call, &n->memory.items[i], &told);
        outcome = outcome == KRAV_REFUSED ? KRAV_DONE : outcome; /* the provider forgot it */
    }
    const krav_file_result result = {.size = sizeof result, .kind = KRAV_STR("payments"),
        .n_records = told.n, .sum = told.sum, .made_by = KRAV_STR("Nexi Checkout"),
        .created = call->today};
    answer(n, call, outcome, KRAV_STR("poll"), outcome == KRAV_DONE ? &result : NULL);
    return KRAV_OK;
}

/* No file is ours: all that comes is asked for. */
static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin, (void)head, (void)name;
    return 0;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    const struct nexi *n = nexi_of(plugin);
    (void)fd, (void)name, (void)size;
    (void)n->frame.facts->fault(n->frame.host, call->id, 0, KRAV_STR("Nexi sends no files here"));
    krav_answer_refused(n->frame.host, call, KRAV_STR("not a file of ours"));
    return KRAV_OK;
}

/* ---- webhooks -------------------------------------------------------------------------------------- */

struct comparison {
    krav_str told;
    bool is_same;
};

static void compare(void *ctx, krav_str secret) {
    struct comparison *c = ctx;
    c->is_same = nexi_same_secret(c->told, secret);
}

static bool is_from_provider(struct nexi *n, const krav_request *r) {
    struct comparison c = {nexi_header(r->headers, "authorization"), false};
    (void)n->frame.settings->secret(n->frame.host, "webhook_secret", compare, &c);
    return c.is_same;
}

static int32_t respond(struct nexi *n, const krav_call *call, int status_code) {
    const krav_response response = {.size = sizeof response, .status = status_code,
        .content_type = KRAV_STR("text/plain")};
    answer(n, call, KRAV_DONE, KRAV_STR("webhook"), &response);
    return KRAV_OK;
}

/* 200: the provider need not tell it again.  A payment that was not opened here is another's, with
 * the same merchant; what cannot be asked about now is told again later.  Events are not counted: the
 * same one twice asks twice, and the charge's own id makes it one payment.  To remember them here
 * would lose one whose facts the host could not commit. */
static int32_t take_webhook(struct nexi *n, const krav_call *call, const krav_request *r) {
    struct nexi_webhook w;
    struct told told = {0, 0};
    if (!nexi_read_webhook(r->body, &w)) {
        return respond(n, call, 400);
    }
    const struct opened *o = w.event == NEXI_OTHER ? NULL : memory_by_id(&n->memory, w.payment);
    if (!o) {
        return respond(n, call, 200);
    }
    const int32_t outcome = tell_payment(n, call, o, &told);
    if (outcome != KRAV_DONE) {
        answer(n, call, KRAV_RETRY, KRAV_STR_ABSENT, NULL);
        return KRAV_OK;
    }
    /* A charge that is told of and not seen yet is asked about again when the webhook comes again. */
    return respond(n, call, told.n > 0 ? 200 : 503);
}

static int32_t serve(krav_plugin *plugin, const krav_call *call, const krav_request *r) {
    struct nexi *n = nexi_of(plugin);
    if (!krav_str_eq(r->path, KRAV_STR("/webhook"))) {
        return respond(n, call, 404);
    }
    if (!krav_str_eq(r->method, KRAV_STR("POST"))) {
        return respond(n, call, 405);
    }
    if (!is_from_provider(n, r)) {
        krav_log(n->frame.host, KRAV_LOG_WARNING, KRAV_STR("a webhook with a wrong authorization"));
        return respond(n, call, 401);
    }
    return take_webhook(n, call, r);
}

/* ---- life -------------------------------------------------------------------------------------------- */

static int32_t start(krav_plugin *plugin) {
    struct nexi *n = nexi_of(plugin);
    const krav_http_setup setup = {.base_url = setting(n, "base_url"),
        .user_agent = KRAV_STR("krav"), .connect_timeout_ms = 3000,
        .timeout_ms = n->frame.settings->integer(n->frame.host, "timeout_ms")};
    char why[KRAV_HTTP_WHY];
    n->provider.http = krav_http_open(&n->frame, &setup, why);
    if (!n->provider.http) {
        krav_log(n->frame.host, KRAV_LOG_ERROR, krav_str_of(why));
        return KRAV_E_INVALID;
    }
    const int32_t rc = n->frame.files->get(n->frame.host, MEMORY_FILE, on_memory, &n->memory);
    return rc == KRAV_E_STATE ? KRAV_OK : rc; /* nothing was ever opened */
}

static void close_all(krav_plugin *plugin) {
    struct nexi *n = nexi_of(plugin);
    krav_http_close(n->provider.http);
    memory_fini(&n->memory);
}

static const char *const needs[] = {KRAV_HOST_SETTINGS, KRAV_HOST_FILES, KRAV_HOST_FACTS,
                                    KRAV_HOST_LOG, NULL};

static const krav_option options[] = {
    {.name = "secret_key", .help = "the merchant's secret API key", .type = KRAV_SECRET,
     .flags = KRAV_REQUIRED},
    {.name = "webhook_secret", .help = "what webhooks must say in Authorization: 8 to 32 letters and "
     "digits, made up by the agency", .type = KRAV_SECRET, .flags = KRAV_REQUIRED},
    {.name = "webhook_url", .help = "where the provider reaches us: https://.../p/NAME/webhook",
     .type = KRAV_URL, .flags = KRAV_REQUIRED},
    {.name = "base_url", .help = "live, or https://test.api.dibspayment.eu",
     .fallback = "https://api.dibspayment.eu", .type = KRAV_URL},
    {.name = "terms_url", .help = "the agency's terms, shown on the page", .type = KRAV_URL,
     .flags = KRAV_REQUIRED},
    {.name = "merchant_terms_url", .help = "its privacy statement", .type = KRAV_URL,
     .flags = KRAV_REQUIRED},
    {.name = "charge_at_once", .help = "the payer is charged when he pays; else by charge()",
     .fallback = "yes", .type = KRAV_BOOLEAN},
    {.name = "item_name", .help = "what is paid, where the case says nothing",
     .fallback = "Betaling av krav", .min = 1, .max = 60, .type = KRAV_TEXT},
    {.name = "timeout_ms", .help = "of one request", .fallback = "6000", .min = 200, .max = 20000,
     .type = KRAV_INTEGER},
    {.name = NULL},
};

static const krav_checkout checkout = {.open = open_payment, .status = status, .charge = charge,
                                       .refund = refund, .withdraw = withdraw};
static const krav_routes routes = {.serve = serve};
static const krav_intake intake = {.recognise = recognise, .begin = begin, .poll = poll};

#define PROVIDES(X) X(KRAV_CHECKOUT, checkout) X(KRAV_ROUTES, routes) X(KRAV_INTAKE, intake)
static const krav_hooks hooks = {.start = start, .close = close_all, .recall = recall};
KRAV_PLUGIN(struct nexi, PROVIDES, hooks, .id = "krav.nexi_checkout", .name = "Nexi Checkout",
            .version = "1.0.0", .vendor = "krav", .license = "see LICENSE", .needs = needs,
            .options = options, .flags = KRAV_USES_NETWORK | KRAV_USES_THREADS);
