/* Money in and back.  Sums by hand: 10 % of 10 000 kroner is 1 000 kroner in the 365 days of
 * 2025, so each day is 273.97 øre x 100. */
#include "unit/domain/life.h"

#include "domain/apply_money.h"

#define DUE "2025-03-03" /* a Monday */

static int begin(void **state) {
    static struct life l;
    life_begin(&l);
    life_claim(&l, 1000000, on(DUE));
    *state = &l;
    return 0;
}

static int end(void **state) {
    life_end(*state);
    return 0;
}

static const struct event *last_of(const struct life *l, enum event_kind kind) {
    for (uint32_t i = l->last.n; i-- > 0;) {
        if (l->last.items[i].kind == kind) {
            return &l->last.items[i];
        }
    }
    return NULL;
}

static void test_apply_paid_posts_interest_up_to_the_legal_day(void **state) {
    struct life *l = *state;
    life_pay(l, 500000, on(DUE) + 100, "bank:1");
    assert_int_equal(l->c.interest_accrued, 27397); /* 100 of 365 days of 100 000 øre */
    assert_int_equal(l->c.interest_paid, 27397);
    assert_int_equal(case_principal_open(&l->c), 1000000 - (500000 - 27397));
    assert_int_equal(l->c.interest_until, on(DUE) + 100);
}

static void test_apply_paid_before_due_owes_no_interest(void **state) {
    struct life *l = *state;
    life_pay(l, 1000000, on(DUE), "bank:1");
    assert_int_equal(life_open(l, on("2026-12-31")), 0);
    assert_int_equal(l->c.interest_accrued, 0);
}

static void test_apply_paid_refuses_nothing_and_less(void **state) {
    struct life *l = *state;
    struct fact f = payment(0, on(DUE), "bank:1");
    life_refuses(l, &(struct apply_input){.fact = &f}, "must be positive");
    f.amount = -1;
    life_refuses(l, &(struct apply_input){.fact = &f}, "must be positive");
    assert_int_equal(l->c.n_payments, 0);
}

static void test_apply_paid_quote_on_the_quoted_day_owes_nothing_more(void **state) {
    struct life *l = *state;
    const day sent = on("2025-05-02");
    const ore quote = life_letter(l, LETTER_REMINDER, "r", sent, 3500);
    assert_true(life_open(l, sent + 14) > quote);
    life_pay(l, quote, sent + 14, "bank:1");
    assert_int_equal(life_open(l, sent + 400), 0);
    const struct event *w = last_of(l, EVENT_REMAINDER_WAIVED);
    assert_non_null(w);
    assert_int_equal(w->amount, w->interest); /* interest first, and it was enough */
    assert_int_equal(w->amount, life_interest(l, sent + 14) - life_interest(l, sent));
    assert_text(w->word, "quote_paid_in_time");
    assert_int_equal(l->c.overpaid, 0);
}

static void test_apply_paid_quote_a_day_late_leaves_the_interest(void **state) {
    struct life *l = *state;
    const day sent = on("2025-05-02");
    const ore quote = life_letter(l, LETTER_REMINDER, "r", sent, 3500);
    const ore more = life_interest(l, sent + 15) - life_interest(l, sent);
    life_pay(l, quote, sent + 15, "bank:1");
    assert_null(last_of(l, EVENT_REMAINDER_WAIVED));
    assert_int_equal(life_open(l, sent + 15), more);
    assert_int_equal(case_letter(&l->c, &l->c.letters[0].key)->paid, 0);
}

static void test_apply_paid_one_ore_short_of_the_quote_is_not_the_quote(void **state) {
    struct life *l = *state;
    const ore quote = life_letter(l, LETTER_REMINDER, "r", on("2025-05-02"), 3500);
    life_pay(l, quote - 1, on("2025-05-10"), "bank:1");
    assert_null(last_of(l, EVENT_REMAINDER_WAIVED));
    assert_true(life_open(l, on("2025-05-10")) > 1);
    /* The missing øre makes the two add up to the quote, still in time. */
    life_pay(l, 1, on("2025-05-16"), "bank:2");
    assert_non_null(last_of(l, EVENT_REMAINDER_WAIVED));
    assert_int_equal(life_open(l, on("2026-05-16")), 0);
}

