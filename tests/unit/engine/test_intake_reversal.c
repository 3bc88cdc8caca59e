/* Payments that went back: matched to what they undo, or kept for a person. */
#include "unit/engine/house.h"

static uint32_t waiting(struct house *h) {
    struct waiting_row *rows;
    uint32_t n = 0;
    OK(h, waiting_list(h->e.db, &h->arena, &rows, &n, &h->st));
    return n;
}

static const struct payment_note *payment(struct house *h, int64_t id, uint32_t i) {
    const struct krav_case *c = house_case(h, id);
    assert_true(i < c->n_payments);
    return &c->payments[i];
}

/* What is paid in and not undone. */
static ore paid_in(struct house *h, int64_t id) {
    const struct krav_case *c = house_case(h, id);
    ore sum = 0;
    for (uint32_t i = 0; i < c->n_payments; i++) {
        sum += c->payments[i].undone ? 0 : c->payments[i].amount;
    }
    return sum;
}

static void test_reversal_undoes_its_payment(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    const struct text kid = kid_of(h, id);
    assert_int_equal(house_take(h, a_payment("p1", kid, 30000, h->e.today)), TAKEN_NEW);
    const struct incoming back = a_payment("r1", kid, -30000, h->e.today);
    assert_int_equal(house_take(h, back), TAKEN_NEW);
    assert_true(payment(h, id, 0)->undone);
    assert_int_equal(paid_in(h, id), 0);
    assert_int_equal(case_principal_open(house_case(h, id)), 125000);
    assert_int_equal(house_balance(h, 0, ACCOUNT_CLIENT_BANK), 0);
    assert_int_equal(waiting(h), 0);
    assert_int_equal(house_take(h, back), TAKEN_DUPLICATE);
    house_whole(h);
}

static void test_reversal_takes_the_newest_equal_payment(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    const struct text kid = kid_of(h, id);
    assert_int_equal(house_take(h, a_payment("p1", kid, 30000, h->e.today - 5)), TAKEN_NEW);
    assert_int_equal(house_take(h, a_payment("p2", kid, 30000, h->e.today - 2)), TAKEN_NEW);
    assert_int_equal(house_take(h, a_payment("p3", kid, 20000, h->e.today - 1)), TAKEN_NEW);
    assert_int_equal(house_take(h, a_payment("r1", kid, -30000, h->e.today)), TAKEN_NEW);
    assert_int_equal(paid_in(h, id), 50000);
    const struct krav_case *c = house_case(h, id);
    for (uint32_t i = 0; i < c->n_payments; i++) {
        if (!c->payments[i].undone) {
            assert_false(text_is(c->payments[i].source, "12345678903:p2"));
        }
    }
    assert_int_equal(house_take(h, a_payment("r2", kid, -30000, h->e.today)), TAKEN_NEW);
    assert_int_equal(paid_in(h, id), 20000);
    assert_int_equal(house_take(h, a_payment("r3", kid, -30000, h->e.today)), TAKEN_UNMATCHED);
    assert_int_equal(paid_in(h, id), 20000);
    house_whole(h);
}

static void test_reversal_goes_by_foreign_kids_too(void **state) {
    struct house *h = *state;
    struct incoming claim = a_claim("5001", KARI, 125000);
    claim.foreign_kid = TEXT("1234567890");
    assert_int_equal(house_take(h, claim), TAKEN_NEW);
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, FIRST_CASE), 30000, h->e.today)),
                     TAKEN_NEW);
    assert_int_equal(house_take(h, a_payment("r1", TEXT("1234567890"), -30000, h->e.today)),
                     TAKEN_NEW);
    assert_int_equal(paid_in(h, FIRST_CASE), 0);
    house_whole(h);
}

static void test_reversal_opens_a_closed_case(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    (void)house_send(h);
    const ore quote = house_case(h, id)->letters[0].quote;
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, id), quote, h->e.today)), TAKEN_NEW);
    assert_false(case_is_open(house_case(h, id)));
    assert_int_equal(house_take(h, a_payment("r1", kid_of(h, id), -quote, h->e.today)), TAKEN_NEW);
    assert_true(case_is_open(house_case(h, id)));
    assert_int_equal(case_principal_open(house_case(h, id)), 125000);
    house_whole(h);
}

