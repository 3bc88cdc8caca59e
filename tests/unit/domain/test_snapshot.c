/* What follows from a case's state on a day. */
#include "unit/domain/life.h"

#define D on("2025-05-02")

static int begin(void **state) {
    static struct life l;
    life_begin(&l);
    life_claim(&l, 100000, on("2025-03-03"));
    const struct event e = {.kind = EVENT_STAGE_ENTERED, .day = D, .word = TEXT("reminder")};
    assert_int_equal(life_fold(&l, &e), STATUS_OK);
    *state = &l;
    return 0;
}

static int end(void **state) {
    life_end(*state);
    return 0;
}

static struct snapshot look(struct life *l, day today) {
    static const struct party debtor = {.kind = DEBTOR_CONSUMER};
    static const struct creditor creditor = {.org = {"311758489", 9}};
    static const struct fact fact = {.kind = FACT_DAY_REACHED};
    struct snapshot s;
    const struct snapshot_input in = {today, &fact, &l->c, &debtor, &creditor, &l->agreement,
        &l->rates};
    assert_int_equal(snapshot_make(&in, &s, &l->st), STATUS_OK);
    return s;
}

static void test_snapshot_open_is_the_sum_of_its_parts_as_of_today(void **state) {
    struct life *l = *state;
    life_letter(l, LETTER_REMINDER, "r", D, 3500);
    const struct snapshot s = look(l, D + 30);
    assert_int_equal(s.principal_open, 100000);
    assert_int_equal(s.costs_open, 3500);
    assert_int_equal(s.interest_open, life_interest(l, D + 30)); /* posted or not */
    assert_int_equal(s.open, s.principal_open + s.costs_open + s.interest_open);
    assert_int_equal(s.oldest_due, on("2025-03-03"));
}

static void test_snapshot_deadline_missed_from_the_day_after(void **state) {
    struct life *l = *state;
    assert_int_equal(look(l, D).deadline, DAY_NONE);
    assert_false(look(l, D + 900).deadline_missed); /* none was given */
    life_letter(l, LETTER_REMINDER, "r", D, 0);
    assert_int_equal(look(l, D).deadline, D + 14);
    assert_false(look(l, D + 14).deadline_missed);
    assert_true(look(l, D + 15).deadline_missed);
    life_pay(l, 500000, D + 15, "bank:1");
    assert_false(look(l, D + 16).deadline_missed); /* nothing is owed any more */
}

static void test_snapshot_letter_waiting_until_it_is_sent(void **state) {
    struct life *l = *state;
    const struct event planned = {.kind = EVENT_LETTER_PLANNED, .key = key_of("p"),
        .letter = LETTER_REMINDER, .day = D};
    life_letter(l, LETTER_REMINDER, "r", D, 0);
    assert_false(look(l, D).letter_waiting);
    assert_int_equal(life_fold(l, &planned), STATUS_OK);
    assert_true(look(l, D).letter_waiting);
    assert_false(look(l, D + 15).deadline_missed); /* a later letter is on its way */
    const struct event withdrawn = {.kind = EVENT_LETTER_WITHDRAWN, .key = key_of("p"), .day = D};
    assert_int_equal(life_fold(l, &withdrawn), STATUS_OK);
    assert_false(look(l, D).letter_waiting);
    life_compose(l, LETTER_REMINDER, "s", D, 0);
    assert_true(look(l, D).letter_waiting);
}

static void test_snapshot_looks_at_letters_of_this_stage_only(void **state) {
    struct life *l = *state;
    life_letter(l, LETTER_REMINDER, "r", D, 0);
    const struct event moved = {.kind = EVENT_STAGE_ENTERED, .day = D, .word = TEXT("notice")};
    assert_int_equal(life_fold(l, &moved), STATUS_OK);
    assert_int_equal(look(l, D + 20).deadline, DAY_NONE);
    assert_false(look(l, D + 20).deadline_missed);
    assert_true(look(l, D + 20).reminder_missed); /* that looks at all of them */
}

static void test_snapshot_notice_missed_needs_a_notice_for_every_open_claim(void **state) {
    struct life *l = *state;
    life_letter(l, LETTER_COLLECTION_NOTICE, "n", D, 0);
    assert_false(look(l, D + 14).notice_missed);
    assert_true(look(l, D + 15).notice_missed);
    assert_false(look(l, D + 15).reminder_missed);
    life_claim(l, 5000, D - 20); /* it was not in the notice */
    assert_false(look(l, D + 15).notice_missed);
    const struct event own = {.kind = EVENT_LETTER_TAKEN_OVER, .letter = LETTER_COLLECTION_NOTICE,
        .claim = 2, .day = D, .until = D + 20};
    assert_int_equal(life_fold(l, &own), STATUS_OK);
    assert_false(look(l, D + 20).notice_missed);
    assert_true(look(l, D + 21).notice_missed);
}

