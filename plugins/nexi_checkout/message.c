/* message.c - see message.h. */
#include "message.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#define AMOUNT_MAX 100000000000LL
#define BODY_MAX ((size_t)1 << 20)

/* ---- what is said -------------------------------------------------------------------------------- */

static json_t *string_of(krav_str s) { return json_stringn(s.ptr ? s.ptr : "", s.len); }

/* One line of an order: what is owed, of which nobody deducts VAT here. */
static json_t *order_of(const struct nexi_offer *o) {
    return json_pack("{s:[{s:o,s:o,s:i,s:s,s:I,s:i,s:i,s:I,s:I}],s:I,s:s,s:o}", "items", "reference",
                     string_of(o->kid), "name", string_of(o->description), "quantity", 1, "unit",
                     "stk", "unitPrice", (json_int_t)o->amount, "taxRate", 0, "taxAmount", 0,
                     "grossTotalAmount", (json_int_t)o->amount, "netTotalAmount",
                     (json_int_t)o->amount, "amount", (json_int_t)o->amount, "currency", "NOK",
                     "reference", string_of(o->kid));
}

static json_t *checkout_of(const struct nexi_offer *o) {
    return json_pack("{s:s,s:o,s:o,s:o,s:o,s:b,s:b}", "integrationType", "HostedPaymentPage",
                     "returnUrl", string_of(o->return_url), "cancelUrl", string_of(o->return_url),
                     "termsUrl", string_of(o->terms_url), "merchantTermsUrl",
                     string_of(o->merchant_terms_url), "charge", o->charge_at_once ? 1 : 0,
                     "merchantHandlesConsumerData", 1);
}

static json_t *notifications_of(const struct nexi_offer *o) {
    static const char *const events[] = {"payment.charge.created.v2", "payment.charge.failed",
                                         "payment.refund.completed", "payment.refund.failed",
                                         "payment.reservation.created.v2"};
    json_t *list = json_array();
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
        (void)json_array_append_new(list, json_pack("{s:s,s:o,s:o}", "eventName", events[i], "url",
                                                    string_of(o->webhook_url), "authorization",
                                                    string_of(o->webhook_secret)));
    }
    return json_pack("{s:o}", "webhooks", list);
}

char *nexi_offer_body(const struct nexi_offer *o) {
    json_t *body = json_pack("{s:o,s:o,s:o,s:o}", "order", order_of(o), "checkout", checkout_of(o),
                             "notifications", notifications_of(o), "myReference",
                             string_of(o->marker));
    char *text = body ? json_dumps(body, JSON_COMPACT) : NULL;
    json_decref(body);
    return text;
}

char *nexi_amount_body(krav_ore amount) {
    char *text = malloc(40);
    if (text) {
        (void)snprintf(text, 40, "{\"amount\":%lld}", (long long)amount);
    }
    return text;
}

/* ---- what it says -------------------------------------------------------------------------------- */

static json_t *parse(krav_str json) {
    return json.ptr && json.len <= BODY_MAX
               ? json_loadb(json.ptr, json.len, JSON_REJECT_DUPLICATES, NULL)
               : NULL;
}

/* Letters, digits and dashes: it will stand in a path. */
static bool take_id(const json_t *v, char out[NEXI_ID_MAX + 1]) {
    const char *s = json_string_value(v);
    const size_t len = json_string_length(v);
    out[0] = '\0';
    if (!s || len == 0 || len > NEXI_ID_MAX ||
        strspn(s, "0123456789abcdefABCDEFghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ-") != len) {
        return false;
    }
    memcpy(out, s, len + 1);
    return true;
}

static bool take_text(const json_t *v, char *out, size_t size) {
    const char *s = json_string_value(v);
    const size_t len = json_string_length(v);
    if (!s || len >= size || strlen(s) != len) {
        return false;
    }
    memcpy(out, s, len + 1);
    return true;
}

/* Absent is 0: the provider leaves out what is nothing. */
static bool take_amount(const json_t *v, krav_ore *out) {
    const json_int_t n = json_integer_value(v);
    *out = n;
    return !v || json_is_null(v) || (json_is_integer(v) && n >= 0 && n <= AMOUNT_MAX);
}

bool nexi_read_opened(krav_str json, struct nexi_opened *out) {
    json_t *root = parse(json);
    const bool ok = take_id(json_object_get(root, "paymentId"), out->id) &&
                    take_text(json_object_get(root, "hostedPaymentPageUrl"), out->url,
                              sizeof out->url) &&
                    out->url[0] != '\0' && strpbrk(out->url, " \t\r\n") == NULL;
    json_decref(root);
    return ok;
}

bool nexi_read_refunded(krav_str json, char out[NEXI_ID_MAX + 1]) {
    json_t *root = parse(json);
    const bool ok = take_id(json_object_get(root, "refundId"), out);
    json_decref(root);
    return ok;
}

static bool take_part(const json_t *v, const char *id, const char *when, struct nexi_part *out) {
    const char *at = json_string_value(json_object_get(v, when));
    *out = (struct nexi_part){.on = at ? nexi_day(at) : 0};
    return take_id(json_object_get(v, id), out->id) &&
           take_amount(json_object_get(v, "amount"), &out->amount) && out->amount > 0 &&
           out->on != 0;
}

static bool take_charges(const json_t *list, struct nexi_state *out) {
    const size_t n = json_array_size(list);
    bool ok = n <= NEXI_PARTS_MAX;
    for (size_t i = 0; i < n && ok; i++) {
        ok = take_part(json_array_get(list, i), "chargeId", "created",
                       &out->charges[out->n_charges++]);
    }
    return ok;
}

