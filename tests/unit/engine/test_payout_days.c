/* test_payout_days.c - inkassoloven (2026) § 26: principal is paid on within fourteen days of the day
 * it came, whatever was agreed on how often, or how little is worth it. */
#include "unit/engine/remit_desk.h"

/* Thirty days between settlements, and nothing below a thousand kroner. */
#define SLOW                                                                                       \
    "[agreement 311758489]\nfrom = 2026-03-03\nlevel = normal\nletter_fee_owner = agency\n"        \
    "commission = 5,00\npayout_every = 30\npayout_min = 1000,00\n"

static int slow(void **state) {
    const int rc = begin(state);
    struct house *h = *state;
    house_import(h, SLOW, true);
    return rc;
}
#define SLOW_TEST(name) cmocka_unit_test_setup_teardown(name, slow, house_end)

static void switch_on(struct house *h, const char *from, enum law_reference reference) {
    h->config.acts.of[NEW_26_PAYOUT] = (struct law_switch){on(from), reference};
    OK(h, engine_load_book(&h->e, &h->st));
}

static uint32_t settled_by(struct house *h, const char *iso) {
    house_day(h, iso);
    OK(h, remit_day(&h->e, &h->st));
    return settled(h);
}

/* Received on Tuesday 3 March; the fourteenth day is Tuesday 17 March. */
static void test_what_was_agreed_counts_without_the_act(void **state) {
    struct house *h = *state;
    pay(h);
    assert_int_equal(settled_by(h, "2026-03-17"), 0);
    assert_int_equal(settled_by(h, "2026-05-04"), 0); /* below what is worth it, even so */
}

static void test_paid_on_by_the_fourteenth_day(void **state) {
    struct house *h = *state;
    switch_on(h, "2026-03-03", 0);
    pay(h);
    assert_int_equal(settled_by(h, "2026-03-16"), 0);
    assert_int_equal(settled_by(h, "2026-03-17"), 1);
    assert_int_equal(last(h).amount, OUT);
    house_whole(h);
}

/* Whatever the switch is counted from, the day that money came speaks for it. */
static void test_every_reference_counts_from_the_day_it_came(void **state) {
    struct house *h = *state;
    switch_on(h, "2026-03-03", REFERENCE_DUE);
    pay(h);
    assert_int_equal(settled_by(h, "2026-03-17"), 1);
}

/* What stood here when the act began has fourteen days from then: 10 to 24 March. */
static void test_older_money_counts_from_the_acts_first_day(void **state) {
    struct house *h = *state;
    switch_on(h, "2026-03-10", 0);
    pay(h);
    assert_int_equal(settled_by(h, "2026-03-23"), 0);
    assert_int_equal(settled_by(h, "2026-03-24"), 1);
}

/* The clock is of each receipt: what came after a settlement has fourteen days of its own. */
static void test_a_settlement_begins_a_new_clock(void **state) {
    struct house *h = *state;
    switch_on(h, "2026-03-03", 0);
    pay(h);
    assert_int_equal(settled_by(h, "2026-03-17"), 1);
    house_day(h, "2026-03-19"); /* Thursday: the fourteenth day is Thursday 2 April, a holiday */
    assert_int_equal(house_take(h, a_payment("p2", kid_of(h, FIRST_CASE), 10000, h->e.today)),
                     TAKEN_NEW);
    assert_int_equal(settled_by(h, "2026-03-31"), 1);
    assert_int_equal(settled_by(h, "2026-04-01"), 2);
    house_whole(h);
}

/* A settlement that is agreed to come earlier still does. */
static void test_the_act_puts_nothing_off(void **state) {
    struct house *h = *state;
    switch_on(h, "2026-03-03", 0);
    house_import(h, "[agreement 311758489]\nfrom = 2026-03-04\nlevel = normal\npayout_every = 3\n",
                 true);
    pay(h);
    assert_int_equal(settled_by(h, "2026-03-06"), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SLOW_TEST(test_what_was_agreed_counts_without_the_act),
        SLOW_TEST(test_paid_on_by_the_fourteenth_day),
        SLOW_TEST(test_every_reference_counts_from_the_day_it_came),
        SLOW_TEST(test_older_money_counts_from_the_acts_first_day),
        SLOW_TEST(test_a_settlement_begins_a_new_clock),
        SLOW_TEST(test_the_act_puts_nothing_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
