/* provider.c - see provider.h. */
#include "provider.h"

#include <stdio.h>
#include <stdlib.h>

static const krav_http_secret authorization = {.option = "secret_key",
                                               .header = {"Authorization", 13}};

static void say(struct provider *p, const krav_http_answer *a) {
    char told[120];
    if (a->outcome != KRAV_HTTP_ANSWERED) {
        (void)snprintf(p->why, sizeof p->why, "%s", a->why);
        return;
    }
    nexi_read_refusal(a->body, told, sizeof told);
    (void)snprintf(p->why, sizeof p->why, "Nexi said %d%s%s", a->status, told[0] ? ": " : "", told);
}

/* A key that is wrong or has no leave is the agency's own matter, and nothing happened: whoever
 * wants to pay may try again when it is mended. */
static int32_t meaning(const krav_http_answer *a, bool is_question) {
    if (a->outcome == KRAV_HTTP_ANSWERED && (a->status == 401 || a->status == 403)) {
        return KRAV_RETRY;
    }
    return is_question ? krav_http_question(a) : krav_http_effect(a);
}

static int32_t send(struct provider *p, krav_http_request *r, krav_http_answer *a) {
    r->deadline = p->deadline;
    r->secrets = &authorization;
    r->n_secrets = 1;
    p->why[0] = '\0';
    if (krav_http_send(p->http, r, a) != KRAV_OK) {
        (void)snprintf(p->why, sizeof p->why, "the request could not be made");
        return KRAV_REFUSED;
    }
    const int32_t outcome = meaning(a, strcmp(r->method, "GET") == 0);
    if (outcome != KRAV_DONE) {
        say(p, a);
    }
    return outcome;
}

int32_t provider_open(struct provider *p, const struct nexi_offer *o, krav_str key,
                      struct nexi_opened *out) {
    char *body = nexi_offer_body(o);
    krav_http_answer a;
    if (!body) {
        (void)snprintf(p->why, sizeof p->why, "the payment could not be written as JSON");
        return KRAV_REFUSED;
    }
    krav_http_request r = {.method = "POST", .path = KRAV_STR("/v1/payments"),
        .body = krav_str_of(body), .idempotency_key = key};
    int32_t outcome = send(p, &r, &a);
    if (outcome == KRAV_DONE && !nexi_read_opened(a.body, out)) {
        (void)snprintf(p->why, sizeof p->why, "Nexi's answer has no payment and page");
        outcome = KRAV_UNKNOWN;
    }
    explicit_bzero(body, strlen(body)); /* the webhook's secret */
    free(body);
    return outcome;
}

int32_t provider_state(struct provider *p, const char *id, struct nexi_state *out) {
    char path[NEXI_ID_MAX + 20];
    krav_http_answer a;
    (void)snprintf(path, sizeof path, "/v1/payments/%s", id);
    krav_http_request r = {.method = "GET", .path = krav_str_of(path)};
    const int32_t outcome = send(p, &r, &a);
    if (outcome == KRAV_DONE && (!nexi_read_state(a.body, out) || strcmp(out->id, id) != 0)) {
        (void)snprintf(p->why, sizeof p->why, "Nexi's answer about payment %s does not add up", id);
        return KRAV_RETRY;
    }
    return outcome;
}

static int32_t post_amount(struct provider *p, const char *path, krav_ore amount, krav_str key,
                           char *refund) {
    char *body = nexi_amount_body(amount);
    krav_http_answer a;
    if (!body) {
        return KRAV_RETRY;
    }
    krav_http_request r = {.method = "POST", .path = krav_str_of(path), .body = krav_str_of(body),
        .idempotency_key = key};
    int32_t outcome = send(p, &r, &a);
    free(body);
    if (outcome == KRAV_DONE && refund && !nexi_read_refunded(a.body, refund)) {
        (void)snprintf(p->why, sizeof p->why, "Nexi's answer does not name the refund");
        outcome = KRAV_UNKNOWN;
    }
    return outcome;
}

int32_t provider_charge(struct provider *p, const char *id, krav_ore amount, krav_str key) {
    char path[NEXI_ID_MAX + 30];
    (void)snprintf(path, sizeof path, "/v1/payments/%s/charges", id);
    return post_amount(p, path, amount, key, NULL);
}

int32_t provider_refund(struct provider *p, const struct nexi_giving *g, krav_str key,
                        char id[NEXI_ID_MAX + 1]) {
    char path[NEXI_ID_MAX + 30];
    (void)snprintf(path, sizeof path, "/v1/charges/%s/refunds", g->charge);
    return post_amount(p, path, g->amount, key, id);
}

int32_t provider_terminate(struct provider *p, const char *id) {
    char path[NEXI_ID_MAX + 30];
    krav_http_answer a;
    (void)snprintf(path, sizeof path, "/v1/payments/%s/terminate", id);
    krav_http_request r = {.method = "PUT", .path = krav_str_of(path)};
    return send(p, &r, &a);
}