/* Neither has a case: what came in goes out of suspense again, and nobody need look. */
static void test_reversal_of_what_waits_settles_it(void **state) {
    struct house *h = *state;
    const struct text kid = TEXT("1234567890");
    assert_int_equal(house_take(h, a_payment("p0", kid, 30000, h->e.today)), TAKEN_UNMATCHED);
    assert_int_equal(house_take(h, a_payment("p1", kid, 40000, h->e.today)), TAKEN_UNMATCHED);
    assert_int_equal(house_take(h, a_payment("r1", kid, -40000, h->e.today)), TAKEN_NEW);
    assert_int_equal(waiting(h), 1);
    assert_int_equal(house_balance(h, 0, ACCOUNT_SUSPENSE), -30000);
    assert_int_equal(house_balance(h, 0, ACCOUNT_CLIENT_BANK), 30000);
    assert_true(house_task(h, 0, "unmatched_money"));
    assert_int_equal(house_take(h, a_payment("r2", kid, -30000, h->e.today)), TAKEN_NEW);
    assert_int_equal(waiting(h), 0);
    assert_int_equal(house_balance(h, 0, ACCOUNT_SUSPENSE), 0);
    assert_false(house_task(h, 0, "unmatched_money"));
    house_whole(h);
}

static void test_reversal_without_its_payment_is_set_aside(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    const struct text kid = kid_of(h, id);
    assert_int_equal(house_take(h, a_payment("p1", kid, 30000, h->e.today)), TAKEN_NEW);
    assert_int_equal(house_take(h, a_payment("r1", kid, -30001, h->e.today)), TAKEN_UNMATCHED);
    struct incoming early = a_payment("r2", kid, -30000, h->e.today - 1); /* before it was paid */
    assert_int_equal(house_take(h, early), TAKEN_UNMATCHED);
    assert_int_equal(house_take(h, a_payment("r3", TEXT(""), -30000, h->e.today)),
                     TAKEN_UNMATCHED);
    struct incoming netted = a_payment("c1", kid, -30000, h->e.today); /* a credit note */
    netted.netted = true;
    assert_int_equal(house_take(h, netted), TAKEN_UNMATCHED);
    assert_int_equal(paid_in(h, id), 30000);
    assert_int_equal(house_balance(h, 0, ACCOUNT_SUSPENSE), 120001);
    assert_int_equal(house_balance(h, 0, ACCOUNT_CLIENT_BANK), 30000 - 120001);
    assert_true(house_task(h, 0, "unmatched_money"));
    house_whole(h);
}

/* Paid to the creditor is not paid to us: no bank takes that back from us. */
static void test_reversal_does_not_undo_a_direct_payment(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct incoming direct = a_credit_note("d1", "5001", 30000);
    direct.kind = FACT_PAID_DIRECT;
    assert_int_equal(house_take(h, direct), TAKEN_NEW);
    assert_int_equal(house_take(h, a_payment("r1", kid_of(h, id), -30000, h->e.today)),
                     TAKEN_UNMATCHED);
    house_whole(h);
}

/* A reversal that waits is not mistaken for money when a claim with its KID comes. */
static void test_reversal_waits_on_when_its_claim_comes(void **state) {
    struct house *h = *state;
    assert_int_equal(house_take(h, a_payment("r1", TEXT("1234567890"), -30000, h->e.today)),
                     TAKEN_UNMATCHED);
    struct incoming claim = a_claim("5001", KARI, 125000);
    claim.foreign_kid = TEXT("1234567890");
    assert_int_equal(house_take(h, claim), TAKEN_NEW);
    assert_int_equal(waiting(h), 1);
    assert_int_equal(house_balance(h, 0, ACCOUNT_SUSPENSE), 30000);
    house_whole(h);
}

static void test_waiting_tasks_end_with_the_waiting(void **state) {
    struct house *h = *state;
    assert_int_equal(house_take(h, a_credit_note("c1", "5001", 25000)), TAKEN_UNMATCHED);
    assert_int_equal(house_take(h, a_credit_note("c2", "5002", 25000)), TAKEN_UNMATCHED);
    assert_int_equal(house_take(h, a_payment("p1", TEXT("1234567890"), 500, h->e.today)),
                     TAKEN_UNMATCHED);
    (void)house_claim(h, "5001", KARI, 125000);
    assert_true(house_task(h, 0, "waiting")); /* for invoice 5002 */
    (void)house_claim(h, "5002", KARI, 125000);
    assert_false(house_task(h, 0, "waiting"));
    assert_true(house_task(h, 0, "unmatched_money")); /* money is another matter */
    assert_int_equal(house_take(h, a_credit_note("c3", "5003", 25000)), TAKEN_UNMATCHED);
    assert_true(house_task(h, 0, "waiting")); /* and begins again */
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_reversal_undoes_its_payment),
        HOUSE_TEST(test_reversal_takes_the_newest_equal_payment),
        HOUSE_TEST(test_reversal_goes_by_foreign_kids_too),
        HOUSE_TEST(test_reversal_opens_a_closed_case),
        HOUSE_TEST(test_reversal_of_what_waits_settles_it),
        HOUSE_TEST(test_reversal_without_its_payment_is_set_aside),
        HOUSE_TEST(test_reversal_does_not_undo_a_direct_payment),
        HOUSE_TEST(test_reversal_waits_on_when_its_claim_comes),
        HOUSE_TEST(test_waiting_tasks_end_with_the_waiting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
