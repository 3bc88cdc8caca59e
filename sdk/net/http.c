#include "net/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "net/scrub.h"
#include "net/tape.h"

#define MAX_PATH 8192
#define MAX_HEADERS 40 /* of a plugin's; attempt.c has room for ours as well */

/* ---- opening ------------------------------------------------------------------------------------- */

static bool is_loopback(const char *host) {
    return strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
           (strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == strlen(host));
}

/* NULL, or why this cannot be a base URL. */
static const char *url_fault(krav_http *h) {
    CURLU *url = curl_url();
    char *scheme = NULL, *host = NULL, *user = NULL, *query = NULL, *fragment = NULL;
    const char *fault = "it is no URL";
    if (url && curl_url_set(url, CURLUPART_URL, h->base_url.ptr, 0) == CURLUE_OK &&
        curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
        curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK) {
        const bool more = curl_url_get(url, CURLUPART_USER, &user, 0) == CURLUE_OK ||
                          curl_url_get(url, CURLUPART_QUERY, &query, 0) == CURLUE_OK ||
                          curl_url_get(url, CURLUPART_FRAGMENT, &fragment, 0) == CURLUE_OK;
        h->loopback = strcmp(scheme, "http") == 0;
        fault = more                                    ? "it has a user, a query or a fragment"
                : h->loopback && !is_loopback(host)     ? "http is for this machine only: https"
                : h->loopback || !strcmp(scheme, "https") ? NULL
                                                        : "it must begin with https://";
    }
    curl_free(scheme);
    curl_free(host);
    curl_free(user);
    curl_free(query);
    curl_free(fragment);
    curl_url_cleanup(url);
    return fault;
}

static int64_t or_else(int64_t value, int64_t otherwise) { return value > 0 ? value : otherwise; }

/* Copies a text that is to be terminated; false if it has a control character. */
static bool text_take(struct net_bytes *to, krav_str from, const char *otherwise) {
    if (from.len == 0) {
        net_add_text(to, otherwise);
    } else {
        net_add_str(to, from);
    }
    for (size_t i = 0; i < to->len; i++) {
        if ((unsigned char)to->ptr[i] < ' ' || to->ptr[i] == 0x7f) {
            return false;
        }
    }
    return true;
}

krav_http *krav_http_open(const krav_frame *frame, const krav_http_setup *setup,
                          char why[KRAV_HTTP_WHY]) {
    krav_http *h = net_grow(NULL, sizeof *h);
    *h = (krav_http){.frame = frame,
                     .connect_timeout_ms = or_else(setup->connect_timeout_ms, 5000),
                     .timeout_ms = or_else(setup->timeout_ms, 20000),
                     .max_body = or_else(setup->max_body, 1 << 20),
                     .max_attempts = or_else(setup->max_attempts, 2)};
    net_add_str(&h->ca_pem, setup->ca_pem);
    const char *fault = NULL;
    why[0] = '\0';
    if (!text_take(&h->base_url, setup->base_url, "") ||
        !text_take(&h->user_agent, setup->user_agent, "krav")) {
        fault = "it has a control character";
    } else if (!attempt_ready() || !(h->curl = curl_easy_init())) {
        fault = "libcurl cannot be used";
    } else {
        fault = url_fault(h);
    }
    while (h->base_url.len > 0 && h->base_url.ptr[h->base_url.len - 1] == '/') {
        h->base_url.ptr[--h->base_url.len] = '\0';
    }
    if (fault) {
        snprintf(why, KRAV_HTTP_WHY, "base URL %.80s: %s", h->base_url.ptr, fault);
        krav_http_close(h);
        return NULL;
    }
    return h;
}

void krav_http_close(krav_http *h) {
    if (!h) {
        return;
    }
    if (h->curl) {
        curl_easy_cleanup(h->curl);
    }
    net_fini(&h->base_url);
    net_fini(&h->ca_pem);
    net_fini(&h->user_agent);
    net_fini(&h->body);
    net_fini(&h->type);
    free(h);
}

void krav_http_use_tape(krav_http *http, krav_tape *tape) { http->tape = tape; }

/* ---- the request ---------------------------------------------------------------------------------- */

static bool is_token(krav_str s) {
    for (size_t i = 0; i < s.len; i++) {
        const char c = s.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '-' || c == '_')) {
            return false;
        }
    }
    return s.len > 0 && s.len <= 100;
}

static bool is_value(krav_str s) {
    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7f) {
            return false;
        }
    }
    return s.len <= 16384;
}

static bool is_path(krav_str s) {
    for (size_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.ptr[i];
        if (c <= ' ' || c >= 0x7f || c == '#' || c == '\\') {
            return false;
        }
    }
    return s.len <= MAX_PATH && (s.len == 0 || s.ptr[0] == '/');
}

