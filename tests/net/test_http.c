/* The client against a server that does everything wrong: what is asked is always what may have
 * happened. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "krav/http.h"
#include "server.h"

#define OK_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

/* A client of one server, and the request that most tests make. */
struct bench {
    struct server *server;
    krav_http *http;
    krav_http_setup setup;
    krav_http_request request;
    krav_http_answer answer;
    char url[100];
};

static krav_http_setup quick_setup(const char *url) {
    const krav_http_setup setup = {.base_url = krav_str_of(url), .timeout_ms = 150,
                                   .connect_timeout_ms = 150};
    return setup;
}

static void bench_open(struct bench *b, const struct server_turn *turns, size_t n, int tls) {
    char why[KRAV_HTTP_WHY];
    *b = (struct bench){.server = server_start(turns, n, tls)};
    snprintf(b->url, sizeof b->url, "%s://127.0.0.1:%d/api/", tls ? "https" : "http",
             server_port(b->server));
    b->setup = quick_setup(b->url);
    if (tls) {
        b->setup.timeout_ms = b->setup.connect_timeout_ms = 3000;
        b->setup.ca_pem = krav_str_of(server_ca(b->server));
    }
    b->http = krav_http_open(NULL, &b->setup, why);
    assert_non_null(b->http);
    b->request = (krav_http_request){.method = "POST", .path = KRAV_STR("/pay"),
                                     .body = KRAV_STR("{\"amount\":100}"),
                                     .idempotency_key = KRAV_STR("key-1")};
}

static void bench_send(struct bench *b) {
    assert_int_equal(krav_http_send(b->http, &b->request, &b->answer), KRAV_OK);
}

static void bench_close(struct bench *b) {
    krav_http_close(b->http);
    server_stop(b->server);
}

/* What becomes of one request in that turn. */
static krav_http_answer outcome_of(struct server_turn turn, int tls) {
    struct bench b;
    bench_open(&b, &turn, 1, tls);
    bench_send(&b);
    krav_http_answer answer = b.answer;
    bench_close(&b);
    answer.body = answer.content_type = KRAV_STR_ABSENT;
    return answer;
}

static void test_send_gives_the_whole_answer(void **state) {
    (void)state;
    const struct server_turn turn = {
        .says = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n"
                "Content-Length: 8\r\n\r\n{\"id\":1}"};
    struct bench b;
    bench_open(&b, &turn, 1, 0);
    bench_send(&b);
    assert_int_equal(b.answer.outcome, KRAV_HTTP_ANSWERED);
    assert_int_equal(b.answer.status, 201);
    assert_true(krav_str_eq(b.answer.body, KRAV_STR("{\"id\":1}")));
    assert_true(krav_str_eq(b.answer.content_type, KRAV_STR("application/json")));
    assert_string_equal(b.answer.why, "");
    assert_int_equal(krav_http_effect(&b.answer), KRAV_DONE);
    const char *sent = server_last(b.server);
    assert_ptr_equal(strstr(sent, "POST /api/pay HTTP/1.1\r\n"), sent);
    assert_non_null(strstr(sent, "\r\nIdempotency-Key: key-1\r\n"));
    assert_non_null(strstr(sent, "\r\nContent-Type: application/json\r\n"));
    assert_non_null(strstr(sent, "\r\n\r\n{\"amount\":100}"));
    assert_null(strstr(sent, "Expect"));
    bench_close(&b);
}

static void test_send_knows_that_nothing_was_sent(void **state) {
    (void)state;
    struct bench b;
    const struct server_turn turn = {.says = NULL};
    bench_open(&b, &turn, 1, 0);
    server_stop(b.server); /* nobody listens there now */
    bench_send(&b);
    assert_int_equal(b.answer.outcome, KRAV_HTTP_NEVER_SENT);
    assert_int_equal(b.answer.attempts, 2);
    assert_int_equal(krav_http_effect(&b.answer), KRAV_RETRY);
    assert_string_not_equal(b.answer.why, "");
    krav_http_close(b.http);
}

static void test_send_never_repeats_what_may_have_happened(void **state) {
    (void)state;
    const struct server_turn turns[] = {{.end = SERVER_RESET}, {.says = OK_HEAD "\r\n"}};
    struct bench b;
    bench_open(&b, turns, 2, 0);
    bench_send(&b);
    assert_int_equal(b.answer.outcome, KRAV_HTTP_MAYBE);
    assert_int_equal(b.answer.attempts, 1);
    assert_int_equal(server_requests(b.server), 1);
    assert_int_equal(krav_http_effect(&b.answer), KRAV_UNKNOWN);
    assert_int_equal(krav_http_question(&b.answer), KRAV_RETRY);
    bench_close(&b);
}