/* One that is pending, or failed, moved nothing. */
static bool take_refunds(const json_t *list, struct nexi_state *out) {
    const size_t n = json_array_size(list);
    bool ok = n <= NEXI_PARTS_MAX;
    for (size_t i = 0; i < n && ok; i++) {
        const json_t *v = json_array_get(list, i);
        const char *state = json_string_value(json_object_get(v, "state"));
        if (state && strcmp(state, "Completed") == 0) {
            ok = take_part(v, "refundId", "lastUpdated", &out->refunds[out->n_refunds++]);
        }
    }
    return ok;
}

static bool take_sums(const json_t *payment, struct nexi_state *out) {
    const json_t *sums = json_object_get(payment, "summary");
    const json_t *order = json_object_get(payment, "orderDetails");
    return take_amount(json_object_get(sums, "reservedAmount"), &out->held) &&
           take_amount(json_object_get(sums, "chargedAmount"), &out->charged) &&
           take_amount(json_object_get(sums, "refundedAmount"), &out->refunded) &&
           take_amount(json_object_get(order, "amount"), &out->asked) &&
           take_text(json_object_get(order, "currency"), out->currency, sizeof out->currency) &&
           take_text(json_object_get(order, "reference"), out->kid, sizeof out->kid);
}

/* Its parts come to its sums, or it says two things. */
static bool adds_up(const struct nexi_state *s) {
    krav_ore charged = 0, refunded = 0;
    for (int i = 0; i < s->n_charges; i++) {
        charged += s->charges[i].amount;
    }
    for (int i = 0; i < s->n_refunds; i++) {
        refunded += s->refunds[i].amount;
    }
    return charged == s->charged && refunded <= s->charged && s->charged <= s->asked;
}

bool nexi_read_state(krav_str json, struct nexi_state *out) {
    json_t *root = parse(json);
    const json_t *payment = json_object_get(root, "payment");
    *out = (struct nexi_state){.n_charges = 0};
    const bool ok = take_id(json_object_get(payment, "paymentId"), out->id) &&
                    take_sums(payment, out) &&
                    take_charges(json_object_get(payment, "charges"), out) &&
                    take_refunds(json_object_get(payment, "refunds"), out) && adds_up(out);
    out->terminated = json_is_string(json_object_get(payment, "terminated"));
    json_decref(root);
    return ok;
}

bool nexi_read_webhook(krav_str json, struct nexi_webhook *out) {
    json_t *root = parse(json);
    const char *event = json_string_value(json_object_get(root, "event"));
    *out = (struct nexi_webhook){.event = NEXI_OTHER};
    const bool ok = event && take_id(json_object_get(root, "id"), out->id) &&
                    take_id(json_object_get(json_object_get(root, "data"), "paymentId"),
                            out->payment);
    if (ok && strncmp(event, "payment.charge.created", 22) == 0) {
        out->event = NEXI_CHARGED;
    } else if (ok && strncmp(event, "payment.refund.completed", 24) == 0) {
        out->event = NEXI_REFUNDED;
    }
    json_decref(root);
    return ok;
}

/* {"errors":{"field":["why"]}}, or {"message":"why"}. */
void nexi_read_refusal(krav_str json, char *out, size_t size) {
    json_t *root = parse(json);
    const char *field = NULL;
    json_t *list = NULL;
    out[0] = '\0';
    const json_t *message = json_object_get(root, "message");
    json_object_foreach(json_object_get(root, "errors"), field, list) {
        message = json_array_get(list, 0);
        break;
    }
    if (json_is_string(message)) {
        (void)snprintf(out, size, "%s%s%s", field ? field : "", field ? ": " : "",
                       json_string_value(message));
    }
    json_decref(root);
}

/* ---- days and secrets ---------------------------------------------------------------------------- */

static bool take_digits(const char *s, int n, int *out) {
    *out = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9') {
            return false;
        }
        *out = *out * 10 + (s[i] - '0');
    }
    return true;
}

/* Summer time: from the last Sunday of March to that of October, at 01:00 UTC.  Day 1 is a Monday. */
static krav_day last_sunday(int year, int month) {
    const krav_day last = krav_day_of(year, month, 31);
    return last - last % 7;
}

krav_day nexi_day(const char *moment) {
    int year, month, mday, hour;
    if (strlen(moment) < 13 || !take_digits(moment, 4, &year) || moment[4] != '-' ||
        !take_digits(moment + 5, 2, &month) || moment[7] != '-' ||
        !take_digits(moment + 8, 2, &mday) || moment[10] != 'T' ||
        !take_digits(moment + 11, 2, &hour) || hour > 23) {
        return 0;
    }
    const krav_day day = krav_day_of(year, month, mday);
    const krav_day from = day ? last_sunday(year, 3) : 0, to = day ? last_sunday(year, 10) : 0;
    const bool summer = (day > from || (day == from && hour >= 1)) &&
                        (day < to || (day == to && hour < 1));
    return day == 0 ? 0 : day + (hour + (summer ? 2 : 1) >= 24);
}

krav_str nexi_header(krav_str headers, const char *name) {
    const size_t n = strlen(name);
    while (headers.len > 0) {
        const char *end = memchr(headers.ptr, '\n', headers.len);
        const size_t len = end ? (size_t)(end - headers.ptr) : headers.len;
        if (len > n + 2 && memcmp(headers.ptr, name, n) == 0 && headers.ptr[n] == ':') {
            return (krav_str){headers.ptr + n + 2, len - n - 2};
        }
        headers.ptr += end ? len + 1 : len;
        headers.len -= end ? len + 1 : len;
    }
    return KRAV_STR_ABSENT;
}

bool nexi_same_secret(krav_str told, krav_str ours) {
    return krav_secret_eq(told, ours) != 0;
}
