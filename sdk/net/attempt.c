#include "net/client.h"

#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MAX_HEADERS 48
#define MAX_HEADER_BYTES (64 * 1024)
#define DAY_MS (24 * 3600 * INT64_C(1000))

/* ---- memory for libcurl ------------------------------------------------------------------------- */

/* libcurl copies headers and bodies into buffers of its own, and a secret may be among them. */
static void free_wiped(void *p) {
    if (p) {
        net_wipe(p, malloc_usable_size(p));
        free(p);
    }
}

static void *realloc_wiped(void *old, size_t size) {
    const size_t had = old ? malloc_usable_size(old) : 0;
    void *p = malloc(size ? size : 1);
    if (p && old) {
        memcpy(p, old, had < size ? had : size);
        free_wiped(old);
    }
    return p;
}

static char *strdup_plain(const char *s) {
    const size_t n = strlen(s) + 1;
    char *p = malloc(n);
    return p ? memcpy(p, s, n) : NULL;
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static CURLcode ready = CURLE_FAILED_INIT;

static void get_ready(void) {
    ready = curl_global_init_mem(CURL_GLOBAL_DEFAULT, malloc, free_wiped, realloc_wiped,
                                 strdup_plain, calloc);
}

bool attempt_ready(void) {
    pthread_once(&once, get_ready);
    return ready == CURLE_OK;
}

/* ---- what libcurl tells -------------------------------------------------------------------------- */

/* The connection stands, TLS and all; the next thing is the request. */
static int on_begin(void *ctx, char *ip, char *local_ip, int port, int local_port) {
    (void)ip, (void)local_ip, (void)port, (void)local_port;
    ((struct attempt *)ctx)->began = true;
    return CURL_PREREQFUNC_OK;
}

static size_t on_body(char *bytes, size_t one, size_t n, void *ctx) {
    struct attempt *a = ctx;
    (void)one;
    if (n > (size_t)a->http->max_body - a->http->body.len) {
        a->too_big = true;
        return 0;
    }
    net_add(&a->http->body, bytes, n);
    return n;
}

/* The value of a header line if that is its name, else absent. */
static krav_str value_of(krav_str line, const char *name) {
    const size_t n = strlen(name);
    krav_str value = {NULL, 0};
    if (line.len > n && strncasecmp(line.ptr, name, n) == 0 && line.ptr[n] == ':') {
        value.ptr = line.ptr + n + 1;
        value.len = line.len - n - 1;
        while (value.len > 0 && strchr(" \t\r\n", value.ptr[value.len - 1])) {
            value.len--;
        }
        while (value.len > 0 && (value.ptr[0] == ' ' || value.ptr[0] == '\t')) {
            value.ptr++;
            value.len--;
        }
    }
    return value;
}

/* Seconds only: the other form is a date, which needs a clock that agrees with theirs. */
static int64_t retry_after(krav_str value) {
    int64_t seconds = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9' || seconds > DAY_MS / 1000) {
            return 0;
        }
        seconds = 10 * seconds + (value.ptr[i] - '0');
    }
    return seconds * 1000 < DAY_MS ? seconds * 1000 : DAY_MS;
}

static size_t on_header(char *bytes, size_t one, size_t n, void *ctx) {
    struct attempt *a = ctx;
    const krav_str line = {bytes, n};
    (void)one;
    if (n > MAX_HEADER_BYTES) {
        a->too_big = true;
        return 0;
    }
    /* libcurl is content with a head that ends in the middle of a line. */
    a->head_ended = n <= 2 && (bytes[0] == '\r' || bytes[0] == '\n');
    const krav_str type = value_of(line, "content-type"), after = value_of(line, "retry-after");
    if (type.ptr) {
        net_clear(&a->http->type);
        net_add_str(&a->http->type, type);
    }
    if (after.ptr) {
        a->answer->retry_after_ms = retry_after(after);
    }
    return n;
}

/* ---- one attempt --------------------------------------------------------------------------------- */

/* The list is on our stack and points at our text, so that libcurl has no list of its own. */
static struct curl_slist *headers_list(const struct attempt *a,
                                       struct curl_slist list[MAX_HEADERS]) {
    char *at = a->headers.ptr;
    for (size_t i = 0; i < a->n_headers; i++) {
        list[i].data = at;
        list[i].next = i + 1 < a->n_headers ? &list[i + 1] : NULL;
        at += strlen(at) + 1;
    }
    return a->n_headers > 0 ? list : NULL;
}