static void test_apply_paid_several_payments_count_only_those_in_time(void **state) {
    struct life *l = *state;
    const ore quote = life_letter(l, LETTER_REMINDER, "r", on("2025-05-02"), 3500);
    life_pay(l, quote / 2, on("2025-05-16"), "bank:1");
    life_pay(l, quote - quote / 2, on("2025-05-17"), "bank:2");
    assert_int_equal(l->c.letters[0].paid, quote / 2);
    assert_true(life_open(l, on("2025-05-17")) > 0);
}

static void test_apply_paid_the_banks_days_are_given_against_the_deadline(void **state) {
    struct life *l = *state;
    const ore quote = life_letter(l, LETTER_REMINDER, "r", on("2025-05-02"), 3500);
    struct fact f = payment(quote, on("2025-05-19"), "bank:1");
    f.until = on("2025-05-16"); /* the last day of the deadline */
    life_must(l, &(struct apply_input){.fact = &f});
    assert_int_equal(life_open(l, on("2025-12-31")), 0);
    assert_int_equal(l->c.payments[0].lag_days, 3);
    assert_int_equal(l->c.letters[0].paid, quote);
}

static void test_apply_paid_waives_up_to_the_bound_and_not_an_ore_more(void **state) {
    struct life *l = *state;
    const day sent = on("2025-05-02");
    const ore quote = life_letter(l, LETTER_REMINDER, "r", sent, 0);
    const ore rest = life_interest(l, sent + 14) - life_interest(l, sent);
    l->agreement.remainder_max = rest - 1;
    life_pay(l, quote, sent + 14, "bank:1");
    assert_int_equal(life_open(l, sent + 14), rest);
    life_reverse(l, "bank:1", sent + 14);
    l->agreement.remainder_max = rest;
    life_pay(l, quote, sent + 14, "bank:2");
    assert_int_equal(life_open(l, sent + 14), 0);
}

static void test_apply_paid_quote_before_the_receipt_leaves_no_fee(void **state) {
    struct life *l = *state;
    const day sent = on("2025-05-02");
    const ore quote = life_compose(l, LETTER_REMINDER, "r", sent, 3500);
    life_pay(l, quote, sent, "bank:1");
    assert_int_equal(l->c.overpaid, 3500); /* the letter was on its way: its fee is not owed */
    const struct fact f = receipt("r", sent + 1);
    life_must(l, &(struct apply_input){.fact = &f});
    assert_int_equal(l->c.n_costs, 0);
    assert_int_equal(life_open(l, sent + 100), 0);
}

static void test_apply_paid_back_dated_gives_the_same_interest_as_in_order(void **state) {
    struct life *l = *state, other;
    life_pay(l, 100000, on("2025-08-01"), "bank:2");
    const ore before = l->c.interest_accrued;
    life_pay(l, 600000, on("2025-04-01"), "bank:1");
    assert_true(l->c.interest_accrued < before);
    assert_int_equal(l->c.interest_until, on("2025-08-01"));
    assert_true(last_of(l, EVENT_INTEREST_ACCRUED)->amount < 0);

    life_begin(&other);
    other.agreement.order1 = COMPONENT_PRINCIPAL; /* so that only the order of arrival differs */
    other.agreement.order3 = COMPONENT_COSTS;
    life_claim(&other, 1000000, on(DUE));
    life_pay(&other, 600000, on("2025-04-01"), "bank:1");
    life_pay(&other, 100000, on("2025-08-01"), "bank:2");
    struct life late;
    life_begin(&late);
    late.agreement = other.agreement;
    life_claim(&late, 1000000, on(DUE));
    life_pay(&late, 100000, on("2025-08-01"), "bank:2");
    life_pay(&late, 600000, on("2025-04-01"), "bank:1");
    assert_int_equal(late.c.interest_accrued, other.c.interest_accrued);
    assert_int_equal(life_open(&late, on("2026-02-01")), life_open(&other, on("2026-02-01")));
    life_end(&other);
    life_end(&late);
}

