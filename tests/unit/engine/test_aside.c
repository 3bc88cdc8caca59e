/* test_aside.c - money that comes in bankruptcy or debt settlement is set aside, and goes back or on
 * (gjeldsordningsloven § 3-4, konkursloven). */
#include "unit/engine/undo_desk.h"

static ore principal(struct house *h) { return case_principal_open(house_case(h, FIRST_CASE)); }

static struct tell keep(const char *payment) {
    return (struct tell){.case_id = FIRST_CASE, .what = TEXT("move-payment"), .to = FIRST_CASE,
                         .payment = text_of(payment), .reason = TEXT("dividende fra boet")};
}

/* Neither the debt nor what the creditor has to get moves, whatever was ordered or is quoted. */
static void expect_set_aside(struct house *h, const char *word) {
    const ore payable = on_account(h, ACCOUNT_CREDITOR_PAYABLE);
    const ore before = principal(h), paid = house_case(h, FIRST_CASE)->letters[0].paid;
    OK(h, house_tell(h, FIRST_CASE, word, "kunngjort"));
    overpay(h, "p1", 50000);
    const struct krav_case *c = house_case(h, FIRST_CASE);
    assert_int_equal(principal(h), before);
    assert_int_equal(c->overpaid, 50000);
    assert_true(c->payments[0].aside);
    assert_int_equal(c->letters[0].paid, paid);
    assert_int_equal(on_account(h, ACCOUNT_CREDITOR_PAYABLE), payable);
    assert_int_equal(on_account(h, ACCOUNT_OVERPAID), -50000);
    assert_true(house_task(h, FIRST_CASE, "set_aside"));
    assert_false(house_task(h, FIRST_CASE, "overpaid"));
    house_whole(h);
}

static void test_in_debt_settlement_it_goes_back(void **state) {
    struct house *h = *state;
    expect_set_aside(h, "debt-settlement");
    (void)tell(h, (struct tell){.case_id = FIRST_CASE, .what = TEXT("refund")});
    assert_int_equal(house_case(h, FIRST_CASE)->overpaid, 0);
    assert_false(house_task(h, FIRST_CASE, "set_aside"));
    house_whole(h);
}

static void test_in_bankruptcy_it_goes_on_to_the_estate(void **state) {
    struct house *h = *state;
    expect_set_aside(h, "bankrupt");
    const int64_t step = tell(h, (struct tell){.case_id = FIRST_CASE, .what = TEXT("refund"),
                                               .account = TEXT("15942287248")}).step.step;
    assert_int_equal(refund_row(h, step).amount, 50000);
    assert_false(house_task(h, FIRST_CASE, "set_aside"));
    house_whole(h);
}

/* 2026 § 26 sends back at once what was too much; this may be the estate's. */
static void test_the_newer_act_does_not_send_it_by_itself(void **state) {
    struct house *h = *state;
    h->config.acts.of[NEW_26_PAYOUT].from = on("2026-01-01");
    engine_close(&h->e);
    house_open(h, DB_WRITE);
    OK(h, engine_load_rules(&h->e, &h->st));
    expect_set_aside(h, "bankrupt");
}

/* A dividend is the creditor's: a person takes it. */
static void test_a_person_takes_a_dividend(void **state) {
    struct house *h = *state;
    const ore before = principal(h);
    expect_set_aside(h, "bankrupt");
    (void)tell(h, keep("1"));
    const struct krav_case *c = house_case(h, FIRST_CASE);
    assert_int_equal(c->overpaid, 0);
    assert_true(principal(h) < before);
    assert_false(house_task(h, FIRST_CASE, "set_aside"));
    house_whole(h);
    refused(h, "same case", keep("2")); /* once */
}

/* The opening's own day counts; the day before does not, nor what comes when it is over. */
static void test_only_what_comes_meanwhile(void **state) {
    struct house *h = *state;
    OK(h, house_tell(h, FIRST_CASE, "debt-settlement", "kunngjort"));
    const ore before = principal(h);
    (void)house_take(h, a_payment("p1", kid_of(h, FIRST_CASE), 20000, h->e.today - 1));
    assert_true(principal(h) < before);
    assert_int_equal(house_case(h, FIRST_CASE)->overpaid, 0);
    assert_false(house_task(h, FIRST_CASE, "set_aside"));
    (void)tell(h, (struct tell){.case_id = FIRST_CASE, .what = TEXT("debt-settlement"),
                                .reason = TEXT("ferdig"), .ended = true});
    const ore then = principal(h);
    (void)house_take(h, a_payment("p2", kid_of(h, FIRST_CASE), 10000, h->e.today));
    assert_true(principal(h) < then);
    assert_int_equal(house_case(h, FIRST_CASE)->overpaid, 0);
    house_whole(h);
}

/* Payments are taken up again behind one from an earlier day: what was set aside stays so, also
 * when the settlement is over. */
static void test_it_stays_set_aside(void **state) {
    struct house *h = *state;
    expect_set_aside(h, "debt-settlement");
    (void)tell(h, (struct tell){.case_id = FIRST_CASE, .what = TEXT("debt-settlement"),
                                .reason = TEXT("ferdig"), .ended = true});
    const ore before = principal(h);
    (void)house_take(h, a_payment("p2", kid_of(h, FIRST_CASE), 20000, h->e.today - 1));
    assert_true(principal(h) < before && principal(h) >= before - 20000);
    assert_int_equal(house_case(h, FIRST_CASE)->overpaid, 50000);
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_in_debt_settlement_it_goes_back),
        TEST(test_in_bankruptcy_it_goes_on_to_the_estate),
        TEST(test_the_newer_act_does_not_send_it_by_itself),
        TEST(test_a_person_takes_a_dividend),
        TEST(test_only_what_comes_meanwhile),
        TEST(test_it_stays_set_aside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
