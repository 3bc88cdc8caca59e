/* test_checkout_back.c - the way back at a provider of payment pages: refunds there, pages that are
 * taken back, and its lump on the wrong account.  After each verify finds the book well. */
#include "checkout.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEST(f) cmocka_unit_test_setup_teardown(f, checkout_open, checkout_close)
#define PART 40000

static void ocr(struct desk *d, const char *kid, int64_t amount) {
    const struct desk_payment payment = {amount, kid, "010926", "010926"};
    const char *file = desk_path(d, "%s/ocr-%lld.txt", d->dir, (long long)amount);
    desk_ocr(d, file, DESK_ACCOUNT, &payment, 1);
    (void)desk_ok(d, "take", file);
}

/* A part by bank, and then all of it by the page that was open already: so much is too much. */
static int64_t pay_too_much(struct checkout *w) {
    (void)checkout_press(w);
    const int64_t sum = nexi_sim_amount(w->sim, 0);
    ocr(&w->service.desk, desk_kid(&w->service.desk, 1), PART);
    nexi_sim_pay(w->sim, 0, 0);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, NULL), 200);
    assert_int_equal(checkout_on(w, "overpaid"), -PART);
    return sum;
}

static int64_t n_refunds(struct checkout *w) {
    int n = 0;
    (void)nexi_sim_refunded(w->sim, 0, &n);
    return n;
}

static int64_t refunded(struct checkout *w) {
    int n = 0;
    return nexi_sim_refunded(w->sim, 0, &n);
}

static const char *state_of(struct checkout *w) {
    return desk_sql_text(&w->service.desk, "SELECT state FROM refunds ORDER BY step DESC LIMIT 1");
}

static int64_t tasks(struct checkout *w, const char *reason) {
    return desk_sql_int(&w->service.desk,
                        desk_path(&w->service.desk, "SELECT count(*) FROM tasks WHERE done = 0 AND"
                                                    " reason LIKE '%s%%'", reason));
}

/* All that came and stayed, and nothing of it twice. */
static void gone_back_once(struct checkout *w, int64_t sum) {
    assert_int_equal(n_refunds(w), 1);
    assert_int_equal(refunded(w), PART);
    assert_string_equal(state_of(w), "settled");
    assert_int_equal(checkout_on(w, "overpaid"), 0);
    assert_int_equal(checkout_on(w, "payout_underway"), 0);
    assert_int_equal(checkout_on(w, "at_provider"), sum - PART);
    assert_int_equal(checkout_on(w, "client_bank"), sum);
    assert_int_equal(desk_sql_int(&w->service.desk, "SELECT sum(amount) FROM movements"), sum);
}

/* ---- refunds ----------------------------------------------------------------------------------- */

static void test_what_was_too_much_goes_back_where_it_was_paid(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    const int64_t sum = pay_too_much(w);
    desk_fails(d, 1, "More than was overpaid", "tell", CASE_1, "refund", "--amount", "400,01");
    (void)desk_ok(d, "tell", CASE_1, "refund");
    (void)desk_ok(d, "day");
    gone_back_once(w, sum);
    /* The provider tells of it as of any: it is known. */
    assert_int_equal(nexi_sim_webhook(w->sim, 0, REFUNDED, NULL), 200);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, REFUNDED, NULL), 200);
    (void)desk_ok(d, "take", "--poll", "nexi");
    (void)desk_ok(d, "day");
    gone_back_once(w, sum);
    assert_int_equal(tasks(w, "unmatched"), 0);
    desk_fails(d, 1, "Nothing was paid that goes back", "tell", CASE_1, "refund");
    service_end(&w->service);
}

static void test_a_refund_on_its_way_is_settled_when_the_provider_says_so(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    const int64_t sum = pay_too_much(w);
    nexi_sim_refunds_are_slow(w->sim);
    (void)desk_ok(d, "tell", CASE_1, "refund");
    (void)desk_ok(d, "day");
    (void)desk_ok(d, "day");
    assert_int_equal(n_refunds(w), 1);
    assert_string_equal(state_of(w), "underway");
    assert_int_equal(checkout_on(w, "payout_underway"), -PART);
    assert_int_equal(checkout_on(w, "at_provider"), sum);
    nexi_sim_complete(w->sim, 0);
    (void)desk_ok(d, "take", "--poll", "nexi"); /* the webhook was lost */
    gone_back_once(w, sum);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, REFUNDED, NULL), 200);
    gone_back_once(w, sum);
    service_end(&w->service);
}