static void test_apply_reduction_back_dated_corrects_posted_interest(void **state) {
    struct life *l = *state;
    life_pay(l, 1000, on("2025-09-01"), "bank:1");
    const ore before = l->c.interest_accrued;
    const struct fact f = {.kind = FACT_CREDIT_NOTE, .amount = 400000, .legal_day = on(DUE),
        .booked_day = on("2025-09-02"), .source = TEXT("credit:1")};
    life_must(l, &(struct apply_input){.fact = &f, .claim_number = 1});
    assert_true(l->c.interest_accrued < before);
    assert_int_equal(l->last.n, 2);
    assert_int_equal(l->last.items[0].kind, EVENT_CLAIM_REDUCED);
    assert_int_equal(l->last.items[1].kind, EVENT_INTEREST_ACCRUED);
}

static void test_apply_paid_too_much_is_overpaid(void **state) {
    struct life *l = *state;
    life_pay(l, 1000000 + 777, on(DUE), "bank:1");
    assert_int_equal(l->c.overpaid, 777);
    assert_int_equal(-l->ledger[ACCOUNT_OVERPAID], 777);
    assert_int_equal(-l->ledger[ACCOUNT_CREDITOR_PAYABLE], 1000000);
    life_pay(l, 5, on(DUE) + 10, "bank:2");
    assert_int_equal(l->c.overpaid, 782);
}

static void test_apply_paid_covers_the_oldest_due_claim_first(void **state) {
    struct life *l = *state;
    life_claim(l, 200000, on("2025-01-20")); /* the second to come is the first due */
    l->agreement.order1 = COMPONENT_PRINCIPAL;
    l->agreement.order3 = COMPONENT_COSTS;
    life_pay(l, 150000, on("2025-04-01"), "bank:1");
    assert_int_equal(case_claim(&l->c, 2)->open, 50000);
    assert_int_equal(case_claim(&l->c, 1)->open, 1000000);
    life_pay(l, 60000, on("2025-04-02"), "bank:2");
    assert_int_equal(case_claim(&l->c, 2)->open, 0);
    assert_int_equal(case_claim(&l->c, 1)->open, 990000);
}

static void test_apply_payment_reversed_restores_all_but_the_note(void **state) {
    struct life *l = *state;
    life_letter(l, LETTER_REMINDER, "r", on("2025-05-02"), 3500);
    struct krav_case before;
    case_copy(&l->c, &l->arena, &before);
    life_pay(l, 300000, on("2025-05-10"), "bank:1");
    life_reverse(l, "bank:1", on("2025-06-20"));
    assert_int_equal(case_principal_open(&l->c), case_principal_open(&before));
    assert_int_equal(case_costs_open(&l->c), case_costs_open(&before));
    assert_int_equal(l->c.interest_paid, 0);
    assert_int_equal(l->c.letters[0].paid, 0);
    assert_true(l->c.payments[0].undone);
    assert_int_equal(l->ledger[ACCOUNT_CLIENT_BANK], 0);
    /* Interest runs as if it had never been paid. */
    before.n_moves = 0;
    ore never = 0;
    assert_int_equal(interest_of_case(&before, &l->rates, on("2025-12-31"), &never, &l->st), 0);
    assert_int_equal(life_interest(l, on("2025-12-31")), never);
}

static void test_apply_payment_reversed_corrects_interest_posted_since(void **state) {
    struct life *l = *state;
    life_pay(l, 500000, on("2025-05-10"), "bank:1");
    life_pay(l, 100000, on("2025-08-10"), "bank:2");
    const ore before = l->c.interest_accrued;
    life_reverse(l, "bank:1", on("2025-08-20")); /* life_check: accrued == computed */
    assert_true(l->c.interest_accrued > before);
}

static void test_apply_payment_reversed_leaves_a_later_quote_alone(void **state) {
    struct life *l = *state;
    life_pay(l, 300000, on("2025-05-01"), "bank:1");
    life_letter(l, LETTER_REMINDER, "r", on("2025-05-02"), 3500);
    life_pay(l, 200000, on("2025-05-05"), "bank:2");
    assert_int_equal(l->c.letters[0].paid, 200000);
    life_reverse(l, "bank:1", on("2025-05-06"));
    assert_int_equal(l->c.letters[0].paid, 200000); /* the first was in the quote already */
    life_reverse(l, "bank:2", on("2025-05-06"));
    assert_int_equal(l->c.letters[0].paid, 0);
}

