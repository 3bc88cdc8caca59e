#include "unit/law/law_desk.h"

static void test_law_letter_fee_follows_the_day_of_sending(void **state) {
    (void)state;
    static const struct {
        const char *due, *sent, *fee;
    } rows[] = {
        {"2010-01-04", "2010-06-01", "60,00"}, /* 1/10 of 600 */
        {"2019-01-02", "2020-09-30", "70,00"}, /* 1/10 of 700 */
        {"2019-01-02", "2020-10-01", "35,00"}, /* 1/20, old claims too: kinder */
        {"2020-10-01", "2020-10-15", "35,00"},
        {"2025-06-02", "2025-12-31", "35,00"},
        {"2025-06-02", "2026-01-01", "38,00"}, /* 37.50, half up to whole kroner */
        {"2026-09-01", "2026-09-15", "38,00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct desk k;
        desk_open(&k, rows[i].due);
        assert_fee(&k, rows[i].sent, LETTER_REMINDER, rows[i].fee);
        assert_fee(&k, rows[i].sent, LETTER_COLLECTION_NOTICE, rows[i].fee);
    }
}

static void test_law_letter_fee_waits_fourteen_days_after_due(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    assert_fee(&k, "2026-09-14", LETTER_COLLECTION_NOTICE, "fee_too_early 2026-09-15");
    assert_fee(&k, "2026-09-15", LETTER_COLLECTION_NOTICE, "38,00");
    desk_open(&k, "2026-08-29"); /* Saturday: counts from Monday 31 August */
    assert_fee(&k, "2026-09-13", LETTER_REMINDER, "fee_too_early 2026-09-14");
    assert_fee(&k, "2026-09-14", LETTER_REMINDER, "38,00");
    desk_add_claim(&k, "2026-09-10"); /* every claim of the letter must allow it */
    assert_fee(&k, "2026-09-23", LETTER_REMINDER, "fee_too_early 2026-09-24");
    assert_fee(&k, "2026-09-24", LETTER_REMINDER, "38,00");
    k.claims[1].open = 0;
    assert_fee(&k, "2026-09-14", LETTER_REMINDER, "38,00");
}

static void test_law_letter_fee_needs_a_missed_deadline_before_the_second(void **state) {
    (void)state;
    static const enum letter_kind second[] = {LETTER_REMINDER, LETTER_COLLECTION_NOTICE};
    for (size_t i = 0; i < 2; i++) {
        struct desk k;
        desk_open(&k, "2026-09-01");
        struct letter_note *first = desk_add_letter(&k, LETTER_REMINDER, "2026-09-15", 14, 3800);
        assert_fee(&k, "2026-09-29", second[i], "fee_first_deadline 2026-09-30");
        assert_fee(&k, "2026-09-30", second[i], "38,00");
        k.agreement.grace_bank_days = 2; /* Wednesday and Thursday */
        assert_fee(&k, "2026-10-01", second[i], "fee_first_deadline 2026-10-02");
        assert_fee(&k, "2026-10-02", second[i], "38,00");
        first->deadline -= 1; /* thirteen days were given */
        assert_fee(&k, "2026-10-02", second[i], "fee_short_deadline");
        first->deadline += 1;
        first->paid = first->quote;
        assert_fee(&k, "2026-10-02", second[i], "paid_in_time");
        first->paid = first->quote - 1;
        assert_fee(&k, "2026-10-02", second[i], "38,00");
    }
}

static void test_law_letter_fee_counts_letters(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-06-01");
    (void)desk_add_letter(&k, LETTER_REMINDER, "2026-06-15", 14, 3800);
    (void)desk_add_letter(&k, LETTER_REMINDER, "2026-06-30", 14, 3800);
    assert_fee(&k, "2026-07-20", LETTER_REMINDER, "fee_count");
    assert_fee(&k, "2026-07-20", LETTER_COLLECTION_NOTICE, "fee_count");

    desk_open(&k, "2026-06-01");
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-06-15", 14, 3800);
    assert_fee(&k, "2026-07-20", LETTER_REMINDER, "fee_after_notice");
    assert_fee(&k, "2026-07-20", LETTER_COLLECTION_NOTICE, "fee_after_notice");

    desk_open(&k, "2026-06-01"); /* letters without a fee do not count */
    (void)desk_add_letter(&k, LETTER_REMINDER, "2026-06-05", 14, 0);
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-06-20", 14, 0);
    assert_fee(&k, "2026-07-20", LETTER_REMINDER, "38,00");
}

static void test_law_letter_fee_counts_what_the_creditor_sent(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-06-01");
    struct letter_note *ours = desk_add_letter(&k, LETTER_REMINDER, "2026-07-20", 14, 3800);
    struct letter_note *theirs = desk_add_letter(&k, LETTER_REMINDER, "2026-06-15", 14, 3800);
    theirs->stage_entry = 0;
    theirs->claim = 1;
    assert_fee(&k, "2026-09-01", LETTER_REMINDER, "fee_count");
    theirs->claim = 2; /* about another claim, not in this case's open ones */
    assert_fee(&k, "2026-09-01", LETTER_REMINDER, "38,00");
    /* a claim that came after our letter is not touched by it, but the older claim is */
    desk_add_claim(&k, "2026-06-01");
    theirs->claim = 1;
    assert_fee(&k, "2026-09-01", LETTER_REMINDER, "fee_count");
    k.claims[0].open = 0;
    assert_fee(&k, "2026-09-01", LETTER_REMINDER, "38,00");
    ours->state = LETTER_WITHDRAWN;
    assert_fee(&k, "2026-09-01", LETTER_REMINDER, "38,00");
}

static void test_law_letter_fee_begins_again_after_six_months(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2025-12-01");
    (void)desk_add_letter(&k, LETTER_REMINDER, "2026-01-02", 14, 3800);
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-02-28", 14, 3800);
    assert_fee(&k, "2026-08-28", LETTER_REMINDER, "fee_after_notice");
    assert_fee(&k, "2026-08-29", LETTER_REMINDER, "38,00");
    (void)desk_add_letter(&k, LETTER_REMINDER, "2026-08-29", 14, 3800); /* a new count of one */
    assert_fee(&k, "2026-09-12", LETTER_REMINDER, "fee_first_deadline 2026-09-13");
    assert_fee(&k, "2026-09-13", LETTER_REMINDER, "38,00");
}

static void test_law_letter_fee_counts_returned_letters(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-06-01");
    struct letter_note *l = desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-06-15", 14, 3800);
    l->state = LETTER_RETURNED;
    assert_fee(&k, "2026-07-20", LETTER_REMINDER, "fee_after_notice");
    l->state = LETTER_NOT_SENT;
    assert_fee(&k, "2026-07-20", LETTER_REMINDER, "38,00");
}

static void test_law_letter_fee_respects_agreement_and_case(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    assert_fee(&k, "2026-10-01", LETTER_LEGAL_NOTICE, "fee_not_priced");
    assert_fee(&k, "2026-10-01", LETTER_RECEIPT, "fee_not_priced");
    k.agreement.letter_fees = false;
    assert_fee(&k, "2026-10-01", LETTER_REMINDER, "fee_not_agreed");
    k.agreement.letter_fees = true;
    k.c.disputed_since = on("2026-09-20");
    assert_fee(&k, "2026-10-01", LETTER_REMINDER, "open_objection");
    k.c.disputed_since = DAY_NONE;
    k.c.held_since = on("2026-09-20");
    assert_fee(&k, "2026-10-01", LETTER_REMINDER, "held");
    k.c.held_until = on("2026-10-01");
    assert_fee(&k, "2026-10-01", LETTER_REMINDER, "held 2026-10-02");
    assert_fee(&k, "2026-10-02", LETTER_REMINDER, "38,00");
    k.debtor.died = on("2026-09-30");
    assert_fee(&k, "2026-10-02", LETTER_REMINDER, "debtor_died");
}

static void test_law_letter_fee_is_never_guessed(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2002-01-15");
    ore fee = -1;
    struct verdict why;
    struct status st = {0};
    assert_int_equal(law_letter_fee(law_builtin(), desk_look(&k, "2002-02-28"), LETTER_REMINDER,
                                    &fee, &why, &st),
                     STATUS_NOT_FOUND);
    assert_int_equal(fee, 0);
    assert_fee(&k, "2002-03-01", LETTER_REMINDER, "52,00");
}

static void test_fee_is_the_agreements_where_that_is_lower(void **state) {
    (void)state;
    static const struct {
        ore agreed;
        const char *fee;
    } rows[] = {{0, "38,00"}, {1, "0,01"}, {3000, "30,00"}, {3799, "37,99"}, {3800, "38,00"},
                {3801, "38,00"}, {500000, "38,00"}, {-1, "38,00"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct desk k;
        desk_open(&k, "2026-03-02");
        k.agreement.letter_fee_max = rows[i].agreed;
        assert_fee(&k, "2026-03-16", LETTER_REMINDER, rows[i].fee);
        assert_fee(&k, "2026-03-16", LETTER_COLLECTION_NOTICE, rows[i].fee);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_law_letter_fee_follows_the_day_of_sending),
        cmocka_unit_test(test_law_letter_fee_waits_fourteen_days_after_due),
        cmocka_unit_test(test_law_letter_fee_needs_a_missed_deadline_before_the_second),
        cmocka_unit_test(test_law_letter_fee_counts_letters),
        cmocka_unit_test(test_law_letter_fee_counts_what_the_creditor_sent),
        cmocka_unit_test(test_law_letter_fee_begins_again_after_six_months),
        cmocka_unit_test(test_law_letter_fee_counts_returned_letters),
        cmocka_unit_test(test_law_letter_fee_respects_agreement_and_case),
        cmocka_unit_test(test_fee_is_the_agreements_where_that_is_lower),
        cmocka_unit_test(test_law_letter_fee_is_never_guessed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
