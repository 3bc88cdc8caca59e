/* Tapes: what is recorded has no secret in any of its forms, and what is replayed is what was
 * asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "krav/http.h"
#include "net/scrub.h"
#include "server.h"

#define SECRET "p\xc3\xa5ss/w\"rd+1"
#define TOKEN "eyJhbGciOi.token-of-the-day"
#define NATIONAL_ID "01895099968"

static krav_http *client_of(struct server *server) {
    char url[100], why[KRAV_HTTP_WHY];
    snprintf(url, sizeof url, "http://127.0.0.1:%d", server_port(server));
    const krav_http_setup setup = {.base_url = krav_str_of(url), .timeout_ms = 2000};
    return krav_http_open(NULL, &setup, why);
}

static int holds(krav_str text, const char *words) {
    return memmem(text.ptr, text.len, words, strlen(words)) != NULL;
}

static krav_http_answer ask(krav_http *http, const char *method, const char *path,
                            const char *body) {
    const krav_http_header headers[] = {{KRAV_STR("Authorization"), KRAV_STR("Bearer " TOKEN), 0},
                                        {KRAV_STR("X-Sign"), KRAV_STR(SECRET), 1},
                                        {KRAV_STR("X-Plain"), KRAV_STR("seen"), 0}};
    const krav_http_request request = {.method = method, .path = krav_str_of(path),
                                       .body = krav_str_of(body), .headers = headers,
                                       .n_headers = 3};
    krav_http_answer answer;
    assert_int_equal(krav_http_send(http, &request, &answer), KRAV_OK);
    return answer;
}

/* A national id with its two control digits, whatever the rest of the number is. */
static void test_the_number_is_a_national_id(void **state) {
    (void)state;
    struct scrub s = {0};
    assert_true(scrub_finds(&s, KRAV_STR("id=" NATIONAL_ID ".")));
    assert_true(scrub_finds(&s, KRAV_STR("018950 99968")));
    assert_false(scrub_finds(&s, KRAV_STR("id=1" NATIONAL_ID)));
    assert_false(scrub_finds(&s, KRAV_STR("01895099969")));
    assert_false(scrub_finds(&s, KRAV_STR(SCRUB_ID)));
}

static const char *const forms[] = {
    "p\xc3\xa5ss/w\"rd+1", "p%C3%A5ss%2Fw%22rd%2B1", "p%c3%a5ss%2fw%22rd%2b1",
    "p\xc3\xa5ss/w\\\"rd+1", "p\xc3\xa5ss\\/w\\\"rd+1",
    /* base64 of it with none, one and two bytes before it and one behind */
    "cMOlc3MvdyJyZCsxIQ", "eHDDpXNzL3cicmQrMSE", "eHhww6Vzcy93InJkKzEh",
    "70c3a573732f772272642b31", "70C3A573732F772272642B31"};

static void test_scrub_finds_and_takes_every_form(void **state) {
    (void)state;
    struct scrub s = {0};
    scrub_add(&s, KRAV_STR(SECRET));
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        char text[200];
        snprintf(text, sizeof text, "before=%s&after", forms[i]);
        if (!scrub_finds(&s, krav_str_of(text))) {
            fail_msg("not found: %s", text);
        }
        size_t len;
        char *safe = scrub_apply(&s, krav_str_of(text), &len);
        const krav_str clean = {safe, len};
        assert_false(scrub_finds(&s, clean));
        assert_true(holds(clean, "<secret>"));
        assert_true(holds(clean, "before=") && holds(clean, "&after"));
        free(safe);
    }
    assert_false(scrub_finds(&s, KRAV_STR("p\xc3\xa5ss/w\"rd+2")));
    scrub_fini(&s);
}

static void test_record_leaves_no_secret(void **state) {
    (void)state;
    char says[1000], body[500], why[KRAV_HTTP_WHY];
    snprintf(body, sizeof body, "{\"access_token\":\"%s\",\"person\":\"%s\",\"echo\":\"%s\"}",
             "the-answers-token", NATIONAL_ID, forms[5]);
    snprintf(says, sizeof says,
             "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nSet-Cookie: sid=cookie-value\r\n"
             "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
    const struct server_turn turn = {.says = says};
    struct server *server = server_start(&turn, 1, 0);
    krav_http *http = client_of(server);
    krav_tape *tape = krav_tape_record();
    krav_http_use_tape(http, tape);
    char path[300];
    snprintf(path, sizeof path, "/person/%s?key=%s", NATIONAL_ID, forms[1]);
    krav_http_answer answer = ask(http, "GET", path, "");
    /* The client itself sees everything. */
    assert_true(holds(answer.body, NATIONAL_ID));
    ask(http, "POST", "/later", "{\"again\":\"the-answers-token\",\"n\":" NATIONAL_ID "}");
    const krav_str lines = krav_tape_lines(tape, why);
    assert_string_equal(why, "");
    static const char *const never[] = {NATIONAL_ID, TOKEN, "the-answers-token", "cookie-value",
                                        "cMOlc3MvdyJyZCsx", "%2Fw%22rd"};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        if (holds(lines, never[i])) {
            fail_msg("%s is in %.*s", never[i], (int)lines.len, lines.ptr);
        }
    }
    assert_true(holds(lines, "X-Plain: seen"));
    assert_true(holds(lines, "/person/" SCRUB_ID));
    krav_http_close(http);
    krav_tape_free(tape);
    server_stop(server);
}

