/* test_undoing.c - what may be taken back, and what the debtor may rely on. */
#include "unit/law/law_desk.h"

#include "domain/step.h"
#include "law/undoing.h"

#define STEP_ID 41

/* A step of 2 March that holds one event, and what the law says to taking it back on `today`. */
static struct verdict reverse(struct desk *k, struct event *event, const char *today,
                              bool by_person) {
    const struct step undone = {.id = STEP_ID, .case_id = k->c.id,
        .fact = {.booked_day = on("2026-03-02")}, .events = event, .n_events = 1};
    const struct action a = {.kind = ACTION_REVERSE};
    const struct law_question q = {.law = desk_law(k), .snapshot = desk_look(k, today),
        .action = &a, .by_person = by_person, .undone = &undone};
    struct verdict v;
    law_judge(&q, &v);
    return v;
}

static struct event charge(void) {
    return (struct event){.kind = EVENT_FEE_CHARGED, .fee = FEE_LIGHT, .owner = OWNER_AGENCY,
        .amount = 3800, .day = on("2026-03-02")};
}

static void test_a_charge_may_always_be_taken_back_once(void **state) {
    (void)state;
    struct desk k;
    struct event e = charge();
    desk_open(&k, "2026-02-02");
    assert_verdict(reverse(&k, &e, "2026-09-01", true), "allowed");
    assert_verdict(reverse(&k, &e, "2026-09-01", false), "person_only");
    k.c.closed = on("2026-04-01");
    assert_verdict(reverse(&k, &e, "2026-09-01", true), "allowed");
    struct reversed_note before = {STEP_ID, 1};
    k.c.reversed = &before;
    k.c.n_reversed = 1;
    assert_verdict(reverse(&k, &e, "2026-09-01", true), "reversed_before");
    before.line = 2;
    assert_verdict(reverse(&k, &e, "2026-09-01", true), "allowed");
}

static void test_a_credit_note_stands_once_the_debtor_relied_on_it(void **state) {
    (void)state;
    struct desk k;
    struct event e = {.kind = EVENT_CLAIM_REDUCED, .claim = 1, .amount = 5000,
        .day = on("2026-03-02")};
    desk_open(&k, "2026-02-02");
    assert_verdict(reverse(&k, &e, "2026-03-20", true), "allowed");
    struct letter_note *l = desk_add_letter(&k, LETTER_REMINDER, "2026-03-02", 14, 0);
    assert_verdict(reverse(&k, &e, "2026-03-20", true), "allowed"); /* not paid */
    l->paid = l->quote - 1;
    assert_verdict(reverse(&k, &e, "2026-03-20", true), "allowed");
    l->paid = l->quote;
    assert_verdict(reverse(&k, &e, "2026-03-20", true), "quote_honoured");
    l->composed = on("2026-03-01"); /* asked for the whole, before the credit note */
    assert_verdict(reverse(&k, &e, "2026-03-20", true), "allowed");
    l->composed = on("2026-03-02");
    l->kind = LETTER_PLAN_BROKEN; /* a part: it promised nothing */
    assert_verdict(reverse(&k, &e, "2026-03-20", true), "allowed");
}

static void test_a_write_off_stands_once_the_debtor_was_told(void **state) {
    (void)state;
    struct desk k;
    struct event e = {.kind = EVENT_WRITTEN_OFF, .amount = 5000, .principal = 5000,
        .day = on("2026-03-02")};
    desk_open(&k, "2026-02-02");
    k.c.closed = on("2026-03-02");
    assert_verdict(reverse(&k, &e, "2026-03-20", true), "allowed");
    struct letter_note *l = desk_add_letter(&k, LETTER_CLOSING, "2026-03-03", 0, 0);
    assert_verdict(reverse(&k, &e, "2026-03-20", true), "told_over");
    l->state = LETTER_PLANNED; /* nobody has read it */
    assert_verdict(reverse(&k, &e, "2026-03-20", true), "allowed");
    l->state = LETTER_SENT;
    l->composed = on("2026-03-01"); /* of an earlier end */
    assert_verdict(reverse(&k, &e, "2026-03-20", true), "allowed");
}

static void test_a_fee_that_was_let_go_stands_from_the_next_day(void **state) {
    (void)state;
    struct desk k;
    struct event e = {.kind = EVENT_FEE_WAIVED, .fee = FEE_LIGHT, .owner = OWNER_AGENCY,
        .amount = 3800, .day = on("2026-03-02")};
    desk_open(&k, "2026-02-02");
    assert_verdict(reverse(&k, &e, "2026-03-02", true), "allowed");
    assert_verdict(reverse(&k, &e, "2026-03-03", true), "waived_for_good");
}