#define SET(option, value) ok = ok && curl_easy_setopt(c, option, value) == CURLE_OK

/* Where to, and how sure of it. */
static bool set_place(const struct attempt *a, CURL *c) {
    bool ok = true;
    const krav_http *h = a->http;
    SET(CURLOPT_URL, a->url.ptr);
    SET(CURLOPT_PROTOCOLS_STR, h->loopback ? "http" : "https");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_PROXY, "");
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (h->ca_pem.len > 0) {
        const struct curl_blob pem = {h->ca_pem.ptr, h->ca_pem.len, CURL_BLOB_NOCOPY};
        SET(CURLOPT_CAINFO_BLOB, &pem);
        SET(CURLOPT_CAPATH, NULL);
    }
    return ok;
}

static bool set_limits(const struct attempt *a, CURL *c) {
    bool ok = true;
    const int64_t connect_ms = a->http->connect_timeout_ms;
    SET(CURLOPT_CONNECTTIMEOUT_MS, (long)(connect_ms < a->timeout_ms ? connect_ms : a->timeout_ms));
    SET(CURLOPT_TIMEOUT_MS, (long)a->timeout_ms);
    /* A connection that died while it was idle makes libcurl send the request again. */
    const long fresh = strcmp(a->request->method, "GET") != 0;
    SET(CURLOPT_FRESH_CONNECT, fresh);
    SET(CURLOPT_FORBID_REUSE, fresh);
    /* With one request to a connection, nothing is resent when a stream is refused. */
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    return ok;
}

static bool set_request(const struct attempt *a, CURL *c) {
    bool ok = true;
    const krav_http_request *r = a->request;
    SET(CURLOPT_USERAGENT, a->http->user_agent.ptr);
    if (strcmp(r->method, "GET") == 0) {
        SET(CURLOPT_HTTPGET, 1L);
    } else {
        SET(CURLOPT_POST, 1L);
        SET(CURLOPT_CUSTOMREQUEST, r->method);
        SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body.len);
        SET(CURLOPT_POSTFIELDS, r->body.len > 0 ? r->body.ptr : "");
    }
    return ok;
}

static bool set_listeners(struct attempt *a, CURL *c) {
    bool ok = true;
    SET(CURLOPT_PREREQFUNCTION, on_begin);
    SET(CURLOPT_PREREQDATA, a);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, a);
    SET(CURLOPT_HEADERFUNCTION, on_header);
    SET(CURLOPT_HEADERDATA, a);
    return ok;
}

static void say(struct attempt *a, const char *what, const char *more) {
    snprintf(a->answer->why, sizeof a->answer->why, "%s%s%s", what, *more ? ": " : "", more);
}

static void judge(struct attempt *a, CURLcode rc) {
    long status = 0;
    curl_easy_getinfo(a->http->curl, CURLINFO_RESPONSE_CODE, &status);
    a->answer->status = (int)status;
    if (rc == CURLE_OK && a->head_ended && status >= 200) {
        a->answer->outcome = KRAV_HTTP_ANSWERED;
        return;
    }
    a->answer->outcome = a->began ? KRAV_HTTP_MAYBE : KRAV_HTTP_NEVER_SENT;
    if (a->too_big) {
        say(a, "the answer is too long", "");
    } else if (rc == CURLE_OPERATION_TIMEDOUT) {
        say(a, a->began ? "no whole answer in time" : "no connection in time", "");
    } else {
        say(a, a->began ? "the connection broke" : "no connection",
            rc == CURLE_OK ? "" : curl_easy_strerror(rc));
    }
}

void attempt_make(struct attempt *a) {
    struct curl_slist list[MAX_HEADERS];
    CURL *c = a->http->curl;
    curl_easy_reset(c); /* keeps connections, forgets the last request */
    net_clear(&a->http->body);
    net_clear(&a->http->type);
    a->began = a->too_big = a->head_ended = false;
    a->answer->retry_after_ms = 0;
    a->answer->why[0] = '\0';
    bool ok = set_place(a, c) && set_limits(a, c) && set_request(a, c) && set_listeners(a, c);
    SET(CURLOPT_HTTPHEADER, headers_list(a, list));
    judge(a, ok ? curl_easy_perform(c) : CURLE_FAILED_INIT);
    curl_easy_reset(c); /* nothing of it points at what is wiped now */
}
