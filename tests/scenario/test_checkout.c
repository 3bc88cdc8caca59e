/* test_checkout.c - a debtor pays on the web: the link in a letter, the provider's page, its webhook or
 * the poll that finds a lost one, and what a hostile web may do to the service meanwhile: nothing. */
#include "checkout.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEST(f) cmocka_unit_test_setup_teardown(f, checkout_open, checkout_close)

/* ---- paying ------------------------------------------------------------------------------------ */

static void test_a_link_leads_from_the_letter_to_a_settled_case(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    const char *path = checkout_link(w);
    /* Whoever only looks, as scanners of links do, opens nothing and learns nothing. */
    assert_int_equal(checkout_ask(w, "GET", path, ""), 200);
    assert_int_equal(checkout_ask(w, "HEAD", path, ""), 200);
    assert_int_equal(checkout_ask(w, "GET", path, ""), 200);
    assert_null(strstr(w->answer, "Kari"));
    assert_null(strstr(w->answer, "1000"));
    assert_non_null(strstr(w->answer, "Referrer-Policy: no-referrer"));
    assert_int_equal(nexi_sim_payments(w->sim), 0);
    /* The button: once, and once more by an impatient finger. */
    (void)checkout_press(w);
    (void)checkout_press(w);
    assert_non_null(strstr(w->answer, "Location: https://test.checkout.dibspayment.eu/"));
    assert_int_equal(nexi_sim_payments(w->sim), 1);
    assert_string_equal(nexi_sim_reference(w->sim, 0), desk_kid(d, 1));
    const int64_t sum = nexi_sim_amount(w->sim, 0);
    assert_true(sum >= 100000);
    /* Paid: the webhook comes three times, and the poll tells it as well; one payment. */
    nexi_sim_pay(w->sim, 0, 0);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, NULL), 200);
    assert_int_equal(checkout_payments(w), 1);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, NULL), 200);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, "payment.checkout.completed", NULL), 200);
    (void)desk_ok(d, "take", "--poll", "nexi");
    assert_int_equal(checkout_payments(w), 1);
    service_until_number(&w->service, "SELECT count(*) FROM cases WHERE closed <> 0", 1);
    assert_int_equal(checkout_on(w, "at_provider"), sum);
    assert_int_equal(checkout_on(w, "client_bank"), sum);
    assert_int_equal(checkout_on(w, "collectable"), 0);
    assert_int_equal(desk_sql_int(d, "SELECT sum(amount) FROM movements WHERE kind = 'own'"), sum);
    /* Nothing is left to pay, and the link says so for ever. */
    assert_int_equal(checkout_ask(w, "POST", path, "Content-Length: 0\r\n"), 200);
    assert_non_null(strstr(w->answer, "ingenting"));
    assert_int_equal(nexi_sim_payments(w->sim), 1);
    service_end(&w->service);
}

static void test_the_providers_settlement_is_the_agencys_and_so_is_its_fee(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    (void)checkout_press(w);
    nexi_sim_pay(w->sim, 0, 0);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, NULL), 200);
    const int64_t sum = checkout_on(w, "at_provider"), client = checkout_on(w, "client_bank");
    const char *kept = desk_path(d, "%lld,%02lld", (long long)(sum - 2500) / 100,
                                 (long long)(sum - 2500) % 100);
    desk_fails(d, 1, "owes less", "provider", "--settled", kept, "--fee", "25,01", "--reference",
               "N-1");
    (void)desk_ok(d, "provider", "--settled", kept, "--fee", "25,00", "--reference", "N-1");
    desk_fails(d, 1, "recorded before", "provider", "--settled", "1,00", "--reference", "N-1");
    assert_int_equal(checkout_on(w, "at_provider"), 0);
    assert_int_equal(checkout_on(w, "client_bank"), client);
    assert_int_equal(desk_num(desk_json(d, "provider"), "owes_ore"), 0);
    service_end(&w->service);
}