static void test_send_is_unsure_of_every_broken_answer(void **state) {
    (void)state;
    static const struct server_turn turns[] = {
        {.says = NULL, .end = SERVER_CLOSE},
        {.says = NULL, .end = SERVER_HANG},
        {.says = "HTTP/1.1 200 OK\r\nContent-Le", .end = SERVER_CLOSE},
        {.says = OK_HEAD "Content-Length: 100\r\n\r\n{\"id\"", .end = SERVER_CLOSE},
        {.says = OK_HEAD "Content-Length: 100\r\n\r\n{\"id\"", .end = SERVER_RESET},
        {.says = OK_HEAD "Content-Length: 100\r\n\r\n{\"id\"", .end = SERVER_HANG},
        {.says = OK_HEAD "Content-Length: 1000000\r\n\r\n", .end = SERVER_DRIP},
        {.says = OK_HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", .end = SERVER_CLOSE},
        {.says = "no HTTP at all\r\n\r\n", .end = SERVER_CLOSE},
        {.says = NULL, .end = SERVER_RESET, .deaf = 1},
    };
    for (size_t i = 0; i < sizeof turns / sizeof turns[0]; i++) {
        const krav_http_answer answer = outcome_of(turns[i], 0);
        if (answer.outcome != KRAV_HTTP_MAYBE || answer.attempts != 1) {
            fail_msg("turn %zu: outcome %d after %d attempts", i, answer.outcome, answer.attempts);
        }
        assert_string_not_equal(answer.why, "");
    }
}

static void test_send_stops_at_the_longest_answer(void **state) {
    (void)state;
    const struct server_turn turns[] = {
        {.says = OK_HEAD "Content-Length: 1000\r\n\r\n", .more = 1000},
        {.says = OK_HEAD "Content-Length: 1001\r\n\r\n", .more = 1001},
        {.says = OK_HEAD "Connection: close\r\n\r\n", .more = 5000}};
    struct bench b;
    char why[KRAV_HTTP_WHY];
    bench_open(&b, turns, 3, 0);
    krav_http_close(b.http);
    b.setup.max_body = 1000;
    b.http = krav_http_open(NULL, &b.setup, why);
    bench_send(&b);
    assert_int_equal(b.answer.outcome, KRAV_HTTP_ANSWERED);
    assert_int_equal(b.answer.body.len, 1000);
    for (int i = 0; i < 2; i++) {
        bench_send(&b);
        assert_int_equal(b.answer.outcome, KRAV_HTTP_MAYBE);
        assert_int_equal(b.answer.status, 200);
        assert_string_equal(b.answer.why, "the answer is too long");
    }
    bench_close(&b);
}

static void test_effect_reads_the_status(void **state) {
    (void)state;
    static const struct { int status, effect, question; } rows[] = {
        {200, KRAV_DONE, KRAV_DONE},       {204, KRAV_DONE, KRAV_DONE},
        {301, KRAV_REFUSED, KRAV_REFUSED}, {400, KRAV_REFUSED, KRAV_REFUSED},
        {404, KRAV_REFUSED, KRAV_REFUSED}, {408, KRAV_UNKNOWN, KRAV_RETRY},
        {429, KRAV_RETRY, KRAV_RETRY},     {500, KRAV_UNKNOWN, KRAV_RETRY},
        {503, KRAV_UNKNOWN, KRAV_RETRY}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char says[200];
        snprintf(says, sizeof says,
                 "HTTP/1.1 %d Word\r\nRetry-After: 7\r\nLocation: http://127.0.0.1:1/\r\n%s\r\n",
                 rows[i].status, rows[i].status == 204 ? "" : "Content-Length: 0\r\n");
        const krav_http_answer answer = outcome_of((struct server_turn){.says = says}, 0);
        assert_int_equal(answer.outcome, KRAV_HTTP_ANSWERED);
        assert_int_equal(answer.status, rows[i].status);
        assert_int_equal(answer.retry_after_ms, 7000);
        assert_int_equal(krav_http_effect(&answer), rows[i].effect);
        assert_int_equal(krav_http_question(&answer), rows[i].question);
    }
}

static void test_send_verifies_who_answers(void **state) {
    (void)state;
    const struct server_turn turn = {.says = OK_HEAD "Content-Length: 2\r\n\r\n{}"};
    struct bench b;
    char why[KRAV_HTTP_WHY];
    bench_open(&b, &turn, 1, 1);
    bench_send(&b);
    assert_int_equal(b.answer.outcome, KRAV_HTTP_ANSWERED);
    krav_http_close(b.http);
    b.setup.ca_pem = KRAV_STR_ABSENT; /* the system does not know it */
    b.http = krav_http_open(NULL, &b.setup, why);
    bench_send(&b);
    assert_int_equal(b.answer.outcome, KRAV_HTTP_NEVER_SENT);
    assert_int_equal(server_requests(b.server), 1);
    bench_close(&b);
}

static void test_send_is_sure_until_tls_stands(void **state) {
    (void)state;
    krav_http_answer answer =
        outcome_of((struct server_turn){.end = SERVER_RESET, .deaf = 1}, 1);
    assert_int_equal(answer.outcome, KRAV_HTTP_NEVER_SENT);
    assert_int_equal(answer.attempts, 2);
    answer = outcome_of((struct server_turn){.end = SERVER_RESET}, 1);
    assert_int_equal(answer.outcome, KRAV_HTTP_MAYBE);
    /* What a plain server says is no TLS. */
    struct bench b;
    char why[KRAV_HTTP_WHY];
    const struct server_turn plain = {.says = OK_HEAD "\r\n", .deaf = 1};
    bench_open(&b, &plain, 1, 0);
    snprintf(b.url, sizeof b.url, "https://127.0.0.1:%d", server_port(b.server));
    b.setup.base_url = krav_str_of(b.url);
    krav_http_close(b.http);
    b.http = krav_http_open(NULL, &b.setup, why);
    bench_send(&b);
    assert_int_equal(b.answer.outcome, KRAV_HTTP_NEVER_SENT);
    bench_close(&b);
}

static void test_open_wants_https_but_for_the_loopback(void **state) {
    (void)state;
    static const struct { const char *url; int is_good; } rows[] = {
        {"https://data.brreg.no/enhetsregisteret/api", 1},
        {"http://127.0.0.1:8080/x", 1}, {"http://127.1.2.3", 1},
        {"http://localhost:1", 1},      {"http://[::1]:1", 1},
        {"http://data.brreg.no", 0},    {"http://127.0.0.1.example.no", 0},
        {"http://localhost.example", 0}, {"http://10.0.0.1", 0},
        {"ftp://127.0.0.1", 0},         {"https://user@example.no", 0},
        {"https://example.no/?a=b", 0}, {"https://example.no/#a", 0},
        {"", 0}, {"example.no", 0},     {"https://exa\nmple.no", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char why[KRAV_HTTP_WHY];
        const krav_http_setup setup = quick_setup(rows[i].url);
        krav_http *http = krav_http_open(NULL, &setup, why);
        if (!http != !rows[i].is_good) {
            fail_msg("%s: %s", rows[i].url, http ? "taken" : why);
        }
        assert_int_equal(!http, why[0] != '\0');
        krav_http_close(http);
    }
}

static void test_send_refuses_what_is_no_request(void **state) {
    (void)state;
    const struct server_turn turn = {.says = OK_HEAD "\r\n"};
    struct bench b;
    bench_open(&b, &turn, 1, 0);
    const krav_http_request good = b.request;
    const krav_http_header split = {KRAV_STR("X-A"), KRAV_STR("a\r\nX-B: b"), 0},
                           name = {KRAV_STR("X A"), KRAV_STR("a"), 0};
    krav_http_request bad[8];
    for (size_t i = 0; i < 8; i++) {
        bad[i] = good;
    }
    bad[0].method = "BREW";
    bad[1].path = KRAV_STR("pay");
    bad[2].path = KRAV_STR("/a b");
    bad[3].path = KRAV_STR("/a\r\nHost: b");
    bad[4].headers = &split;
    bad[4].n_headers = 1;
    bad[5].headers = &name;
    bad[5].n_headers = 1;
    bad[6].idempotency_key = KRAV_STR("a\nb");
    bad[7].method = "GET"; /* with a body */
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(krav_http_send(b.http, &bad[i], &b.answer), KRAV_E_INVALID);
        assert_int_equal(b.answer.outcome, KRAV_HTTP_NEVER_SENT);
    }
    assert_int_equal(server_requests(b.server), 0);
    bench_close(&b);
}

static void test_send_keeps_to_the_deadline(void **state) {
    (void)state;
    const struct server_turn turn = {.says = OK_HEAD "\r\n"};
    struct bench b;
    bench_open(&b, &turn, 1, 0);
    b.request.deadline = 1; /* long ago */
    bench_send(&b);
    assert_int_equal(b.answer.outcome, KRAV_HTTP_NEVER_SENT);
    assert_int_equal(b.answer.attempts, 0);
    assert_int_equal(server_requests(b.server), 0);
    bench_close(&b);
}

static void test_escape_leaves_nothing_that_means_something(void **state) {
    (void)state;
    char out[64];
    assert_int_equal(krav_http_escape(KRAV_STR("a/b?c=d&e \xc3\xa6~"), out, sizeof out), 27);
    assert_string_equal(out, "a%2Fb%3Fc%3Dd%26e%20%C3%A6~");
    assert_int_equal(krav_http_escape(KRAV_STR("abcd"), out, 4), 0);
    assert_int_equal(krav_http_escape(KRAV_STR("abc"), out, 4), 3);
}

/* ---- secrets -------------------------------------------------------------------------------------- */

static int n_lent;

static int32_t lend(const krav_host *host, const char *name,
                    void (*use)(void *ctx, krav_str secret), void *ctx) {
    (void)host;
    if (strcmp(name, "api_key") != 0) {
        return KRAV_E_INVALID;
    }
    n_lent++;
    use(ctx, KRAV_STR("s3cr3t-k3y"));
    n_lent--;
    return KRAV_OK;
}

static const krav_host_settings settings = {.secret = lend};

static void test_send_puts_a_lent_secret_into_its_header(void **state) {
    (void)state;
    const struct server_turn turn = {.says = OK_HEAD "Content-Length: 0\r\n\r\n"};
    struct bench b;
    char why[KRAV_HTTP_WHY];
    const krav_frame frame = {.settings = &settings};
    bench_open(&b, &turn, 1, 0);
    krav_http_close(b.http);
    b.http = krav_http_open(&frame, &b.setup, why);
    const krav_http_secret how[] = {
        {.option = "api_key", .header = KRAV_STR("Authorization"), .before = KRAV_STR("Bearer ")},
        {.option = "api_key", .header = KRAV_STR("X-Basic"), .basic_user = KRAV_STR("u")}};
    b.request.secrets = how;
    b.request.n_secrets = 2;
    bench_send(&b);
    assert_int_equal(b.answer.outcome, KRAV_HTTP_ANSWERED);
    assert_int_equal(n_lent, 0);
    assert_non_null(strstr(server_last(b.server), "\r\nAuthorization: Bearer s3cr3t-k3y\r\n"));
    assert_non_null(strstr(server_last(b.server), "\r\nX-Basic: Basic dTpzM2NyM3QtazN5\r\n"));
    /* Without it nothing is sent. */
    const krav_http_secret unset = {.option = "other", .header = KRAV_STR("Authorization")};
    b.request.secrets = &unset;
    b.request.n_secrets = 1;
    bench_send(&b);
    assert_int_equal(b.answer.outcome, KRAV_HTTP_NEVER_SENT);
    assert_string_equal(b.answer.why, "the secret other is not set");
    assert_int_equal(server_requests(b.server), 1);
    bench_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_send_gives_the_whole_answer),
        cmocka_unit_test(test_send_knows_that_nothing_was_sent),
        cmocka_unit_test(test_send_never_repeats_what_may_have_happened),
        cmocka_unit_test(test_send_is_unsure_of_every_broken_answer),
        cmocka_unit_test(test_send_stops_at_the_longest_answer),
        cmocka_unit_test(test_effect_reads_the_status),
        cmocka_unit_test(test_send_verifies_who_answers),
        cmocka_unit_test(test_send_is_sure_until_tls_stands),
        cmocka_unit_test(test_open_wants_https_but_for_the_loopback),
        cmocka_unit_test(test_send_refuses_what_is_no_request),
        cmocka_unit_test(test_send_keeps_to_the_deadline),
        cmocka_unit_test(test_escape_leaves_nothing_that_means_something),
        cmocka_unit_test(test_send_puts_a_lent_secret_into_its_header),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