static void test_snapshot_notice_missed_does_not_ask_for_paid_claims(void **state) {
    struct life *l = *state;
    life_letter(l, LETTER_COLLECTION_NOTICE, "n", D, 0);
    life_claim(l, 5000, D - 20);
    const struct fact f = {.kind = FACT_PAID_DIRECT, .amount = 5000, .legal_day = D - 20,
        .booked_day = D};
    life_must(l, &(struct apply_input){.fact = &f, .claim_number = 2});
    assert_true(look(l, D + 15).notice_missed);
    const struct fact rest = {.kind = FACT_PAID_DIRECT, .amount = 100000, .legal_day = D,
        .booked_day = D};
    life_must(l, &(struct apply_input){.fact = &rest, .claim_number = 1});
    assert_false(look(l, D + 15).notice_missed); /* no claim is open */
}

static void test_snapshot_returned_letter_missed_nothing(void **state) {
    struct life *l = *state;
    life_letter(l, LETTER_COLLECTION_NOTICE, "n", D, 0);
    const struct event back = {.kind = EVENT_LETTER_RETURNED, .key = key_of("n"), .day = D + 3};
    assert_int_equal(life_fold(l, &back), STATUS_OK);
    assert_false(look(l, D + 15).notice_missed);
    assert_int_equal(look(l, D + 15).deadline, DAY_NONE);
}

static void test_snapshot_settled_only_when_everything_is_paid(void **state) {
    struct life *l = *state;
    life_pay(l, life_open(l, D) - 1, D, "bank:1");
    assert_false(look(l, D).settled);
    life_pay(l, 1, D, "bank:2");
    assert_true(look(l, D).settled);
    assert_true(look(l, D + 400).settled); /* nothing bears interest any more */
    assert_int_equal(look(l, D).oldest_due, DAY_NONE);
    const struct krav_case empty = {0};
    struct snapshot s;
    const struct snapshot_input in = {.today = D, .c = &empty, .rates = &l->rates};
    assert_int_equal(snapshot_make(&in, &s, &l->st), STATUS_OK);
    assert_false(s.settled); /* without a claim there is nothing to settle */
}

static void test_snapshot_held_until_the_day_included(void **state) {
    struct life *l = *state;
    struct event e = {.kind = EVENT_HOLD_SET, .day = D, .until = D + 5};
    assert_false(look(l, D).held);
    assert_int_equal(life_fold(l, &e), STATUS_OK);
    assert_true(look(l, D + 5).held);
    assert_false(look(l, D + 6).held);
    e.until = DAY_NONE;
    assert_int_equal(life_fold(l, &e), STATUS_OK);
    assert_true(look(l, D + 6000 / 2).held);
}

static void test_snapshot_make_fails_where_there_is_no_rate(void **state) {
    struct life *l = *state;
    struct snapshot s;
    const struct snapshot_input in = {.today = on("2036-01-01"), .c = &l->c, .rates = &l->rates};
    assert_int_equal(snapshot_make(&in, &s, &l->st), STATUS_NOT_FOUND);
    assert_non_null(strstr(l->st.text, "2036-01-01"));
}

static void test_snapshot_fields_are_typed_and_told(void **state) {
    struct life *l = *state;
    const struct snapshot s = look(l, D);
    assert_true(n_snapshot_fields > 20);
    for (uint32_t i = 0; i < n_snapshot_fields; i++) {
        const struct snapshot_field *f = &snapshot_fields[i];
        const struct value v = f->get(&s);
        assert_true(f->doc != NULL && f->doc[0] != '\0');
        if (v.type != f->type && v.type != VALUE_NIL) {
            fail_msg("%s: gives another type than it says", f->name);
        }
        for (uint32_t k = 0; k < i; k++) {
            assert_string_not_equal(f->name, snapshot_fields[k].name);
        }
    }
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_snapshot_open_is_the_sum_of_its_parts_as_of_today),
        T(test_snapshot_deadline_missed_from_the_day_after),
        T(test_snapshot_letter_waiting_until_it_is_sent),
        T(test_snapshot_looks_at_letters_of_this_stage_only),
        T(test_snapshot_notice_missed_needs_a_notice_for_every_open_claim),
        T(test_snapshot_notice_missed_does_not_ask_for_paid_claims),
        T(test_snapshot_returned_letter_missed_nothing),
        T(test_snapshot_settled_only_when_everything_is_paid),
        T(test_snapshot_held_until_the_day_included),
        T(test_snapshot_make_fails_where_there_is_no_rate),
        T(test_snapshot_fields_are_typed_and_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