static void test_the_poll_tells_of_a_lost_webhook(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    service_until_log(&w->service, "plugin=nexi taken=0", 1); /* by the service itself, as it started */
    (void)checkout_press(w);
    (void)desk_ok(d, "take", "--poll", "nexi");
    assert_int_equal(checkout_payments(w), 0);
    nexi_sim_pay(w->sim, 0, 0);
    (void)desk_ok(d, "day");
    assert_int_equal(checkout_payments(w), 1);
    (void)desk_ok(d, "take", "--poll", "nexi");
    assert_int_equal(checkout_payments(w), 1);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, NULL), 200); /* late */
    assert_int_equal(checkout_payments(w), 1);
    service_end(&w->service);
}

static void test_a_part_and_the_rest_are_two_payments(void **state) {
    struct checkout *w = *state;
    (void)checkout_press(w);
    const int64_t sum = nexi_sim_amount(w->sim, 0);
    nexi_sim_pay(w->sim, 0, 40000);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, NULL), 200);
    nexi_sim_pay(w->sim, 0, sum - 40000);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, NULL), 200);
    assert_int_equal(checkout_payments(w), 2);
    assert_int_equal(checkout_on(w, "at_provider"), sum);
    service_until_number(&w->service, "SELECT count(*) FROM cases WHERE closed <> 0", 1);
    service_end(&w->service);
}

static void test_what_went_back_at_the_provider_is_owed_again(void **state) {
    struct checkout *w = *state;
    (void)checkout_press(w);
    const int64_t sum = nexi_sim_amount(w->sim, 0);
    nexi_sim_pay(w->sim, 0, 0);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, NULL), 200);
    nexi_sim_refund(w->sim, 0, sum, "Failed");
    assert_int_equal(nexi_sim_webhook(w->sim, 0, "payment.refund.failed", NULL), 200);
    (void)desk_ok(&w->service.desk, "take", "--poll", "nexi");
    assert_int_equal(checkout_on(w, "at_provider"), sum);
    nexi_sim_refund(w->sim, 0, sum, "Completed");
    assert_int_equal(nexi_sim_webhook(w->sim, 0, "payment.refund.completed", NULL), 200);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, "payment.refund.completed", NULL), 200);
    assert_int_equal(checkout_on(w, "at_provider"), 0);
    assert_int_equal(checkout_on(w, "client_bank"), 0);
    assert_true(checkout_on(w, "principal") == 100000);
    service_end(&w->service);
}

/* ---- trouble ----------------------------------------------------------------------------------- */

static void test_an_answer_that_was_lost_opens_no_second_payment(void **state) {
    static const enum nexi_sim_trouble lost[] = {SIM_SLOW, SIM_HALF, SIM_GARBLED};
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    for (size_t i = 0; i < sizeof lost / sizeof lost[0]; i++) {
        nexi_sim_trouble(w->sim, lost[i], 2); /* and when it is asked for again, too */
        const int said = checkout_ask(w, "POST", checkout_link(w), "Content-Length: 0\r\n");
        assert_true(said == 503 || said == 303);
        assert_true(desk_sql_int(d, "SELECT count(*) FROM outbox WHERE kind = 'checkout'") == 1);
    }
    nexi_sim_trouble(w->sim, SIM_WELL, 0);
    (void)checkout_press(w);
    assert_int_equal(nexi_sim_payments(w->sim), 1);
    service_end(&w->service);
}