/* The first question is well: what is lost is the answer to the refund itself. */
static void lose_the_answer(struct checkout *w, enum nexi_sim_trouble trouble, int times) {
    struct desk *d = &w->service.desk;
    const int64_t sum = pay_too_much(w);
    (void)desk_ok(d, "tell", CASE_1, "note", "Before.");
    nexi_sim_trouble_after(w->sim, trouble, 1, times);
    (void)desk_ok(d, "tell", CASE_1, "refund");
    (void)desk_ok(d, "day");
    nexi_sim_trouble(w->sim, SIM_WELL, 0);
    (void)desk_ok(d, "day");
    (void)desk_ok(d, "take", "--poll", "nexi");
    gone_back_once(w, sum);
    service_end(&w->service);
}

static void test_half_an_answer_gives_nothing_back_twice(void **state) {
    lose_the_answer(*state, SIM_HALF, 1);
}

static void test_a_garbled_answer_gives_nothing_back_twice(void **state) {
    lose_the_answer(*state, SIM_GARBLED, 3);
}

static void test_a_slow_answer_gives_nothing_back_twice(void **state) {
    lose_the_answer(*state, SIM_SLOW, 2);
}

static void test_a_killed_service_gives_nothing_back_twice(void **state) {
    struct checkout *w = *state;
    struct service *s = &w->service;
    const int64_t sum = pay_too_much(w);
    nexi_sim_trouble_after(w->sim, SIM_SLOW, 1, 1);
    (void)desk_ok(&s->desk, "tell", CASE_1, "refund");
    service_until_number(s, "SELECT count(*) FROM outbox WHERE kind = 'payback' AND"
                            " state = 'asked'", 1);
    while (n_refunds(w) == 0) {
        (void)usleep(5000);
    }
    service_signal(s, SIGKILL);
    assert_int_equal(waitpid(s->pid, NULL, 0), s->pid);
    s->pid = 0;
    service_start(s, NULL);
    service_until_number(s, "SELECT count(*) FROM refunds WHERE state = 'settled'", 1);
    (void)desk_ok(&s->desk, "take", "--poll", "nexi");
    gone_back_once(w, sum);
    service_end(s);
}

static void test_what_the_provider_does_not_take_goes_by_bank(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    (void)pay_too_much(w);
    nexi_sim_trouble_after(w->sim, SIM_INVALID, 1, 1);
    (void)desk_ok(d, "tell", CASE_1, "refund");
    (void)desk_ok(d, "day");
    assert_string_equal(state_of(w), "reopened");
    assert_int_equal(checkout_on(w, "overpaid"), -PART);
    assert_int_equal(tasks(w, "refund_failed"), 1);
    assert_non_null(strstr(desk_sql_text(d, "SELECT text FROM tasks WHERE reason LIKE"
                                            " 'refund_failed%'"), "Nexi said 400"));
    desk_fails(d, 1, "nobody can take payouts", "tell", CASE_1, "refund"); /* there, no more */
    assert_int_equal(n_refunds(w), 0);
    service_end(&w->service);
}

static void test_money_for_a_closed_case_goes_back_where_it_was_paid(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    const char *own = strstr(desk_str(desk_json(d, "pay-link", CASE_1), "url"), "/pay/");
    (void)checkout_press(w);
    assert_int_equal(checkout_ask(w, "POST", own, "Content-Length: 0\r\n"), 303);
    const int64_t sum = nexi_sim_amount(w->sim, 0);
    for (int i = 1; i >= 0; i--) { /* both pages are paid; the case is closed by the first */
        nexi_sim_pay(w->sim, i, 0);
        assert_int_equal(nexi_sim_webhook(w->sim, i, CHARGED, NULL), 200);
        service_until_number(&w->service, "SELECT count(*) FROM cases WHERE closed <> 0", 1);
    }
    assert_int_equal(checkout_on(w, "suspense"), -sum);
    (void)desk_ok(d, "match", "1", "--refund");
    (void)desk_ok(d, "day");
    (void)desk_ok(d, "take", "--poll", "nexi");
    assert_int_equal(refunded(w), sum);
    assert_int_equal(n_refunds(w), 1);
    assert_string_equal(state_of(w), "settled");
    assert_int_equal(checkout_on(w, "suspense"), 0);
    assert_int_equal(checkout_on(w, "at_provider"), sum);
    assert_int_equal(checkout_on(w, "client_bank"), sum);
    service_end(&w->service);
}

