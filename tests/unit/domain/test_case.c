/* What a case says of itself. */
#include "unit/domain/life.h"

static int begin(void **state) {
    static struct life l;
    life_begin(&l);
    life_claim(&l, 100000, on("2025-03-03"));
    *state = &l;
    return 0;
}

static int end(void **state) {
    life_end(*state);
    return 0;
}

static void test_case_copy_shares_nothing_that_a_fold_may_change(void **state) {
    struct life *l = *state;
    life_letter(l, LETTER_REMINDER, "r", on("2025-05-02"), 3500);
    life_pay(l, 50000, on("2025-05-05"), "bank:1");
    const struct text before = life_bytes(l);
    struct life other = *l;
    case_copy(&l->c, &l->arena, &other.c);
    assert_ptr_not_equal(other.c.claims, l->c.claims);
    assert_ptr_not_equal(other.c.moves, l->c.moves);
    assert_ptr_not_equal(other.c.letters, l->c.letters);
    assert_ptr_not_equal(other.c.costs, l->c.costs);
    assert_ptr_not_equal(other.c.payments, l->c.payments);
    life_claim(&other, 7, on("2025-03-04"));
    life_pay(&other, 1000, on("2025-05-06"), "bank:2");
    life_reverse(&other, "bank:1", on("2025-05-07"));
    assert_true(text_eq(life_bytes(l), before));
    l->arena = other.arena; /* both lived in one arena, which grew in the copy */
}

static void test_case_claim_finds_by_number_and_nothing_else(void **state) {
    struct life *l = *state;
    life_claim(l, 7, on("2025-03-04"));
    assert_null(case_claim(&l->c, 0));
    assert_null(case_claim(&l->c, -1));
    assert_null(case_claim(&l->c, 3));
    assert_int_equal(case_claim(&l->c, 2)->open, 7);
}

static void test_case_interest_open_is_never_negative(void **state) {
    (void)state;
    const struct krav_case c = {.interest_paid = 70, .interest_waived = 20};
    assert_int_equal(case_interest_open(&c, 100), 10);
    assert_int_equal(case_interest_open(&c, 90), 0);
    assert_int_equal(case_interest_open(&c, 50), 0);
}

static void test_case_last_sent_is_the_latest_of_its_kind(void **state) {
    struct life *l = *state;
    assert_null(case_last_sent(&l->c, LETTER_REMINDER));
    life_letter(l, LETTER_REMINDER, "a", on("2025-05-02"), 0);
    life_compose(l, LETTER_REMINDER, "b", on("2025-06-02"), 0);
    const struct hash a = key_of("a"), b = key_of("b");
    assert_true(hash_eq(&case_last_sent(&l->c, LETTER_REMINDER)->key, &a)); /* b is not sent */
    const struct fact f = receipt("b", on("2025-06-03"));
    life_must(l, &(struct apply_input){.fact = &f});
    assert_true(hash_eq(&case_last_sent(&l->c, LETTER_REMINDER)->key, &b));
    assert_null(case_last_sent(&l->c, LETTER_COLLECTION_NOTICE));
    const struct hash unknown = key_of("c");
    assert_null(case_letter(&l->c, &unknown));
}

static void test_letter_covers_what_was_there_when_it_was_composed(void **state) {
    struct life *l = *state;
    life_letter(l, LETTER_COLLECTION_NOTICE, "n", on("2025-05-02"), 0);
    life_claim(l, 7, on("2025-05-05"));
    assert_true(letter_covers(&l->c.letters[0], 1));
    assert_false(letter_covers(&l->c.letters[0], 2));
    const struct letter_note own = {.claim = 2};
    assert_true(letter_covers(&own, 2));
    assert_false(letter_covers(&own, 1));
}

static void test_case_letters_of_counts_ours_and_not_the_creditors(void **state) {
    (void)state;
    struct letter_note letters[] = {{.kind = LETTER_REMINDER, .stage_entry = 0},
        {.kind = LETTER_REMINDER, .stage_entry = 1, .state = LETTER_WITHDRAWN},
        {.kind = LETTER_REMINDER, .stage_entry = 2, .state = LETTER_SENT}};
    const struct krav_case c = {.letters = letters, .n_letters = 3};
    assert_int_equal(case_letters_of(&c, LETTER_REMINDER), 2);
    assert_int_equal(case_letters_of(&c, LETTER_PAYMENT_DEMAND), 0);
}

static void test_case_phase_follows_the_letters_sent(void **state) {
    struct life *l = *state;
    assert_int_equal(case_phase(&l->c), PHASE_BEFORE);
    life_letter(l, LETTER_REMINDER, "r", on("2025-05-02"), 0);
    assert_int_equal(case_phase(&l->c), PHASE_BEFORE);
    life_compose(l, LETTER_COLLECTION_NOTICE, "n", on("2025-06-02"), 0);
    assert_int_equal(case_phase(&l->c), PHASE_BEFORE); /* composed is not sent */
    const struct fact f = receipt("n", on("2025-06-02"));
    life_must(l, &(struct apply_input){.fact = &f});
    assert_int_equal(case_phase(&l->c), PHASE_NOTICE);
    life_letter(l, LETTER_PAYMENT_DEMAND, "d", on("2025-07-02"), 0);
    assert_int_equal(case_phase(&l->c), PHASE_COLLECTION);
    const struct event closed = {.kind = EVENT_CLOSED, .day = on("2025-08-01")};
    assert_int_equal(life_fold(l, &closed), STATUS_OK);
    assert_int_equal(case_phase(&l->c), PHASE_CLOSED);
}

static void test_case_costs_open_is_the_sum_over_owners(void **state) {
    (void)state;
    struct cost costs[] = {{.owner = OWNER_CREDITOR, .amount = 100, .paid = 30, .waived = 20},
        {.owner = OWNER_AGENCY, .amount = 7}, {.owner = OWNER_COURT, .amount = 5, .paid = 5}};
    const struct krav_case c = {.costs = costs, .n_costs = 3};
    assert_int_equal(case_costs_open_of(&c, OWNER_CREDITOR), 50);
    assert_int_equal(case_costs_open_of(&c, OWNER_AGENCY), 7);
    assert_int_equal(case_costs_open_of(&c, OWNER_COURT), 0);
    assert_int_equal(case_costs_open(&c), 57);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_case_copy_shares_nothing_that_a_fold_may_change),
        T(test_case_claim_finds_by_number_and_nothing_else),
        T(test_case_interest_open_is_never_negative),
        T(test_case_last_sent_is_the_latest_of_its_kind),
        T(test_letter_covers_what_was_there_when_it_was_composed),
        T(test_case_letters_of_counts_ours_and_not_the_creditors),
        T(test_case_phase_follows_the_letters_sent),
        T(test_case_costs_open_is_the_sum_over_owners),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
