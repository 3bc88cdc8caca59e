/* The plugin whole, in a worker as krav runs it, against the provider of nexi_sim.h: what each entry
 * point of krav.checkout/1 does there, and does once, whatever is asked twice or gets lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conform/client.h"
#include "krav/easy.h"
#include "nexi_sim.h"

#define KEY "test-secret-key-0123456789abcdef"
#define HOOK "hook0123456789abcdef"
#define SUM 123456

struct house {
    struct nexi_sim *sim;
    struct client worker;
    struct heard h;
    char dir[60], id[80], base[60];
};

static krav_str str(const char *s) { return (krav_str){s, strlen(s)}; }

static struct wire_setting setting(const char *name, const char *value, uint32_t secret) {
    return (struct wire_setting){.size = sizeof(struct wire_setting), .secret = secret,
        .name = str(name), .value = str(value)};
}

static void start(struct house *w) {
    const struct client_start how = {.worker = WORKER, .so = PLUGIN,
        .uses = KRAV_USES_NETWORK | KRAV_USES_THREADS};
    const struct wire_setting settings[] = {
        setting("secret_key", KEY, 1),
        setting("webhook_secret", HOOK, 1),
        setting("webhook_url", "http://127.0.0.1:9/p/nexi/webhook", 0),
        setting("base_url", w->base, 0),
        setting("terms_url", "https://eksempel.invalid/vilkar", 0),
        setting("merchant_terms_url", "https://eksempel.invalid/personvern", 0),
        setting("charge_at_once", "no", 0),
        setting("item_name", "Betaling", 0),
        setting("timeout_ms", "600", 0)};
    if (!client_open(&w->worker, &how) ||
        !client_ready(&w->worker, settings, sizeof settings / sizeof settings[0], w->dir,
                      CLIENT_PATIENCE_MS)) {
        fail_msg("%s", w->worker.ready_reason);
    }
}

static int open_house(void **state) {
    struct house *w = calloc(1, sizeof *w);
    (void)snprintf(w->dir, sizeof w->dir, "/tmp/krav-nexi-XXXXXX");
    assert_non_null(mkdtemp(w->dir));
    w->sim = nexi_sim_start(KEY);
    (void)snprintf(w->base, sizeof w->base, "http://127.0.0.1:%d", nexi_sim_port(w->sim));
    start(w);
    *state = w;
    return 0;
}

static int close_house(void **state) {
    struct house *w = *state;
    char order[90];
    heard_fini(&w->h);
    client_close(&w->worker);
    nexi_sim_stop(w->sim);
    (void)snprintf(order, sizeof order, "rm -r %s", w->dir);
    const int rc = system(order);
    free(w);
    return rc;
}

static void start_again(struct house *w) {
    client_close(&w->worker);
    start(w);
}

static int32_t ask(struct house *w, enum wire_ask what, const void *argument, const char *key) {
    const struct client_ask question = {.ask = what, .argument = argument, .key = key, .fd = -1,
        .deadline_ms = CLIENT_PATIENCE_MS};
    heard_fini(&w->h);
    assert_true(client_ask(&w->worker, &question, &w->h));
    assert_int_equal(client_wait(&w->worker, NULL, &w->h.n_answers, 0, CLIENT_PATIENCE_MS),
                     CLIENT_HEARD);
    assert_int_equal(w->h.n_answers, 1);
    return w->h.answer.outcome;
}

static int32_t open_page(struct house *w, const char *key, krav_ore amount) {
    const krav_checkout_form form = {.size = sizeof form, .amount = amount,
        .currency = KRAV_STR("NOK"), .kid = KRAV_STR("10000000108"),
        .description = KRAV_STR("Sak 100000001"),
        .return_url = KRAV_STR("https://inkasso.invalid/pay/thanks")};
    const int32_t outcome = ask(w, WIRE_ASK_CHECKOUT, &form, key);
    if (outcome == KRAV_DONE) {
        (void)snprintf(w->id, sizeof w->id, "%.*s", (int)w->h.answer.reference.len,
                       w->h.answer.reference.ptr);
    }
    return outcome;
}

static int32_t of_it(struct house *w, enum wire_ask what, krav_ore amount, const char *key) {
    const krav_checkout_ref ref = {.size = sizeof ref, .reference = str(w->id), .amount = amount};
    return ask(w, what, &ref, key);
}

static const krav_checkout_state *told(const struct house *w) {
    assert_true(w->h.has_result);
    return (const krav_checkout_state *)&w->h.result;
}

static int n_refunds(struct house *w) {
    int n = 0;
    (void)nexi_sim_refunded(w->sim, 0, &n);
    return n;
}

static void test_a_payment_is_opened_once_and_found_after_a_restart(void **state) {
    struct house *w = *state;
    assert_int_equal(open_page(w, "key-1", SUM), KRAV_DONE);
    assert_string_equal(w->id, nexi_sim_id(w->sim, 0));
    start_again(w);
    assert_int_equal(open_page(w, "key-1", SUM), KRAV_DONE);
    assert_int_equal(nexi_sim_payments(w->sim), 1);
    assert_int_equal(open_page(w, "key-1", SUM + 1), KRAV_REFUSED); /* the key is another sum's */
    assert_int_equal(ask(w, WIRE_ASK_RECALL, NULL, "key-1"), KRAV_DONE);
    assert_int_equal(ask(w, WIRE_ASK_RECALL, NULL, "key-2"), KRAV_RETRY);
}