static void test_apply_composed_again_counts_payments_anew(void **state) {
    struct life *l = *state;
    life_compose(l, LETTER_REMINDER, "r", on("2025-05-02"), 0);
    life_pay(l, 400000, on("2025-05-02"), "bank:1");
    const struct letter_quote quote = {on("2025-05-17"), life_open(l, on("2025-05-03")), 0,
        key_of("again"), false, 0};
    const struct fact f = {.kind = FACT_COMPOSED, .legal_day = on("2025-05-03"),
        .booked_day = on("2025-05-03"), .key = key_of("r")};
    life_must(l, &(struct apply_input){.fact = &f, .quote = &quote});
    assert_int_equal(l->c.letters[0].paid, 0);
    /* Otherwise these 400 000 øre would count twice, and half the quote would be all of it. */
    life_pay(l, quote.total - 400000, on("2025-05-10"), "bank:2");
    assert_true(life_open(l, on("2025-05-10")) > 390000);
}

static void test_apply_payment_reversed_refuses_what_was_never_paid(void **state) {
    struct life *l = *state;
    const struct fact f = {.kind = FACT_PAYMENT_REVERSED, .legal_day = on("2025-06-20"),
        .booked_day = on("2025-06-20"), .reverses = TEXT("bank:1")};
    life_refuses(l, &(struct apply_input){.fact = &f}, "no such payment");
    life_pay(l, 300000, on("2025-05-10"), "bank:1");
    life_must(l, &(struct apply_input){.fact = &f});
    life_refuses(l, &(struct apply_input){.fact = &f}, "no such payment"); /* once only */
}

static void test_apply_interest_gives_the_same_sum_however_it_is_split(void **state) {
    struct life *l = *state;
    for (day d = on(DUE); d < on("2026-04-01"); d += 7) {
        struct events out = {.arena = &l->arena};
        const struct apply_input in = {.c = &l->c, .rates = &l->rates};
        assert_int_equal(apply_interest(&in, &l->c, d, &out, &l->st), STATUS_OK);
        for (uint32_t i = 0; i < out.n; i++) {
            assert_int_equal(life_fold(l, &out.items[i]), STATUS_OK);
        }
        life_check(l);
    }
    assert_true(l->c.interest_accrued > 0);
}

static void test_apply_paid_needs_a_rate_for_its_day(void **state) {
    struct life *l = *state;
    const struct fact f = payment(100, on("2036-01-01"), "bank:1");
    assert_int_equal(life_try(l, &(struct apply_input){.fact = &f}), STATUS_NOT_FOUND);
    assert_non_null(strstr(l->st.text, "2036-01-01"));
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_apply_paid_posts_interest_up_to_the_legal_day),
        T(test_apply_paid_before_due_owes_no_interest),
        T(test_apply_paid_refuses_nothing_and_less),
        T(test_apply_paid_quote_on_the_quoted_day_owes_nothing_more),
        T(test_apply_paid_quote_a_day_late_leaves_the_interest),
        T(test_apply_paid_one_ore_short_of_the_quote_is_not_the_quote),
        T(test_apply_paid_several_payments_count_only_those_in_time),
        T(test_apply_paid_the_banks_days_are_given_against_the_deadline),
        T(test_apply_paid_waives_up_to_the_bound_and_not_an_ore_more),
        T(test_apply_paid_quote_before_the_receipt_leaves_no_fee),
        T(test_apply_paid_back_dated_gives_the_same_interest_as_in_order),
        T(test_apply_reduction_back_dated_corrects_posted_interest),
        T(test_apply_paid_too_much_is_overpaid),
        T(test_apply_paid_covers_the_oldest_due_claim_first),
        T(test_apply_payment_reversed_restores_all_but_the_note),
        T(test_apply_payment_reversed_corrects_interest_posted_since),
        T(test_apply_payment_reversed_leaves_a_later_quote_alone),
        T(test_apply_composed_again_counts_payments_anew),
        T(test_apply_payment_reversed_refuses_what_was_never_paid),
        T(test_apply_interest_gives_the_same_sum_however_it_is_split),
        T(test_apply_paid_needs_a_rate_for_its_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