static void test_save_destroys_a_tape_that_cannot_be_safe(void **state) {
    (void)state;
    const struct server_turn turn = {.says = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"};
    char dir[] = "/tmp/krav-tape-XXXXXX", path[64], why[KRAV_HTTP_WHY];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/tape", dir);
    struct server *server = server_start(&turn, 1, 0);
    krav_http *http = client_of(server);
    /* A word that every line has, called a secret. */
    krav_tape *tape = krav_tape_record();
    krav_http_use_tape(http, tape);
    ask(http, "GET", "/a", "");
    krav_tape_hide(tape, KRAV_STR("outcome"));
    assert_int_equal(krav_tape_save(tape, path, why), KRAV_E_INVALID);
    assert_string_equal(why, "a secret is still on the tape");
    assert_int_not_equal(access(path, F_OK), 0);
    krav_tape_free(tape);
    /* One too short to be looked for. */
    tape = krav_tape_record();
    krav_http_use_tape(http, tape);
    ask(http, "GET", "/a", "");
    krav_tape_hide(tape, KRAV_STR("12345"));
    assert_int_equal(krav_tape_save(tape, path, why), KRAV_E_INVALID);
    assert_int_not_equal(access(path, F_OK), 0);
    krav_tape_free(tape);
    /* A good one is written once and never over another. */
    tape = krav_tape_record();
    krav_http_use_tape(http, tape);
    ask(http, "GET", "/a", "");
    assert_int_equal(krav_tape_save(tape, path, why), KRAV_OK);
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(krav_tape_save(tape, path, why), KRAV_E_IO);
    krav_tape_free(tape);
    krav_http_close(http);
    server_stop(server);
    unlink(path);
    rmdir(dir);
}

/* What was recorded, as lines that the caller frees. */
static char *recorded(struct server *server) {
    char why[KRAV_HTTP_WHY];
    krav_http *http = client_of(server);
    krav_tape *tape = krav_tape_record();
    krav_http_use_tape(http, tape);
    ask(http, "GET", "/person/" NATIONAL_ID, "");
    ask(http, "POST", "/pay", "{\"who\":\"" NATIONAL_ID "\",\"sum\":1}");
    const krav_str lines = krav_tape_lines(tape, why);
    char *copy = strndup(lines.ptr, lines.len);
    krav_tape_free(tape);
    krav_http_close(http);
    return copy;
}

static void test_replay_answers_in_order_and_without_a_server(void **state) {
    (void)state;
    char why[KRAV_HTTP_WHY];
    const struct server_turn turns[] = {
        {.says = "HTTP/1.1 429 Slow\r\nRetry-After: 3\r\nContent-Type: text/plain\r\n"
                 "Content-Length: 4\r\n\r\nlate"},
        {.says = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"}};
    struct server *server = server_start(turns, 2, 0);
    char *lines = recorded(server);
    krav_http *http = client_of(server);
    server_stop(server);
    krav_tape *tape = krav_tape_replay(krav_str_of(lines), why);
    assert_non_null(tape);
    krav_http_use_tape(http, tape);
    krav_http_answer answer = ask(http, "GET", "/person/" NATIONAL_ID, "");
    assert_int_equal(answer.outcome, KRAV_HTTP_ANSWERED);
    assert_int_equal(answer.status, 429);
    assert_int_equal(answer.retry_after_ms, 3000);
    assert_true(krav_str_eq(answer.body, KRAV_STR("late")));
    assert_true(krav_str_eq(answer.content_type, KRAV_STR("text/plain")));
    assert_int_equal(krav_tape_left(tape), 1);
    answer = ask(http, "POST", "/pay", "{\"who\":\"" NATIONAL_ID "\",\"sum\":1}");
    assert_int_equal(answer.outcome, KRAV_HTTP_MAYBE);
    assert_string_not_equal(answer.why, "");
    assert_int_equal(krav_tape_left(tape), 0);
    assert_null(krav_tape_fault(tape));
    krav_tape_free(tape);
    krav_http_close(http);
    free(lines);
}

static void test_replay_fails_loudly_on_another_request(void **state) {
    (void)state;
    static const struct { const char *method, *path, *body, *words; } others[] = {
        {"POST", "/person/" NATIONAL_ID, "", "the method is another"},
        {"GET", "/person/1", "", "the path is another"},
        {"GET", "/person/" NATIONAL_ID "?", "", "the path is another"}};
    const struct server_turn turn = {.says = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"};
    struct server *server = server_start(&turn, 1, 0);
    char *lines = recorded(server), why[KRAV_HTTP_WHY];
    krav_http *http = client_of(server);
    const size_t n_before = server_requests(server);
    for (size_t i = 0; i < 3; i++) {
        krav_tape *tape = krav_tape_replay(krav_str_of(lines), why);
        krav_http_use_tape(http, tape);
        krav_http_answer answer =
            ask(http, others[i].method, others[i].path, others[i].body);
        assert_int_equal(answer.outcome, KRAV_HTTP_NEVER_SENT);
        assert_non_null(strstr(krav_tape_fault(tape), others[i].words));
        assert_null(strstr(krav_tape_fault(tape), NATIONAL_ID));
        /* The right one comes too late. */
        answer = ask(http, "GET", "/person/" NATIONAL_ID, "");
        assert_int_equal(answer.outcome, KRAV_HTTP_NEVER_SENT);
        krav_tape_free(tape);
    }
    krav_tape *tape = krav_tape_replay(krav_str_of(lines), why);
    krav_http_use_tape(http, tape);
    ask(http, "GET", "/person/" NATIONAL_ID, "");
    ask(http, "POST", "/pay", "{\"who\":\"" NATIONAL_ID "\",\"sum\":2}");
    assert_non_null(strstr(krav_tape_fault(tape), "the body is another"));
    krav_tape_free(tape);
    assert_int_equal(server_requests(server), n_before);
    krav_http_close(http);
    server_stop(server);
    free(lines);
}

static void test_replay_refuses_what_is_no_tape(void **state) {
    (void)state;
    static const struct { const char *lines, *words; } rows[] = {
        {"{}\n", "line 1: method, path or outcome is missing"},
        {"[]\n", "line 1: the line is no JSON object"},
        {"{\"method\":\"GET\"", "line 1: the line is cut short"},
        {"{\"method\":\"GET\",\"path\":\"/\",\"outcome\":\"maybe\"}\nx\n", "line 2"},
        {"{\"method\":\"GET\",\"path\":\"/\",\"outcome\":\"answered\"}\n", "without a status"},
        {"{\"method\":\"GET\",\"path\":\"/\",\"outcome\":\"sent\"}\n", "its outcome is none"},
        {"{\"method\":\"GET\",\"path\":\"/\",\"body_hex\":\"abc\",\"outcome\":\"maybe\"}\n", "half"},
        {"{\"method\":\"GET\",\"path\":\"/\",\"body_hex\":\"zz\",\"outcome\":\"maybe\"}\n", "other"},
        {"{\"method\":\"GET\",\"path\":\"/\",\"status\":\"x\",\"outcome\":\"maybe\"}\n", "number"},
        {"{\"method\":\"GET\",\"path\":\"/\",\"wrong\":\"x\",\"outcome\":\"maybe\"}\n", "a name"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char why[KRAV_HTTP_WHY];
        assert_null(krav_tape_replay(krav_str_of(rows[i].lines), why));
        if (!strstr(why, rows[i].words)) {
            fail_msg("%s: %s", rows[i].lines, why);
        }
    }
    char why[KRAV_HTTP_WHY];
    krav_tape *empty = krav_tape_replay(KRAV_STR_ABSENT, why);
    assert_non_null(empty);
    assert_int_equal(krav_tape_left(empty), 0);
    krav_tape_free(empty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_number_is_a_national_id),
        cmocka_unit_test(test_scrub_finds_and_takes_every_form),
        cmocka_unit_test(test_record_leaves_no_secret),
        cmocka_unit_test(test_save_destroys_a_tape_that_cannot_be_safe),
        cmocka_unit_test(test_replay_answers_in_order_and_without_a_server),
        cmocka_unit_test(test_replay_fails_loudly_on_another_request),
        cmocka_unit_test(test_replay_refuses_what_is_no_tape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