/* Told of twice while ours waits: a clerk in the portal was there first, and ours is that one. */
static void test_a_clerk_in_the_portal_was_there_first(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    const int64_t sum = pay_too_much(w);
    nexi_sim_trouble(w->sim, SIM_BUSY, 9);
    (void)desk_ok(d, "tell", CASE_1, "refund");
    (void)desk_ok(d, "day");
    assert_int_equal(n_refunds(w), 0);
    nexi_sim_trouble(w->sim, SIM_WELL, 0);
    nexi_sim_refund(w->sim, 0, PART, "Completed");
    assert_int_equal(nexi_sim_webhook(w->sim, 0, REFUNDED, NULL), 200);
    (void)desk_ok(d, "take", "--poll", "nexi");
    (void)desk_ok(d, "day", "--until", "2026-09-03");
    gone_back_once(w, sum);
    service_end(&w->service);
}

/* After it settled with the agency: the provider takes it off its next settlement. */
static void test_what_goes_back_after_the_settlement_is_owed_to_the_provider(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    const int64_t sum = pay_too_much(w);
    (void)desk_ok(d, "provider", "--settled",
                  desk_path(d, "%lld,%02lld", (long long)sum / 100, (long long)sum % 100),
                  "--reference", "N-1");
    (void)desk_ok(d, "tell", CASE_1, "refund");
    (void)desk_ok(d, "day");
    assert_int_equal(n_refunds(w), 1);
    assert_int_equal(checkout_on(w, "at_provider"), -PART);
    assert_int_equal(desk_num(desk_json(d, "provider"), "owes_ore"), -PART);
    service_end(&w->service);
}

/* ---- pages ------------------------------------------------------------------------------------- */

static const char *pages(struct checkout *w) {
    return desk_sql_text(&w->service.desk, "SELECT group_concat(state, ' ') FROM (SELECT state FROM"
                                           " pages ORDER BY step)");
}

static void test_a_newer_sum_takes_the_older_page_back(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    (void)checkout_press(w);
    const int64_t sum = nexi_sim_amount(w->sim, 0);
    ocr(d, desk_kid(d, 1), PART);
    (void)checkout_press(w);
    assert_int_equal(nexi_sim_amount(w->sim, 1), sum - PART);
    assert_string_equal(pages(w), "ended open");
    assert_true(nexi_sim_is_terminated(w->sim, 0));
    assert_false(nexi_sim_is_terminated(w->sim, 1));
    nexi_sim_pay(w->sim, 1, 0);
    assert_int_equal(nexi_sim_webhook(w->sim, 1, CHARGED, NULL), 200);
    (void)desk_ok(d, "day"); /* closed: the page that was paid is left alone */
    assert_string_equal(pages(w), "ended open");
    assert_int_equal(checkout_on(w, "overpaid"), 0);
    service_end(&w->service);
}

static void test_a_dispute_takes_the_page_back_and_opens_none(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    const char *path = checkout_press(w);
    (void)desk_ok(d, "tell", CASE_1, "dispute", "Not mine.");
    (void)desk_ok(d, "day");
    assert_string_equal(pages(w), "ended");
    assert_true(nexi_sim_is_terminated(w->sim, 0));
    assert_int_equal(checkout_ask(w, "POST", path, "Content-Length: 0\r\n"), 200);
    assert_int_equal(nexi_sim_payments(w->sim), 1);
    service_end(&w->service);
}

/* The same sum on the same day, after a hold: a page of its own, for the old one is no more. */
static void test_after_a_hold_a_new_page_is_opened(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    (void)checkout_press(w);
    (void)desk_ok(d, "tell", CASE_1, "hold", "Looking into it.");
    (void)desk_ok(d, "day");
    assert_string_equal(pages(w), "ended");
    (void)desk_ok(d, "tell", CASE_1, "release");
    (void)checkout_press(w);
    assert_int_equal(nexi_sim_payments(w->sim), 2);
    assert_int_equal(nexi_sim_amount(w->sim, 1), nexi_sim_amount(w->sim, 0));
    assert_string_equal(pages(w), "ended open");
    service_end(&w->service);
}

static void test_a_page_that_was_paid_meanwhile_is_simply_paid(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    (void)checkout_press(w);
    const int64_t sum = nexi_sim_amount(w->sim, 0);
    nexi_sim_hold(w->sim, 0); /* he has pressed "pay" there, and nobody has told us */
    (void)desk_ok(d, "tell", CASE_1, "hold", "Looking into it.");
    (void)desk_ok(d, "day");
    assert_false(nexi_sim_is_terminated(w->sim, 0));
    assert_string_equal(pages(w), "kept");
    nexi_sim_pay(w->sim, 0, 0);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, NULL), 200);
    assert_int_equal(checkout_payments(w), 1);
    assert_int_equal(checkout_on(w, "at_provider"), sum);
    service_end(&w->service);
}

