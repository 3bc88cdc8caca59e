/* nexi_sim.c - see nexi_sim.h. */
#include "nexi_sim.h"

#include <arpa/inet.h>
#include <jansson.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define PAYMENTS_MAX 32
#define PARTS_MAX 8
#define SLOW_MS 1500
#define CREATED "2026-09-01T10:00:00.000+00:00"

struct part {
    char id[40], state[20], key[80];
    int64_t amount;
};

struct payment {
    char id[40], url[200], webhook[300], authorization[80], reference[40], key[80];
    int64_t amount, held, charged, refunded;
    int number, terminated, n_charges, n_refunds, asked;
    struct part charges[PARTS_MAX], refunds[PARTS_MAX];
};

struct nexi_sim {
    struct MHD_Daemon *daemon;
    pthread_mutex_t lock;
    char secret_key[80];
    struct payment payments[PAYMENTS_MAX];
    int n, n_events;
    enum nexi_sim_trouble trouble;
    int times, after;
    bool pending;
};

struct upload {
    char bytes[65536];
    size_t len;
};

/* ---- answers ----------------------------------------------------------------------------------- */

static enum MHD_Result say(struct MHD_Connection *c, unsigned status, const char *body) {
    struct MHD_Response *r =
        MHD_create_response_from_buffer(strlen(body), (void *)(uintptr_t)body, MHD_RESPMEM_MUST_COPY);
    (void)MHD_add_response_header(r, "Content-Type", "application/json");
    const enum MHD_Result said = MHD_queue_response(c, status, r);
    MHD_destroy_response(r);
    return said;
}

