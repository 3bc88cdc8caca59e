/* Letters that ask for nothing: what they tell must be so, and told once. */
#include "unit/law/law_desk.h"

#define TODAY "2026-05-04"

static void expect(struct desk *k, enum letter_kind kind, const char *today, const char *reason) {
    static struct verdict v;
    const struct action a = {.kind = ACTION_SEND, .letter = kind, .by = CHANNEL_LETTER};
    const struct law_question q = {.law = law_builtin(), .snapshot = desk_look(k, today),
        .action = &a, .by_person = false};
    law_judge(&q, &v);
    if (reason == NULL) {
        assert_int_equal(v.kind, VERDICT_ALLOWED);
    } else if (!text_is(v.reason, reason)) {
        fail_msg("%s on %s: %.*s, not %s", words_name(&letter_kinds, (int)kind), today,
                 TEXT_ARG(v.reason), reason);
    }
}

static void test_an_objection_is_acknowledged_while_it_is_open(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-03-02");
    expect(&k, LETTER_DISPUTE_RECEIVED, TODAY, "no_objection");
    k.c.disputed_since = on(TODAY);
    k.c.n_disputes = 1;
    expect(&k, LETTER_DISPUTE_RECEIVED, TODAY, NULL);
}

static void test_an_objection_is_answered_when_it_is_settled(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-03-02");
    expect(&k, LETTER_DISPUTE_ANSWER, TODAY, "no_objection");
    k.c.n_disputes = 1;
    expect(&k, LETTER_DISPUTE_ANSWER, TODAY, NULL);
    k.c.disputed_since = on(TODAY);
    expect(&k, LETTER_DISPUTE_ANSWER, TODAY, "open_objection");
    k.c.disputed_since = DAY_NONE;
    k.debtor.debt_settlement = on(TODAY);
    expect(&k, LETTER_DISPUTE_ANSWER, TODAY, "debt_settlement");
    k.debtor.debt_settlement = DAY_NONE;
    k.debtor.guardian = TEXT("Vilde Verge");
    expect(&k, LETTER_DISPUTE_ANSWER, TODAY, "guardian");
}

static void test_a_receipt_is_for_a_payment_that_stands(void **state) {
    (void)state;
    struct desk k;
    struct payment_note payment = {.amount = 50000, .undone = true};
    desk_open(&k, "2026-03-02");
    k.c.n_payments = 0;
    expect(&k, LETTER_RECEIPT, TODAY, "nothing_paid");
    k.c.payments = &payment;
    k.c.n_payments = 1;
    expect(&k, LETTER_RECEIPT, TODAY, "nothing_paid");
    payment.undone = false;
    expect(&k, LETTER_RECEIPT, TODAY, NULL);
    (void)desk_add_letter(&k, LETTER_RECEIPT, "2026-05-01", 0, 0);
    expect(&k, LETTER_RECEIPT, TODAY, "too_often");
}

static void test_a_refund_and_an_end_are_told_when_they_are(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-03-02");
    expect(&k, LETTER_REFUND, TODAY, "nothing_overpaid");
    k.c.overpaid = 1;
    expect(&k, LETTER_REFUND, TODAY, NULL);
    expect(&k, LETTER_CLOSING, TODAY, "not_closed");
    k.c.closed = on(TODAY);
    expect(&k, LETTER_CLOSING, TODAY, NULL);
}

static void test_the_same_letter_keeps_its_distance(void **state) {
    (void)state;
    static const struct { enum letter_kind kind; const char *today; const char *reason; } rows[] = {
        {LETTER_PLAN_OFFER, "2026-05-04", "too_often"}, {LETTER_PLAN_OFFER, "2026-05-10", "too_often"},
        {LETTER_PLAN_OFFER, "2026-05-11", NULL}, {LETTER_CREDITOR_QUESTION, "2026-05-04", "too_often"},
        {LETTER_CREDITOR_QUESTION, "2026-05-05", NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct desk k;
        desk_open(&k, "2026-03-02");
        (void)desk_add_letter(&k, rows[i].kind, "2026-05-04", 0, 0);
        expect(&k, rows[i].kind, rows[i].today, rows[i].reason);
    }
}

static void test_an_offer_is_for_what_is_due_and_for_who_can_accept(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, TODAY);
    expect(&k, LETTER_PLAN_OFFER, TODAY, "not_due");
    expect(&k, LETTER_PLAN_OFFER, "2026-05-05", NULL);
    k.debtor.guardian = TEXT("Vilde Verge");
    expect(&k, LETTER_PLAN_OFFER, "2026-05-05", "guardian");
}

static void test_heavy_costs_begin_anew_after_a_rejected_objection(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k); /* to be paid by 14 April: heavy from 13 May */
    k.c.rejected_since = on("2026-05-04");
    static const struct { const char *today; bool lawful; } rows[] = {
        {"2026-05-13", false}, {"2026-06-01", false}, {"2026-06-02", true}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct status st = {0};
        struct verdict why;
        ore amount = 0;
        enum owner owner;
        assert_int_equal(law_charge(law_builtin(), desk_look(&k, rows[i].today), FEE_HEAVY, &amount,
                                    &owner, &why, &st), STATUS_OK);
        assert_int_equal(why.kind, rows[i].lawful ? VERDICT_ALLOWED : VERDICT_NOT_BEFORE);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_objection_is_acknowledged_while_it_is_open),
        cmocka_unit_test(test_an_objection_is_answered_when_it_is_settled),
        cmocka_unit_test(test_a_receipt_is_for_a_payment_that_stands),
        cmocka_unit_test(test_a_refund_and_an_end_are_told_when_they_are),
        cmocka_unit_test(test_the_same_letter_keeps_its_distance),
        cmocka_unit_test(test_an_offer_is_for_what_is_due_and_for_who_can_accept),
        cmocka_unit_test(test_heavy_costs_begin_anew_after_a_rejected_objection),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