static void test_a_page_that_cannot_be_taken_back_stands(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    (void)checkout_press(w);
    nexi_sim_trouble(w->sim, SIM_BROKEN, 1000);
    (void)desk_ok(d, "tell", CASE_1, "dispute", "Not mine.");
    for (int i = 0; i < 4; i++) {
        (void)desk_ok(d, "day");
    }
    assert_string_equal(pages(w), "kept");
    nexi_sim_trouble(w->sim, SIM_WELL, 0);
    assert_false(nexi_sim_is_terminated(w->sim, 0));
    service_end(&w->service);
}

/* What became of it was not known: the day's work asks, and nobody has to press for it. */
static void test_an_opening_that_was_left_is_recalled_by_the_days_work(void **state) {
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
    service_signal(s, SIGKILL);
    assert_int_equal(waitpid(s->pid, NULL, 0), s->pid);
    s->pid = 0;
    assert_int_equal(waitpid(child, NULL, 0), child);
    service_start(s, NULL);
    service_until_number(s, "SELECT count(*) FROM outbox WHERE state = 'asked'", 0);
    (void)checkout_press(w);
    assert_string_equal(pages(w), "open");
    assert_int_equal(nexi_sim_payments(w->sim), 1);
    service_end(s);
}

/* ---- the provider's lump ----------------------------------------------------------------------- */

static void test_a_lump_on_the_client_account_is_the_agencys(void **state) {
    struct checkout *w = *state;
    struct desk *d = &w->service.desk;
    (void)checkout_press(w);
    nexi_sim_pay(w->sim, 0, 0);
    assert_int_equal(nexi_sim_webhook(w->sim, 0, CHARGED, NULL), 200);
    const int64_t sum = checkout_on(w, "at_provider"), client = checkout_on(w, "client_bank");
    ocr(d, "1234567897", sum - 2500);
    assert_int_equal(checkout_on(w, "suspense"), -(sum - 2500));
    assert_int_equal(checkout_on(w, "client_bank"), client + sum - 2500);
    desk_fails(d, 1, "owes less", "provider", "--lump", "1", "--fee", "25,01", "--reference", "N-2");
    desk_fails(d, 1, "9", "provider", "--lump", "9", "--reference", "N-2");
    desk_fails(d, 2, "--lump NO", "provider", "--lump", "1", "--settled", "1,00", "--reference", "N");
    (void)desk_ok(d, "provider", "--lump", "1", "--fee", "25,00", "--reference", "N-2");
    assert_int_equal(checkout_on(w, "suspense"), 0);
    assert_int_equal(checkout_on(w, "at_provider"), 0);
    assert_int_equal(checkout_on(w, "client_bank"), client);
    assert_int_equal(desk_sql_int(d, "SELECT sum(amount) FROM movements"), client);
    assert_int_equal(tasks(w, "unmatched"), 0);
    desk_fails(d, 1, "recorded before", "provider", "--lump", "1", "--reference", "N-2");
    service_end(&w->service);
}

int main(int argc, char **argv) {
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    const struct CMUnitTest tests[] = {
        TEST(test_what_was_too_much_goes_back_where_it_was_paid),
        TEST(test_a_refund_on_its_way_is_settled_when_the_provider_says_so),
        TEST(test_half_an_answer_gives_nothing_back_twice),
        TEST(test_a_garbled_answer_gives_nothing_back_twice),
        TEST(test_a_slow_answer_gives_nothing_back_twice),
        TEST(test_a_killed_service_gives_nothing_back_twice),
        TEST(test_what_the_provider_does_not_take_goes_by_bank),
        TEST(test_money_for_a_closed_case_goes_back_where_it_was_paid),
        TEST(test_a_clerk_in_the_portal_was_there_first),
        TEST(test_what_goes_back_after_the_settlement_is_owed_to_the_provider),
        TEST(test_a_newer_sum_takes_the_older_page_back),
        TEST(test_a_dispute_takes_the_page_back_and_opens_none),
        TEST(test_after_a_hold_a_new_page_is_opened),
        TEST(test_a_page_that_was_paid_meanwhile_is_simply_paid),
        TEST(test_a_page_that_cannot_be_taken_back_stands),
        TEST(test_an_opening_that_was_left_is_recalled_by_the_days_work),
        TEST(test_a_lump_on_the_client_account_is_the_agencys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