static bool is_method(const char *method) {
    static const char *const methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    for (size_t i = 0; method && i < sizeof methods / sizeof methods[0]; i++) {
        if (strcmp(method, methods[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_request(const krav_http_request *r) {
    bool ok = is_method(r->method) && is_path(r->path) && is_value(r->content_type) &&
              is_value(r->idempotency_key) && r->n_headers <= MAX_HEADERS - 8 &&
              r->n_secrets <= 8 && (r->body.len == 0 || strcmp(r->method, "GET") != 0);
    for (size_t i = 0; ok && i < r->n_headers; i++) {
        ok = is_token(r->headers[i].name) && is_value(r->headers[i].value);
    }
    for (size_t i = 0; ok && i < r->n_secrets; i++) {
        ok = is_token(r->secrets[i].header) && is_value(r->secrets[i].before) &&
             is_value(r->secrets[i].basic_user) && r->secrets[i].option;
    }
    return ok;
}

static bool is_secret_header(krav_str name) {
    static const char *const names[] = {"authorization", "proxy-authorization", "cookie",
                                        "x-api-key",     "api-key",             "x-auth-token",
                                        "ocp-apim-subscription-key"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (name.len == strlen(names[i]) && strncasecmp(name.ptr, names[i], name.len) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- headers, and secrets among them ---------------------------------------------------------------- */

/* A request on its way; `taped` are its headers as a tape may have them. */
struct sending {
    struct attempt attempt;
    struct net_bytes taped;
    size_t n_lent;
    bool done;
};

static void taped_add(struct sending *s, krav_str name, krav_str value) {
    if (s->attempt.http->tape) {
        net_add_str(&s->taped, name);
        net_add_text(&s->taped, ": ");
        net_add_str(&s->taped, value);
        net_add_text(&s->taped, "\n");
    }
}

static void header_add(struct sending *s, krav_str name, krav_str value, bool secret) {
    struct attempt *a = &s->attempt;
    net_add_str(&a->headers, name);
    /* libcurl's way to send a header without a value. */
    net_add_text(&a->headers, value.len > 0 ? ": " : ";");
    net_add_str(&a->headers, value);
    net_add(&a->headers, "", 1);
    a->n_headers++;
    if (secret && a->http->tape) {
        krav_tape_hide(a->http->tape, value);
    }
    taped_add(s, name, secret ? krav_str_of(SCRUB_SECRET) : value);
}

static void headers_add(struct sending *s) {
    const krav_http_request *r = s->attempt.request;
    static const char no_expect[] = "Expect:";
    net_add(&s->attempt.headers, no_expect, sizeof no_expect); /* a round trip for nothing */
    s->attempt.n_headers++;
    if (r->body.len > 0 || r->content_type.len > 0) {
        header_add(s, krav_str_of("Content-Type"),
                   r->content_type.len > 0 ? r->content_type : krav_str_of("application/json"),
                   false);
    } else if (strcmp(r->method, "GET") != 0) {
        static const char no_type[] = "Content-Type:"; /* libcurl would call it a form */
        net_add(&s->attempt.headers, no_type, sizeof no_type);
        s->attempt.n_headers++;
    }
    if (r->idempotency_key.len > 0) {
        header_add(s, krav_str_of("Idempotency-Key"), r->idempotency_key, false);
    }
    for (size_t i = 0; i < r->n_headers; i++) {
        const krav_http_header *header = &r->headers[i];
        header_add(s, header->name, header->value,
                   header->secret || is_secret_header(header->name));
    }
}

static void send_lent(struct sending *s);

/* The secret is ours only in here, and so is what is sent with it. */
static void on_secret(void *ctx, krav_str secret) {
    struct sending *s = ctx;
    const krav_http_secret *how = &s->attempt.request->secrets[s->n_lent++];
    struct net_bytes value = {0};
    if (how->basic_user.len > 0) {
        struct net_bytes pair = {0};
        net_add_str(&pair, how->basic_user);
        net_add_text(&pair, ":");
        net_add_str(&pair, secret);
        const size_t cap = 4 * pair.len / 3 + 4;
        char *base64 = net_grow(NULL, cap);
        size_t n = scrub_base64(net_str(&pair), false, base64);
        net_add_text(&value, "Basic ");
        net_add(&value, base64, n);
        for (; n % 4 != 0; n++) {
            net_add_text(&value, "=");
        }
        net_wipe(base64, cap);
        free(base64);
        net_fini(&pair);
    } else {
        net_add_str(&value, how->before);
        net_add_str(&value, secret);
    }
    if (s->attempt.http->tape) {
        krav_tape_hide(s->attempt.http->tape, secret);
    }
    if (is_value(net_str(&value))) {
        header_add(s, how->header, net_str(&value), true);
        net_fini(&value);
        send_lent(s);
    } else {
        net_fini(&value);
        snprintf(s->attempt.answer->why, KRAV_HTTP_WHY,
                 "the secret %s cannot stand in a header", how->option);
    }
}

/* ---- sending ---------------------------------------------------------------------------------------- */

static int64_t clock_ms(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* What may be used of the time that is left; 0: too late. */
static int64_t time_left(const krav_http *h, const krav_http_request *r) {
    const int64_t left = r->deadline > 0 ? r->deadline - clock_ms(CLOCK_REALTIME) : h->timeout_ms;
    return left < 1 ? 0 : left < h->timeout_ms ? left : h->timeout_ms;
}

static void attempts_make(struct attempt *a) {
    const int64_t began = clock_ms(CLOCK_MONOTONIC);
    const int64_t whole = time_left(a->http, a->request);
    do {
        a->timeout_ms = whole - (clock_ms(CLOCK_MONOTONIC) - began);
        if (a->timeout_ms < 1) {
            snprintf(a->answer->why, KRAV_HTTP_WHY, "there is no time left to ask");
            return;
        }
        a->answer->attempts++;
        attempt_make(a);
    } while (a->answer->outcome == KRAV_HTTP_NEVER_SENT &&
             a->answer->attempts < a->http->max_attempts);
}

/* All that has to be lent is here: goes on lending, or sends. */
static void send_lent(struct sending *s) {
    struct attempt *a = &s->attempt;
    const krav_http_request *r = a->request;
    krav_http *h = a->http;
    if (s->n_lent < r->n_secrets) {
        const char *option = r->secrets[s->n_lent].option;
        const krav_host_settings *settings = h->frame ? h->frame->settings : NULL;
        if (!settings ||
            settings->secret(h->frame->host, option, on_secret, s) != KRAV_OK) {
            snprintf(a->answer->why, KRAV_HTTP_WHY, "the secret %s is not set", option);
        }
        return;
    }
    if (h->tape && tape_replays(h->tape)) {
        tape_answer(h->tape, r, &h->body, &h->type, a->answer);
        return;
    }
    attempts_make(a);
    a->answer->body = net_str(&h->body);
    a->answer->content_type = net_str(&h->type);
    if (h->tape) {
        tape_note(h->tape, r, net_str(&s->taped), a->answer);
    }
}

int32_t krav_http_send(krav_http *http, const krav_http_request *request,
                       krav_http_answer *answer) {
    *answer = (krav_http_answer){.outcome = KRAV_HTTP_NEVER_SENT};
    if (!is_request(request)) {
        return KRAV_E_INVALID;
    }
    struct sending s = {.attempt = {.http = http, .request = request, .answer = answer}};
    net_clear(&http->body);
    net_clear(&http->type);
    net_add_str(&s.attempt.url, net_str(&http->base_url));
    net_add_str(&s.attempt.url, request->path);
    headers_add(&s);
    send_lent(&s);
    answer->body = net_str(&http->body);
    answer->content_type = net_str(&http->type);
    net_fini(&s.attempt.url);
    net_fini(&s.attempt.headers);
    net_fini(&s.taped);
    return KRAV_OK;
}

/* ---- what it means ------------------------------------------------------------------------------------ */

int32_t krav_http_effect(const krav_http_answer *answer) {
    const int status = answer->status;
    if (answer->outcome == KRAV_HTTP_NEVER_SENT) {
        return KRAV_RETRY;
    }
    if (answer->outcome != KRAV_HTTP_ANSWERED || status == 408 || status >= 500) {
        return KRAV_UNKNOWN;
    }
    return status / 100 == 2 ? KRAV_DONE : status == 429 ? KRAV_RETRY : KRAV_REFUSED;
}

int32_t krav_http_question(const krav_http_answer *answer) {
    const int32_t effect = krav_http_effect(answer);
    return effect == KRAV_UNKNOWN ? KRAV_RETRY : effect;
}

size_t krav_http_escape(krav_str piece, char *out, size_t size) {
    static const char hex[] = "0123456789ABCDEF";
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    size_t n = 0;
    for (size_t i = 0; i < piece.len; i++) {
        const unsigned char c = (unsigned char)piece.ptr[i];
        const bool is_plain = c && strchr(plain, c);
        if (n + (is_plain ? 1 : 3) >= size) {
            return 0;
        }
        if (is_plain) {
            out[n++] = (char)c;
        } else {
            out[n++] = '%';
            out[n++] = hex[c >> 4];
            out[n++] = hex[c & 15];
        }
    }
    if (size > 0) {
        out[n] = '\0';
    }
    return n;
}