static void test_what_is_held_is_charged_and_no_more(void **state) {
    struct house *w = *state;
    assert_int_equal(open_page(w, "key-1", SUM), KRAV_DONE);
    assert_int_equal(of_it(w, WIRE_ASK_CHARGE, 0, "charge-0"), KRAV_REFUSED); /* nobody paid yet */
    nexi_sim_hold(w->sim, 0);
    assert_int_equal(of_it(w, WIRE_ASK_STATUS, 0, "status"), KRAV_DONE);
    assert_int_equal(told(w)->held, SUM);
    assert_int_equal(told(w)->charged, 0);
    assert_int_equal(of_it(w, WIRE_ASK_WITHDRAW, 0, "end"), KRAV_REFUSED); /* it is being paid */
    assert_int_equal(of_it(w, WIRE_ASK_CHARGE, SUM + 1, "charge-1"), KRAV_REFUSED);
    assert_int_equal(of_it(w, WIRE_ASK_CHARGE, 23456, "charge-2"), KRAV_DONE);
    assert_int_equal(told(w)->charged, 23456);
    assert_int_equal(told(w)->held, 100000);
    assert_int_equal(of_it(w, WIRE_ASK_CHARGE, 0, "charge-3"), KRAV_DONE); /* the rest */
    assert_int_equal(told(w)->charged, SUM);
    assert_int_equal(told(w)->ended, 1);
}

static void test_a_refund_is_made_once_and_answers_by_its_own_name(void **state) {
    struct house *w = *state;
    assert_int_equal(open_page(w, "key-1", SUM), KRAV_DONE);
    assert_int_equal(of_it(w, WIRE_ASK_REFUND, 100, "back-0"), KRAV_REFUSED);
    nexi_sim_pay(w->sim, 0, 0);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(of_it(w, WIRE_ASK_REFUND, 23456, "back-1"), KRAV_DONE);
        assert_int_equal(w->h.answer.reference.len, strlen("refund-1-1"));
        assert_memory_equal(w->h.answer.reference.ptr, "refund-1-1", strlen("refund-1-1"));
        assert_int_equal(told(w)->refunded, 23456);
        assert_int_equal(n_refunds(w), 1);
    }
    assert_int_equal(of_it(w, WIRE_ASK_REFUND, SUM, "back-2"), KRAV_REFUSED);
    assert_int_equal(of_it(w, WIRE_ASK_REFUND, 0, "back-3"), KRAV_DONE); /* the rest */
    assert_int_equal(told(w)->refunded, SUM);
}

static void test_a_refund_whose_answer_is_lost_is_not_known(void **state) {
    static const enum nexi_sim_trouble lost[] = {SIM_SLOW, SIM_HALF, SIM_GARBLED};
    struct house *w = *state;
    assert_int_equal(open_page(w, "key-1", SUM), KRAV_DONE);
    nexi_sim_pay(w->sim, 0, 0);
    for (size_t i = 0; i < sizeof lost / sizeof lost[0]; i++) {
        nexi_sim_trouble_after(w->sim, lost[i], 1, 1);
        assert_int_equal(of_it(w, WIRE_ASK_REFUND, 23456, "back-1"), KRAV_UNKNOWN);
        assert_int_equal(n_refunds(w), 1);
    }
    nexi_sim_trouble_after(w->sim, SIM_HALF, 2, 1); /* it is made, and how it stands is not told */
    assert_int_equal(of_it(w, WIRE_ASK_REFUND, 23456, "back-1"), KRAV_UNKNOWN);
    assert_int_equal(of_it(w, WIRE_ASK_REFUND, 23456, "back-1"), KRAV_DONE);
    assert_int_equal(n_refunds(w), 1);
}

static void test_a_page_that_nobody_paid_is_taken_back(void **state) {
    struct house *w = *state;
    assert_int_equal(open_page(w, "key-1", SUM), KRAV_DONE);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(of_it(w, WIRE_ASK_WITHDRAW, 0, "end-1"), KRAV_DONE);
        assert_int_equal(told(w)->ended, 1);
        assert_true(nexi_sim_is_terminated(w->sim, 0));
    }
    assert_int_equal(open_page(w, "key-2", SUM), KRAV_DONE);
    nexi_sim_pay(w->sim, 1, 0);
    assert_int_equal(of_it(w, WIRE_ASK_WITHDRAW, 0, "end-2"), KRAV_REFUSED);
    assert_false(nexi_sim_is_terminated(w->sim, 1));
}

static void test_another_s_payment_is_not_touched(void **state) {
    static const enum wire_ask asks[] = {WIRE_ASK_STATUS, WIRE_ASK_CHARGE, WIRE_ASK_REFUND,
                                         WIRE_ASK_WITHDRAW};
    static const char *const ids[] = {"0242ac11000000000000000000000009", "../payments/x", ""};
    struct house *w = *state;
    assert_int_equal(open_page(w, "key-1", SUM), KRAV_DONE);
    const int asked = nexi_sim_asked(w->sim, 0);
    for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
        for (size_t k = 0; k < sizeof ids / sizeof ids[0]; k++) {
            (void)snprintf(w->id, sizeof w->id, "%s", ids[k]);
            assert_int_equal(of_it(w, asks[i], 100, "other"), KRAV_REFUSED);
        }
    }
    assert_int_equal(nexi_sim_asked(w->sim, 0), asked);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_house, close_house)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_payment_is_opened_once_and_found_after_a_restart),
        TEST(test_what_is_held_is_charged_and_no_more),
        TEST(test_a_refund_is_made_once_and_answers_by_its_own_name),
        TEST(test_a_refund_whose_answer_is_lost_is_not_known),
        TEST(test_a_page_that_nobody_paid_is_taken_back),
        TEST(test_another_s_payment_is_not_touched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
