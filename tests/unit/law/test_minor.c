/* test_minor.c - a debtor under eighteen: a person writes, and nothing is charged. */
#include "unit/law/newact_desk.h"

#define BORN_2008 TEXT("15860899911") /* synthetic: eighteen on 15 June 2026 */

/* A claim with a notice that was missed, so that a demand may go, and its costs with it. */
static void open_for(struct desk *k, const char *issued, const char *due, const char *notice) {
    desk_open(k, due);
    k->claims[0].claim.issued = on(issued);
    k->debtor.identity = BORN_2008;
    (void)desk_add_letter(k, LETTER_COLLECTION_NOTICE, notice, 14, 0);
}

static void test_minor_today_or_when_the_claim_arose(void **state) {
    (void)state;
    static const struct {
        const char *issued, *delivered, *today;
        bool minor;
    } rows[] = {
        {"2026-06-01", NULL, "2026-06-14", true},
        {"2026-06-01", NULL, "2026-10-01", true},
        {"2026-06-14", NULL, "2026-10-01", true},
        {"2026-06-15", NULL, "2026-10-01", false}, /* on the birthday */
        {"2026-06-15", "2026-06-14", "2026-10-01", true},
        {"2026-06-14", "2026-06-20", "2026-10-01", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct desk k;
        open_for(&k, rows[i].issued, "2026-07-01", "2026-08-03");
        k.claims[0].claim.delivered = rows[i].delivered ? on(rows[i].delivered) : DAY_NONE;
        assert_int_equal(desk_look(&k, rows[i].today)->minor, rows[i].minor);
        k.debtor.identity = (struct text){NULL, 0};
        assert_false(desk_look(&k, rows[i].today)->minor); /* nobody knows */
    }
    struct desk k;
    open_for(&k, "2026-06-14", "2026-07-01", "2026-08-03");
    desk_add_claim(&k, "2026-07-01");
    k.claims[1].claim.issued = on("2026-06-15");
    assert_true(desk_look(&k, "2026-10-01")->minor);
    k.claims[0].open = 0; /* that one is paid */
    assert_false(desk_look(&k, "2026-10-01")->minor);
}

static void test_minor_is_written_to_by_a_person(void **state) {
    (void)state;
    static const struct {
        enum letter_kind kind;
        const char *expected;
    } rows[] = {
        {LETTER_REMINDER, "person: minor"},       {LETTER_COLLECTION_NOTICE, "person: minor"},
        {LETTER_PAYMENT_DEMAND, "person: minor"}, {LETTER_ENFORCEMENT_NOTICE, "person: minor"},
        {LETTER_RECEIPT, "allowed"},              {LETTER_CREDITOR_QUESTION, "allowed"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct desk k;
        open_for(&k, "2026-06-14", "2026-07-01", "2026-08-03");
        assert_verdict(desk_send(&k, "2026-10-01", rows[i].kind), rows[i].expected);
        k.claims[0].claim.issued = on("2026-06-15");
        assert_verdict(desk_send(&k, "2026-10-01", rows[i].kind), "allowed");
    }
}

static void test_minor_owes_neither_fees_nor_costs(void **state) {
    (void)state;
    struct desk k;
    open_for(&k, "2026-06-14", "2026-07-01", "2026-08-03");
    assert_fee(&k, "2026-10-01", LETTER_REMINDER, "minor");
    assert_fee(&k, "2026-10-01", LETTER_PAYMENT_DEMAND, "minor");
    k.claims[0].claim.issued = on("2026-06-15");
    assert_fee(&k, "2026-10-01", LETTER_REMINDER, "38,00");
    assert_fee(&k, "2026-10-01", LETTER_PAYMENT_DEMAND, "300,00");
    (void)desk_add_letter(&k, LETTER_PAYMENT_DEMAND, "2026-08-18", 14, 0);
    assert_charge(&k, "2026-10-01", FEE_HEAVY, "600,00");
    k.claims[0].claim.issued = on("2026-06-14");
    assert_charge(&k, "2026-10-01", FEE_HEAVY, "minor");
    desk_agree_plan(&k, "2026-09-20", "2026-10-20", 6);
    assert_charge(&k, "2026-10-01", FEE_PLAN_UPLIFT, "minor");
}

static void test_minor_agrees_to_nothing_with_a_rule(void **state) {
    (void)state;
    struct desk k;
    open_for(&k, "2026-06-14", "2026-07-01", "2026-08-03");
    const struct action defer = {.kind = ACTION_DEFER, .days = 14};
    assert_verdict(desk_judge(&k, "2026-10-01", defer), "person: minor");
    assert_verdict(desk_judge_by(&k, "2026-10-01", defer, true), "allowed");
    const struct action file = {.kind = ACTION_FILE, .what = TEXT("enforcement")};
    k.claims[0].claim.issued = on("2026-06-14");
    k.c.judged = on("2026-07-01");
    (void)desk_add_letter(&k, LETTER_ENFORCEMENT_NOTICE, "2026-09-01", 14, 0);
    assert_verdict(desk_judge(&k, "2026-10-01", file), "person: minor");
}

/* § 29 of the act of 2026: to the guardians, whatever the letter; not once the debtor is of age. */
static void test_minor_gets_no_letter_at_all_under_the_new_act(void **state) {
    (void)state;
    struct desk k;
    struct new_law n;
    open_for(&k, "2026-05-04", "2026-05-18", "2026-05-20");
    new_law_open(&n);
    k.law = &n.law;
    assert_verdict(desk_send(&k, "2026-06-14", LETTER_RECEIPT), "allowed");
    new_law_switch(&n, NEW_29_MINOR, "2026-06-01", 0);
    assert_verdict(desk_send(&k, "2026-05-31", LETTER_RECEIPT), "allowed");
    assert_verdict(desk_send(&k, "2026-06-14", LETTER_RECEIPT), "person: minor");
    assert_verdict(desk_send(&k, "2026-06-15", LETTER_RECEIPT), "allowed");
    assert_verdict(desk_send(&k, "2026-06-15", LETTER_REMINDER), "person: minor");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_minor_today_or_when_the_claim_arose),
        cmocka_unit_test(test_minor_is_written_to_by_a_person),
        cmocka_unit_test(test_minor_owes_neither_fees_nor_costs),
        cmocka_unit_test(test_minor_agrees_to_nothing_with_a_rule),
        cmocka_unit_test(test_minor_gets_no_letter_at_all_under_the_new_act),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