/* Killed between asking and knowing: whoever comes next is sent to the very same payment. */
static void test_a_killed_service_opens_no_second_payment(void **state) {
    struct checkout *w = *state;
    struct service *s = &w->service;
    const char *path = checkout_link(w);
    nexi_sim_trouble(w->sim, SIM_SLOW, 1);
    const pid_t child = fork();
    if (child == 0) {
        (void)checkout_ask(w, "POST", path, "Content-Length: 0\r\n");
        _exit(0);
    }
    service_until_number(s, "SELECT count(*) FROM outbox WHERE state = 'asked' AND"
                            " kind = 'checkout'", 1);
    while (nexi_sim_payments(w->sim) == 0) {
        (void)usleep(5000);
    }
    service_signal(s, SIGKILL);
    assert_int_equal(waitpid(s->pid, NULL, 0), s->pid);
    s->pid = 0;
    assert_int_equal(waitpid(child, NULL, 0), child);
    service_start(s, NULL);
    (void)checkout_press(w);
    assert_int_equal(nexi_sim_payments(w->sim), 1);
    assert_int_equal(desk_sql_int(&s->desk, "SELECT count(*) FROM outbox WHERE state = 'done' AND"
                                            " kind = 'checkout'"), 1);
    service_end(&w->service);
}

static void test_a_refusal_and_a_wrong_key_are_told_apart(void **state) {
    struct checkout *w = *state;
    const char *path = checkout_link(w);
    nexi_sim_trouble(w->sim, SIM_KEY, 1); /* ours to mend */
    assert_int_equal(checkout_ask(w, "POST", path, "Content-Length: 0\r\n"), 503);
    nexi_sim_trouble(w->sim, SIM_BUSY, 1);
    assert_int_equal(checkout_ask(w, "POST", path, "Content-Length: 0\r\n"), 503);
    nexi_sim_trouble(w->sim, SIM_INVALID, 1);
    assert_int_equal(checkout_ask(w, "POST", path, "Content-Length: 0\r\n"), 409);
    assert_int_equal(checkout_ask(w, "POST", path, "Content-Length: 0\r\n"), 409);
    assert_int_equal(nexi_sim_payments(w->sim), 0);
    service_end(&w->service);
}

static void test_a_webhook_counts_only_when_its_facts_do(void **state) {
    struct checkout *w = *state;
    (void)checkout_press(w);
    nexi_sim_pay(w->sim, 0, 0);
    nexi_sim_trouble(w->sim, SIM_BROKEN, 1); /* it cannot be asked: come again */
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, NULL), 503);
    assert_int_equal(checkout_payments(w), 0);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, NULL), 200);
    assert_int_equal(checkout_payments(w), 1);
    service_end(&w->service);
}

static void test_a_webhook_of_somebody_else_is_nobodys(void **state) {
    struct checkout *w = *state;
    (void)checkout_press(w);
    nexi_sim_pay(w->sim, 0, 0);
    const int asked = nexi_sim_asked(w->sim, 0);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, "hook0123456789abcdeX"), 401);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, ""), 401);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, HOOK "0"), 401);
    assert_int_equal(checkout_ask(w, "POST", "/p/nexi/webhook", "Authorization: " HOOK "\r\nContent-Length: 2\r\n\r\n{}"), 400);
    assert_int_equal(nexi_sim_asked(w->sim, 0), asked);
    assert_int_equal(checkout_payments(w), 0);
    service_end(&w->service);
}

/* ---- the web ----------------------------------------------------------------------------------- */