static ssize_t break_off(void *ctx, uint64_t at, char *out, size_t max) {
    (void)ctx;
    if (at > 0 || max < 10) {
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    memcpy(out, "{\"payment", 9);
    return 9;
}

static enum MHD_Result say_half(struct MHD_Connection *c) {
    struct MHD_Response *r = MHD_create_response_from_callback(2000, 1024, break_off, NULL, NULL);
    const enum MHD_Result said = MHD_queue_response(c, 200, r);
    MHD_destroy_response(r);
    return said;
}

static enum MHD_Result say_json(struct MHD_Connection *c, unsigned status, json_t *v,
                                enum nexi_sim_trouble trouble) {
    char *text = json_dumps(v, 0);
    json_decref(v);
    if (trouble == SIM_SLOW) {
        (void)poll(NULL, 0, SLOW_MS);
    }
    const enum MHD_Result said = trouble == SIM_HALF      ? say_half(c)
                                 : trouble == SIM_GARBLED ? say(c, 200, "<html>oops</html>")
                                                          : say(c, status, text);
    free(text);
    return said;
}

/* ---- payments ------------------------------------------------------------------------------------ */

static void copy(char *out, size_t size, const json_t *v) {
    (void)snprintf(out, size, "%s", json_string_value(v) ? json_string_value(v) : "");
}

/* The same Idempotency-Key is the same payment. */
static struct payment *make(struct nexi_sim *s, const json_t *body, const char *key) {
    for (int i = 0; i < s->n && key; i++) {
        if (strcmp(s->payments[i].key, key) == 0) {
            return &s->payments[i];
        }
    }
    const json_t *order = json_object_get(body, "order");
    const json_t *hook = json_array_get(
        json_object_get(json_object_get(body, "notifications"), "webhooks"), 0);
    const json_t *item = json_array_get(json_object_get(order, "items"), 0);
    const json_int_t amount = json_integer_value(json_object_get(order, "amount"));
    if (s->n == PAYMENTS_MAX || amount <= 0 ||
        amount != json_integer_value(json_object_get(item, "grossTotalAmount"))) {
        return NULL;
    }
    struct payment *p = &s->payments[s->n++];
    *p = (struct payment){.amount = amount, .number = s->n};
    (void)snprintf(p->id, sizeof p->id, "0242ac11%024d", s->n);
    (void)snprintf(p->url, sizeof p->url, "https://test.checkout.dibspayment.eu/hostedpaymentpage/?pid=%024d",
                   p->number);
    (void)snprintf(p->key, sizeof p->key, "%s", key ? key : "");
    copy(p->reference, sizeof p->reference, json_object_get(order, "reference"));
    copy(p->webhook, sizeof p->webhook, json_object_get(hook, "url"));
    copy(p->authorization, sizeof p->authorization, json_object_get(hook, "authorization"));
    return p;
}

static json_t *parts_json(const struct part *parts, int n, const char *id, const char *when) {
    json_t *list = json_array();
    for (int i = 0; i < n; i++) {
        json_t *v = json_pack("{s:s,s:I,s:s}", id, parts[i].id, "amount",
                              (json_int_t)parts[i].amount, when, CREATED);
        if (parts[i].state[0]) {
            (void)json_object_set_new(v, "state", json_string(parts[i].state));
        }
        (void)json_array_append_new(list, v);
    }
    return list;
}

static json_t *payment_json(const struct payment *p) {
    json_t *v = json_pack(
        "{s:s,s:{s:I,s:I,s:I},s:{s:I,s:s,s:s},s:s}", "paymentId", p->id, "summary",
        "reservedAmount", (json_int_t)(p->held > p->charged ? p->held : p->charged), "chargedAmount", (json_int_t)p->charged,
        "refundedAmount", (json_int_t)p->refunded, "orderDetails", "amount",
        (json_int_t)p->amount, "currency", "NOK", "reference", p->reference, "created", CREATED);
    (void)json_object_set_new(v, "charges",
                              parts_json(p->charges, p->n_charges, "chargeId", "created"));
    (void)json_object_set_new(v, "refunds",
                              parts_json(p->refunds, p->n_refunds, "refundId", "lastUpdated"));
    if (p->terminated) {
        (void)json_object_set_new(v, "terminated", json_string(CREATED));
    }
    return json_pack("{s:o}", "payment", v);
}

static void add_charge(struct payment *p, int64_t amount) {
    struct part *part = &p->charges[p->n_charges++];
    part->amount = amount;
    (void)snprintf(part->id, sizeof part->id, "charge-%d-%d", p->number, p->n_charges);
    p->charged += amount;
}

/* The same Idempotency-Key is the same refund. */
static struct part *refund_of(struct payment *p, const char *key) {
    for (int i = 0; i < p->n_refunds && key; i++) {
        if (strcmp(p->refunds[i].key, key) == 0) {
            return &p->refunds[i];
        }
    }
    return NULL;
}

static struct part *add_refund(struct payment *p, int64_t amount, const char *state) {
    struct part *part = &p->refunds[p->n_refunds++];
    (void)snprintf(part->id, sizeof part->id, "refund-%d-%d", p->number, p->n_refunds);
    (void)snprintf(part->state, sizeof part->state, "%s", state);
    part->amount = amount;
    p->refunded += strcmp(state, "Completed") == 0 ? amount : 0;
    return part;
}

static struct payment *named(struct nexi_sim *s, const char *path, const char *before) {
    const size_t n = strlen(before);
    for (int i = 0; i < s->n && strncmp(path, before, n) == 0; i++) {
        if (strncmp(path + n, s->payments[i].id, strlen(s->payments[i].id)) == 0) {
            s->payments[i].asked++;
            return &s->payments[i];
        }
    }
    return NULL;
}

/* "/v1/charges/charge-1-1/refunds" */
static struct payment *charged(struct nexi_sim *s, const char *path) {
    int number = 0;
    const bool is = sscanf(path, "/v1/charges/charge-%d-", &number) == 1;
    return is && number > 0 && number <= s->n ? &s->payments[number - 1] : NULL;
}

/* ---- requests ------------------------------------------------------------------------------------ */

static enum MHD_Result refuse(struct MHD_Connection *c, enum nexi_sim_trouble trouble) {
    return trouble == SIM_KEY       ? say(c, 401, "{}")
           : trouble == SIM_INVALID ? say(c, 400, "{\"errors\":{\"order.amount\":[\"is too small\"]}}")
           : trouble == SIM_BUSY    ? say(c, 429, "{\"message\":\"too many\"}")
                                    : say(c, 500, "{\"message\":\"sorry\"}");
}

struct told {
    const char *key;
    json_int_t amount;
    enum nexi_sim_trouble trouble;
};

static enum MHD_Result give_back(struct nexi_sim *s, struct MHD_Connection *c, struct payment *p,
                                 const struct told *t) {
    struct part *part = refund_of(p, t->key);
    if (!part && t->amount > p->charged - p->refunded) {
        return say(c, 400, "{\"message\":\"more than is left of the charge\"}");
    }
    if (!part) {
        part = add_refund(p, t->amount, s->pending ? "Pending" : "Completed");
        (void)snprintf(part->key, sizeof part->key, "%s", t->key ? t->key : "");
    }
    return say_json(c, 201, json_pack("{s:s}", "refundId", part->id), t->trouble);
}

static enum MHD_Result charge(struct MHD_Connection *c, struct payment *p, const struct told *t) {
    if (t->amount > p->held - p->charged) {
        return say(c, 400, "{\"message\":\"more than is reserved\"}");
    }
    add_charge(p, t->amount);
    return say_json(c, 201, json_pack("{s:s}", "chargeId", p->charges[p->n_charges - 1].id),
                    t->trouble);
}

static enum MHD_Result act(struct nexi_sim *s, struct MHD_Connection *c, const char *method,
                           const char *path, const struct upload *u, enum nexi_sim_trouble trouble) {
    json_t *body = json_loadb(u->bytes, u->len, 0, NULL);
    const struct told t = {MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Idempotency-Key"),
                           json_integer_value(json_object_get(body, "amount")), trouble};
    struct payment *p = named(s, path, "/v1/payments/");
    struct payment *of_charge = charged(s, path);
    enum MHD_Result said;
    if (strcmp(method, "POST") == 0 && strcmp(path, "/v1/payments") == 0) {
        p = make(s, body, t.key);
        said = p ? say_json(c, 201, json_pack("{s:s,s:s}", "paymentId", p->id,
                                              "hostedPaymentPageUrl", p->url), trouble)
                 : say(c, 400, "{\"message\":\"no order\"}");
    } else if (p && strcmp(method, "GET") == 0) {
        said = say_json(c, 200, payment_json(p), trouble);
    } else if (p && strstr(path, "/terminate")) {
        p->terminated = 1;
        said = say(c, 204, "");
    } else if (p && strstr(path, "/charges") && t.amount > 0) {
        said = charge(c, p, &t);
    } else if (of_charge && strstr(path, "/refunds") && t.amount > 0) {
        said = give_back(s, c, of_charge, &t);
    } else {
        said = say(c, 404, "{}");
    }
    json_decref(body);
    return said;
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *c, const char *path,
                                  const char *method, const char *version, const char *bytes,
                                  size_t *n, void **request) {
    struct nexi_sim *s = ctx;
    struct upload *u = *request;
    (void)version;
    if (!u) {
        *request = calloc(1, sizeof *u);
        return *request ? MHD_YES : MHD_NO;
    }
    if (*n > 0) {
        const size_t room = sizeof u->bytes - u->len, take = *n < room ? *n : room;
        memcpy(u->bytes + u->len, bytes, take);
        u->len += take;
        *n = 0;
        return MHD_YES;
    }
    const char *key = MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Authorization");
    (void)pthread_mutex_lock(&s->lock);
    enum nexi_sim_trouble trouble = s->times > 0 && s->after == 0 ? s->trouble : SIM_WELL;
    s->times -= s->times > 0 && s->after == 0;
    s->after -= s->after > 0;
    trouble = key && strcmp(key, s->secret_key) == 0 ? trouble : SIM_KEY;
    const enum MHD_Result said = trouble >= SIM_KEY ? refuse(c, trouble)
                                                    : act(s, c, method, path, u, trouble);
    (void)pthread_mutex_unlock(&s->lock);
    return said;
}

static void on_completed(void *ctx, struct MHD_Connection *c, void **request,
                         enum MHD_RequestTerminationCode why) {
    (void)ctx, (void)c, (void)why;
    free(*request);
    *request = NULL;
}

/* ---- for tests ----------------------------------------------------------------------------------- */

struct nexi_sim *nexi_sim_start(const char *secret_key) {
    struct nexi_sim *s = calloc(1, sizeof *s);
    const struct sockaddr_in at = {.sin_family = AF_INET,
                                   .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    if (!s) {
        abort();
    }
    (void)pthread_mutex_init(&s->lock, NULL);
    (void)snprintf(s->secret_key, sizeof s->secret_key, "%s", secret_key);
    s->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, on_request, s,
                                 MHD_OPTION_SOCK_ADDR, (const struct sockaddr *)&at,
                                 MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL, MHD_OPTION_END);
    if (!s->daemon) {
        abort();
    }
    return s;
}

void nexi_sim_stop(struct nexi_sim *s) {
    MHD_stop_daemon(s->daemon);
    (void)pthread_mutex_destroy(&s->lock);
    free(s);
}

int nexi_sim_port(const struct nexi_sim *s) {
    return MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

void nexi_sim_trouble(struct nexi_sim *s, enum nexi_sim_trouble trouble, int times) {
    (void)pthread_mutex_lock(&s->lock);
    s->trouble = trouble;
    s->times = times;
    s->after = 0;
    (void)pthread_mutex_unlock(&s->lock);
}

void nexi_sim_trouble_after(struct nexi_sim *s, enum nexi_sim_trouble trouble, int well, int times) {
    nexi_sim_trouble(s, trouble, times);
    (void)pthread_mutex_lock(&s->lock);
    s->after = well;
    (void)pthread_mutex_unlock(&s->lock);
}

void nexi_sim_refunds_are_slow(struct nexi_sim *s) {
    (void)pthread_mutex_lock(&s->lock);
    s->pending = true;
    (void)pthread_mutex_unlock(&s->lock);
}

/* A payment that was made; a test that names another is wrong. */
static struct payment *locked(struct nexi_sim *s, int payment) {
    (void)pthread_mutex_lock(&s->lock);
    if (payment < 0 || payment >= s->n) {
        abort();
    }
    return &s->payments[payment];
}

static void unlock(struct nexi_sim *s) { (void)pthread_mutex_unlock(&s->lock); }

int nexi_sim_payments(struct nexi_sim *s) {
    (void)pthread_mutex_lock(&s->lock);
    const int n = s->n;
    unlock(s);
    return n;
}

int64_t nexi_sim_amount(struct nexi_sim *s, int payment) {
    const int64_t amount = locked(s, payment)->amount;
    unlock(s);
    return amount;
}

const char *nexi_sim_id(struct nexi_sim *s, int payment) {
    const char *id = locked(s, payment)->id; /* never changes */
    unlock(s);
    return id;
}

const char *nexi_sim_reference(struct nexi_sim *s, int payment) {
    const char *reference = locked(s, payment)->reference; /* nor does that */
    unlock(s);
    return reference;
}

int nexi_sim_asked(struct nexi_sim *s, int payment) {
    const int n = locked(s, payment)->asked;
    unlock(s);
    return n;
}

int64_t nexi_sim_refunded(struct nexi_sim *s, int payment, int *n) {
    const struct payment *p = locked(s, payment);
    const int64_t sum = p->refunded;
    *n = p->n_refunds;
    unlock(s);
    return sum;
}

int nexi_sim_is_terminated(struct nexi_sim *s, int payment) {
    const int is = locked(s, payment)->terminated;
    unlock(s);
    return is;
}

void nexi_sim_pay(struct nexi_sim *s, int payment, int64_t amount) {
    struct payment *p = locked(s, payment);
    add_charge(p, amount > 0 ? amount : p->amount);
    unlock(s);
}

void nexi_sim_hold(struct nexi_sim *s, int payment) {
    struct payment *p = locked(s, payment);
    p->held = p->amount;
    unlock(s);
}

void nexi_sim_complete(struct nexi_sim *s, int payment) {
    struct payment *p = locked(s, payment);
    for (int i = 0; i < p->n_refunds; i++) {
        const bool pending = strcmp(p->refunds[i].state, "Pending") == 0;
        p->refunded += pending ? p->refunds[i].amount : 0;
        (void)snprintf(p->refunds[i].state, sizeof p->refunds[i].state, "Completed");
    }
    unlock(s);
}

void nexi_sim_refund(struct nexi_sim *s, int payment, int64_t amount, const char *state) {
    (void)add_refund(locked(s, payment), amount, state);
    unlock(s);
}

int nexi_sim_http(int port, const char *request, char *out, int size) {
    const struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port),
                                   .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    const struct timeval limit = {.tv_sec = 12};
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int len = 0, status = 0;
    out[0] = '\0';
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (connect(fd, (const struct sockaddr *)&to, sizeof to) == 0 &&
        send(fd, request, strlen(request), MSG_NOSIGNAL) == (ssize_t)strlen(request)) {
        ssize_t n;
        while (len < size - 1 && (n = recv(fd, out + len, (size_t)(size - 1 - len), 0)) > 0) {
            len += (int)n;
        }
        out[len] = '\0';
        status = len > 12 ? (int)strtol(out + 9, NULL, 10) : 0; /* "HTTP/1.1 200 ..." */
    }
    (void)close(fd);
    return status;
}

int nexi_sim_webhook(struct nexi_sim *s, int payment, const char *event,
                     const char *authorization) {
    const struct payment p = *locked(s, payment);
    const int number = ++s->n_events;
    unlock(s);
    char body[700], request[1600], answer[4000], path[200] = "/";
    int port = 0;
    if (sscanf(p.webhook, "http://127.0.0.1:%d%199s", &port, path) != 2) {
        return 0;
    }
    (void)snprintf(body, sizeof body,
                   "{\"id\":\"%032d\",\"merchantId\":100017120,\"timestamp\":\"" CREATED "\",\"event\":\"%s\","
                   "\"data\":{\"paymentId\":\"%s\",\"amount\":{\"amount\":%lld,\"currency\":\"NOK\"}}}",
                   number, event, p.id, (long long)p.charged);
    (void)snprintf(request, sizeof request,
                   "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                   "Authorization: %s\r\nContent-Length: %zu\r\n\r\n%s",
                   path, authorization ? authorization : p.authorization, strlen(body), body);
    return nexi_sim_http(port, request, answer, sizeof answer);
}
