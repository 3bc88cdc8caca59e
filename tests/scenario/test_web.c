/* test_web.c - requests from the web for a plugin that misbehaves: what came with one counts whole and
 * before its answer, or not at all; and people never wait for it. */
#include "nexi_sim.h"
#include "service.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CASE_1 "100000001"

struct web {
    struct service service; /* first */
    int port;
    char answer[20000];
};

static int web_open(void **state) {
    struct web *w = service_open_as(state, sizeof *w);
    struct desk *d = &w->service.desk;
    w->port = service_free_port();
    desk_replace(d, "krav.conf", "letter = letter_text", "letter = letter_text\ncheckout = web");
    desk_write(d, "krav.conf",
               desk_path(d, "%s\n[http]\nlisten = 127.0.0.1:%d\n[plugin web]\nso = %s/flaky_web.so\n",
                         desk_read(d, "krav.conf"), w->port, SCENARIO_PLUGINS));
    desk_claims(d, "A-1;consumer;1000,00;2026-08-17\n");
    service_start(&w->service, NULL);
    return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, web_open, service_close)

static int post(struct web *w, const char *word) {
    struct desk *d = &w->service.desk;
    const char *body = desk_path(d, "%s %s", word, desk_kid(d, 1));
    return nexi_sim_http(w->port, desk_path(d, "POST /p/web/x HTTP/1.1\r\nHost: x\r\n"
                                               "Content-Length: %zu\r\n\r\n%s", strlen(body), body),
                         w->answer, sizeof w->answer);
}

static int64_t n_payments(struct web *w) {
    return desk_sql_int(&w->service.desk,
                        "SELECT count(*) FROM steps WHERE fact IN ('paid', 'money_unmatched')");
}

static void test_facts_count_whole_and_before_the_answer(void **state) {
    struct web *w = *state;
    assert_int_equal(post(w, "good"), 200);
    assert_int_equal(n_payments(w), 1);
    assert_int_equal(post(w, "both"), 503); /* the second is somebody else's: neither */
    assert_non_null(strstr(w->answer, "Retry-After"));
    assert_int_equal(n_payments(w), 1);
    assert_int_equal(post(w, "refused"), 503);
    assert_int_equal(n_payments(w), 1);
    assert_int_equal(post(w, "good"), 200);
    assert_int_equal(n_payments(w), 2);
    service_end(&w->service);
}

static void test_an_odd_answer_goes_no_further(void **state) {
    struct web *w = *state;
    assert_int_equal(post(w, "odd"), 502);
    assert_int_equal(post(w, "good"), 200);
    assert_null(strstr(w->answer, "X-Bad"));
    service_end(&w->service);
}

static void test_a_plugin_that_dies_is_503_until_it_is_back(void **state) {
    struct web *w = *state;
    assert_int_equal(post(w, "good"), 200); /* one good answer: it rests for a moment only */
    assert_int_equal(post(w, "dies"), 503);
    int said = 503;
    for (int i = 0; i < 400 && said == 503; i++) {
        (void)usleep(50000);
        said = post(w, "good");
    }
    assert_int_equal(said, 200);
    service_end(&w->service);
}

static int64_t now_ms(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void test_people_do_not_wait_for_a_silent_plugin(void **state) {
    struct web *w = *state;
    struct desk *d = &w->service.desk;
    const pid_t child = fork();
    if (child == 0) {
        _exit(post(w, "silent") == 503 ? 0 : 1);
    }
    int status = 0;
    (void)usleep(300000);
    const int64_t began = now_ms();
    for (int i = 0; i < 5; i++) {
        (void)desk_ok(d, "tell", CASE_1, "note", "Meanwhile.");
    }
    assert_true(now_ms() - began < 5000);
    assert_int_equal(waitpid(child, NULL, WNOHANG), 0); /* it waits still */
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    service_end(&w->service);
}

static void test_a_place_that_is_taken_is_said_at_the_start(void **state) {
    struct web *w = *state;
    struct desk *d = &w->service.desk;
    const struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)w->port),
                                   .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    const int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    service_end(&w->service);
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    assert_int_equal(bind(fd, (const struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(fd, 1), 0);
    desk_fails(d, 1, "cannot listen there", "serve");
    (void)close(fd);
    desk_replace(d, "krav.conf", "listen = 127.0.0.1:", "listen = somewhere:");
    desk_fails(d, 1, "an address and a port", "serve");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_facts_count_whole_and_before_the_answer),
        TEST(test_an_odd_answer_goes_no_further),
        TEST(test_a_plugin_that_dies_is_503_until_it_is_back),
        TEST(test_people_do_not_wait_for_a_silent_plugin),
        TEST(test_a_place_that_is_taken_is_said_at_the_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