static void test_nothing_else_is_served(void **state) {
    struct checkout *w = *state;
    assert_int_equal(checkout_ask(w, "GET", "/health", ""), 200);
    assert_int_equal(checkout_ask(w, "GET", "/", ""), 404);
    assert_int_equal(checkout_ask(w, "GET", "/krav.db", ""), 404);
    assert_int_equal(checkout_ask(w, "GET", "/p/nobody/x", ""), 404);
    assert_int_equal(checkout_ask(w, "GET", "/p/erp_csv/x", ""), 404);
    assert_int_equal(checkout_ask(w, "GET", "/p/nexi", ""), 404);
    assert_int_equal(checkout_ask(w, "GET", "/p/nexi/other", ""), 404);
    assert_int_equal(checkout_ask(w, "GET", "/p/nexi/webhook", ""), 405);
    assert_int_equal(checkout_ask(w, "DELETE", "/p/nexi/webhook", ""), 405);
    assert_int_equal(checkout_ask(w, "GET", "/p/../krav.conf", ""), 400);
    assert_int_equal(checkout_ask(w, "GET", "/pay/" CASE_1, ""), 404);
    assert_int_equal(checkout_ask(w, "GET", "/pay/" CASE_1 "-aaaaaaaaaaaaaaaaaaaa", ""), 404);
    assert_int_equal(checkout_ask(w, "POST", "/p/nexi/webhook", "Content-Length: 1048577\r\n"), 413);
    assert_int_equal(checkout_ask(w, "POST", "/p/nexi/webhook", "Content-Length: -1\r\n"), 400);
    assert_int_equal(nexi_sim_payments(w->sim), 0);
    service_end(&w->service);
}

static int half_a_request(int port) {
    const struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port),
                                   .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof to), 0);
    (void)send(fd, "POST /p/nexi/webhook HTTP/1.1\r\nX-A", 35, MSG_NOSIGNAL);
    return fd;
}

/* Slow ones, too many of them, and floods: people do not wait, and the service stops as always. */
static void test_a_crowd_at_the_door_slows_nobody_down(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    int fds[200], refused = 0;
    for (int i = 0; i < 200; i++) {
        fds[i] = half_a_request(w->port);
    }
    for (int i = 0; i < 5; i++) {
        (void)desk_ok(d, "tell", CASE_1, "note", "Hears us.");
    }
    for (int i = 0; i < 190; i++) {
        (void)close(fds[i]);
    }
    for (int i = 0; i < 100; i++) {
        refused += checkout_ask(w, "POST", "/p/nexi/webhook", "Content-Length: 0\r\n") == 429;
    }
    assert_true(refused > 0);
    (void)desk_ok(d, "tell", CASE_1, "note", "Still.");
    const char *log = desk_read(d, w->service.log);
    assert_null(strstr(log, "127.0.0.1 ")); /* no addresses of callers */
    assert_null(strstr(log, "/pay/"));
    service_end(&w->service); /* with ten of them still at the door */
    for (int i = 190; i < 200; i++) {
        (void)close(fds[i]);
    }
}

static void test_a_caseworker_gets_the_cases_own_link(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    const json_t *link = desk_json(d, "pay-link", CASE_1);
    const char *url = desk_str(link, "url");
    assert_non_null(strstr(url, "/pay/" CASE_1 "-"));
    assert_int_equal(checkout_ask(w, "POST", strstr(url, "/pay/"), "Content-Length: 0\r\n"), 303);
    assert_int_equal(nexi_sim_amount(w->sim, 0), desk_num(link, "amount_ore"));
    desk_fails(d, 1, "no such case", "pay-link", "100000009");
    service_end(&w->service);
}

int main(int argc, char **argv) {
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    const struct CMUnitTest tests[] = {
        TEST(test_a_link_leads_from_the_letter_to_a_settled_case),
        TEST(test_the_providers_settlement_is_the_agencys_and_so_is_its_fee),
        TEST(test_the_poll_tells_of_a_lost_webhook),
        TEST(test_a_part_and_the_rest_are_two_payments),
        TEST(test_what_went_back_at_the_provider_is_owed_again),
        TEST(test_an_answer_that_was_lost_opens_no_second_payment),
        TEST(test_a_killed_service_opens_no_second_payment),
        TEST(test_a_refusal_and_a_wrong_key_are_told_apart),
        TEST(test_a_webhook_counts_only_when_its_facts_do),
        TEST(test_a_webhook_of_somebody_else_is_nobodys),
        TEST(test_nothing_else_is_served),
        TEST(test_a_crowd_at_the_door_slows_nobody_down),
        TEST(test_a_caseworker_gets_the_cases_own_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