static void test_what_is_not_taken_back_by_name(void **state) {
    (void)state;
    struct desk k;
    struct event paid = {.kind = EVENT_PAYMENT_ALLOCATED, .amount = 100, .principal = 100,
        .ref = TEXT("bank:1")};
    struct event waived = {.kind = EVENT_REMAINDER_WAIVED, .amount = 100, .interest = 100};
    struct event stage = {.kind = EVENT_STAGE_ENTERED, .word = TEXT("reminder")};
    desk_open(&k, "2026-02-02");
    k.payment.source = TEXT("bank:1");
    assert_verdict(reverse(&k, &paid, "2026-03-02", true), "payment_stands");
    assert_verdict(reverse(&k, &waived, "2026-03-02", true), "quote_honoured");
    assert_verdict(reverse(&k, &stage, "2026-03-02", true), "nothing_to_reverse");
    paid.direct = k.payment.direct = true;
    assert_verdict(reverse(&k, &paid, "2026-03-02", true), "allowed");
    k.payment.undone = true;
    assert_verdict(reverse(&k, &paid, "2026-03-02", true), "reversed_before");
}

static void test_a_payment_stays_once_the_debtor_was_told(void **state) {
    (void)state;
    struct desk k;
    struct payment_note paid = {.amount = 10000, .principal = 10000, .legal_day = on("2026-03-01"),
        .booked_day = on("2026-03-02")};
    desk_open(&k, "2026-02-02");
    k.c.closed = on("2026-03-02");
    assert_null(undoing_move_hindrance(&k.c, &paid));
    struct letter_note *l = desk_add_letter(&k, LETTER_CLOSING, "2026-03-02", 0, 0);
    assert_string_equal(undoing_move_hindrance(&k.c, &paid)->id, "told_over");
    k.c.overpaid = 9999;
    assert_non_null(undoing_move_hindrance(&k.c, &paid));
    k.c.overpaid = 10000; /* it covered nothing: no more is owed without it */
    assert_null(undoing_move_hindrance(&k.c, &paid));
    k.c.overpaid = 0;
    l->composed = on("2026-03-01"); /* of an earlier end */
    assert_null(undoing_move_hindrance(&k.c, &paid));
    l->composed = on("2026-03-03");
    l->state = LETTER_PLANNED; /* nobody has read it */
    assert_null(undoing_move_hindrance(&k.c, &paid));
}

static struct verdict refund(struct desk *k, ore amount, bool by_person) {
    const struct action a = {.kind = ACTION_REFUND};
    const struct fact fact = {.kind = FACT_ACT, .amount = amount};
    struct snapshot s = *desk_look(k, "2026-03-20");
    s.fact = &fact;
    const struct law_question q = {.law = desk_law(k), .snapshot = &s, .action = &a,
        .by_person = by_person};
    struct verdict v;
    law_judge(&q, &v);
    return v;
}

static void test_what_was_overpaid_may_go_back_and_no_more(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-02-02");
    assert_verdict(refund(&k, 0, true), "nothing_overpaid");
    k.c.overpaid = 1; /* there is no least amount */
    assert_verdict(refund(&k, 0, true), "allowed");
    assert_verdict(refund(&k, 1, true), "allowed");
    assert_verdict(refund(&k, 2, true), "refund_too_much");
    assert_verdict(refund(&k, 1, false), "person_only");
    k.c.closed = on("2026-03-01");
    k.c.disputed_since = on("2026-03-01");
    assert_verdict(refund(&k, 1, true), "allowed");
}

static void test_the_act_of_2026_by_its_day(void **state) {
    (void)state;
    struct desk k;
    struct law law = *law_builtin();
    struct law_switches acts = {.of[NEW_26_PAYOUT] = {.from = on("2026-03-20")}};
    desk_open(&k, "2026-02-02");
    assert_false(undoing_refunds_at_once(&law, desk_look(&k, "2026-03-20")));
    assert_false(undoing_needs_consent(&law, on("2026-03-20")));
    law.acts = &acts;
    assert_true(undoing_refunds_at_once(&law, desk_look(&k, "2026-03-20")));
    assert_false(undoing_refunds_at_once(&law, desk_look(&k, "2026-03-19")));
    assert_true(undoing_needs_consent(&law, on("2026-03-20")));
    assert_false(undoing_needs_consent(&law, on("2026-03-19")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_charge_may_always_be_taken_back_once),
        cmocka_unit_test(test_a_credit_note_stands_once_the_debtor_relied_on_it),
        cmocka_unit_test(test_a_write_off_stands_once_the_debtor_was_told),
        cmocka_unit_test(test_a_fee_that_was_let_go_stands_from_the_next_day),
        cmocka_unit_test(test_what_is_not_taken_back_by_name),
        cmocka_unit_test(test_a_payment_stays_once_the_debtor_was_told),
        cmocka_unit_test(test_what_was_overpaid_may_go_back_and_no_more),
        cmocka_unit_test(test_the_act_of_2026_by_its_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
