#include "unit/law/law_desk.h"

static void test_send_reminder_and_notice_only_past_due(void **state) {
    (void)state;
    static const enum letter_kind kinds[] = {LETTER_REMINDER, LETTER_COLLECTION_NOTICE};
    for (size_t i = 0; i < 2; i++) {
        struct desk k;
        desk_open(&k, "2026-09-01");
        assert_verdict(desk_send(&k, "2026-08-20", kinds[i]), "not_due 2026-09-02");
        assert_verdict(desk_send(&k, "2026-09-01", kinds[i]), "not_due 2026-09-02");
        assert_verdict(desk_send(&k, "2026-09-02", kinds[i]), "allowed");
        desk_open(&k, "2026-08-29"); /* a Saturday moves to Monday 31 August */
        assert_verdict(desk_send(&k, "2026-08-31", kinds[i]), "not_due 2026-09-01");
        assert_verdict(desk_send(&k, "2026-09-01", kinds[i]), "allowed");
        desk_add_claim(&k, "2026-10-01"); /* the letter is about every open claim */
        assert_verdict(desk_send(&k, "2026-10-01", kinds[i]), "not_due 2026-10-02");
        assert_verdict(desk_send(&k, "2026-10-02", kinds[i]), "allowed");
        k.claims[1].open = 0;
        assert_verdict(desk_send(&k, "2026-09-01", kinds[i]), "allowed");
    }
}

static void test_send_waits_for_a_running_deadline(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    struct letter_note *l = desk_add_letter(&k, LETTER_REMINDER, "2026-09-15", 14, 3800);
    assert_verdict(desk_send(&k, "2026-09-29", LETTER_COLLECTION_NOTICE),
                   "deadline_running 2026-09-30");
    assert_verdict(desk_send(&k, "2026-09-30", LETTER_COLLECTION_NOTICE), "allowed");
    l->state = LETTER_WITHDRAWN;
    assert_verdict(desk_send(&k, "2026-09-29", LETTER_COLLECTION_NOTICE), "allowed");
    l->state = LETTER_SENT;
    l->kind = LETTER_CREDITOR_QUESTION; /* not the debtor's deadline */
    assert_verdict(desk_send(&k, "2026-09-29", LETTER_COLLECTION_NOTICE), "allowed");
}

static void test_send_demand_needs_a_missed_notice(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    assert_verdict(desk_send(&k, "2026-12-01", LETTER_PAYMENT_DEMAND), "no_notice");
    struct letter_note *l = desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-09-15", 14, 3800);
    assert_verdict(desk_send(&k, "2026-09-29", LETTER_PAYMENT_DEMAND), "notice_period 2026-09-30");
    assert_verdict(desk_send(&k, "2026-09-30", LETTER_PAYMENT_DEMAND), "allowed");
    k.agreement.grace_bank_days = 3; /* Wednesday, Thursday, Friday */
    assert_verdict(desk_send(&k, "2026-10-02", LETTER_PAYMENT_DEMAND), "notice_period 2026-10-03");
    assert_verdict(desk_send(&k, "2026-10-03", LETTER_PAYMENT_DEMAND), "allowed");
    k.agreement.grace_bank_days = 0;
    l->paid = l->quote;
    assert_verdict(desk_send(&k, "2026-10-01", LETTER_PAYMENT_DEMAND), "paid_in_time");
}

static void test_send_demand_looks_at_the_notice_itself(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    struct letter_note *l = desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-09-15", 13, 0);
    assert_verdict(desk_send(&k, "2026-12-01", LETTER_PAYMENT_DEMAND), "no_notice");
    l->deadline += 1;
    assert_verdict(desk_send(&k, "2026-12-01", LETTER_PAYMENT_DEMAND), "allowed");
    l->sent = on("2026-09-01"); /* on the due day: too early to count */
    assert_verdict(desk_send(&k, "2026-12-01", LETTER_PAYMENT_DEMAND), "no_notice");
    l->sent = on("2026-09-02");
    assert_verdict(desk_send(&k, "2026-12-01", LETTER_PAYMENT_DEMAND), "allowed");
    l->state = LETTER_RETURNED;
    assert_verdict(desk_send(&k, "2026-12-01", LETTER_PAYMENT_DEMAND), "no_notice");
    l->state = LETTER_COMPOSED;
    assert_verdict(desk_send(&k, "2026-12-01", LETTER_PAYMENT_DEMAND), "no_notice");
    l->state = LETTER_SENT;
    l->kind = LETTER_REMINDER;
    assert_verdict(desk_send(&k, "2026-12-01", LETTER_PAYMENT_DEMAND), "no_notice");
}

static void test_send_demand_needs_a_notice_for_each_claim(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    struct letter_note *theirs = desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-09-15", 14, 0);
    theirs->stage_entry = 0; /* taken over from the creditor, about claim 1 */
    theirs->claim = 1;
    theirs->quote = 0;
    assert_verdict(desk_send(&k, "2026-12-01", LETTER_PAYMENT_DEMAND), "allowed");
    desk_add_claim(&k, "2026-09-02");
    assert_verdict(desk_send(&k, "2026-12-01", LETTER_PAYMENT_DEMAND), "no_notice");
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-10-01", 14, 0);
    assert_verdict(desk_send(&k, "2026-10-15", LETTER_PAYMENT_DEMAND), "notice_period 2026-10-16");
    assert_verdict(desk_send(&k, "2026-10-16", LETTER_PAYMENT_DEMAND), "allowed");
}

static void test_send_demand_waits_for_the_last_of_several_notices(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-10-01", 14, 0);
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-09-15", 14, 0);
    k.agreement.grace_bank_days = 1; /* Friday 16 October */
    assert_verdict(desk_send(&k, "2026-10-16", LETTER_PAYMENT_DEMAND), "notice_period 2026-10-17");
    assert_verdict(desk_send(&k, "2026-10-17", LETTER_PAYMENT_DEMAND), "allowed");
}

static void test_send_asks_nothing_of_whom_it_may_not(void **state) {
    (void)state;
    static const enum letter_kind asking[] = {LETTER_REMINDER, LETTER_COLLECTION_NOTICE,
                                              LETTER_PAYMENT_DEMAND,
                                              LETTER_ENFORCEMENT_NOTICE};
    for (size_t i = 0; i < sizeof asking / sizeof asking[0]; i++) {
        struct desk k;
        desk_open(&k, "2026-09-01");
        (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-09-15", 14, 0);
        assert_verdict(desk_send(&k, "2026-12-01", asking[i]), "allowed");
        k.c.disputed_since = on("2026-11-01");
        assert_verdict(desk_send(&k, "2026-12-01", asking[i]), "open_objection");
        k.c.disputed_since = DAY_NONE;
        k.c.held_since = on("2026-11-01");
        assert_verdict(desk_send(&k, "2026-12-01", asking[i]), "held");
        k.c.held_since = DAY_NONE;
        k.debtor.died = on("2026-11-01");
        assert_verdict(desk_send(&k, "2026-12-01", asking[i]), "debtor_died");
        k.debtor.died = DAY_NONE;
        k.debtor.bankrupt = on("2026-11-01");
        assert_verdict(desk_send(&k, "2026-12-01", asking[i]), "bankrupt");
        k.debtor.bankrupt = DAY_NONE;
        k.debtor.debt_settlement = on("2026-11-01");
        assert_verdict(desk_send(&k, "2026-12-01", asking[i]), "debt_settlement");
        k.debtor.debt_settlement = DAY_NONE;
        k.debtor.guardian = TEXT("Verge Eksempel, Åsgata 2");
        assert_verdict(desk_send(&k, "2026-12-01", asking[i]), "person: guardian");
        k.debtor.guardian = (struct text){NULL, 0};
        desk_agree_plan(&k, "2026-11-01", "2026-12-15", 3);
        assert_verdict(desk_send(&k, "2026-12-01", asking[i]), "plan_runs");
        k.c.plan = (struct plan){0};
        k.c.closed = on("2026-11-01");
        assert_verdict(desk_send(&k, "2026-12-01", asking[i]), "closed");
        k.c.closed = DAY_NONE;
        k.c.interest_paid = 1000000; /* nothing is owed any more */
        k.claims[0].open = 0;
        assert_verdict(desk_send(&k, "2026-12-01", asking[i]), "nothing_owed");
    }
}

static void test_send_waits_for_a_hold_to_end(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    k.c.held_since = on("2026-09-10");
    k.c.held_until = on("2026-10-10");
    assert_verdict(desk_send(&k, "2026-10-10", LETTER_REMINDER), "held 2026-10-11");
    assert_verdict(desk_send(&k, "2026-10-11", LETTER_REMINDER), "allowed");
    /* the latest of all days is told at once */
    k.claims[0].claim.due = on("2026-10-20");
    assert_verdict(desk_send(&k, "2026-10-01", LETTER_REMINDER), "not_due 2026-10-21");
}

static void test_send_gives_days_enough_and_not_by_sms_alone(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    struct action a = {.kind = ACTION_SEND, .letter = LETTER_COLLECTION_NOTICE,
                       .by = CHANNEL_EMAIL, .days = 13};
    assert_verdict(desk_judge(&k, "2026-09-15", a), "short_deadline");
    a.days = 14;
    assert_verdict(desk_judge(&k, "2026-09-15", a), "allowed");
    a.by = CHANNEL_SMS;
    assert_verdict(desk_judge(&k, "2026-09-15", a), "sms_alone");
    a.letter = LETTER_RECEIPT;
    a.days = 0;
    assert_verdict(desk_judge(&k, "2026-09-15", a), "allowed");
}

static void test_send_lets_answers_go_whatever_the_dispute(void **state) {
    (void)state;
    static const struct {
        enum letter_kind kind;
        const char *closed, *died;
    } rows[] = {
        {LETTER_DISPUTE_RECEIVED, "closed", "debtor_died"},
        {LETTER_RECEIPT, "allowed", "debtor_died"},
        {LETTER_REFUND, "allowed", "debtor_died"},
        {LETTER_CREDITOR_QUESTION, "closed", "allowed"},
        {LETTER_SETTLEMENT, "allowed", "allowed"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct desk k;
        desk_open(&k, "2026-09-01");
        k.c.disputed_since = k.c.held_since = on("2026-09-05");
        k.c.n_disputes = 1;
        k.c.overpaid = 100;
        assert_verdict(desk_send(&k, "2026-09-10", rows[i].kind), "allowed");
        k.debtor.died = on("2026-09-06");
        assert_verdict(desk_send(&k, "2026-09-10", rows[i].kind), rows[i].died);
        k.debtor.died = DAY_NONE;
        k.c.closed = on("2026-09-08");
        assert_verdict(desk_send(&k, "2026-09-10", rows[i].kind), rows[i].closed);
    }
}

static void test_send_answers_every_kind_of_letter(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-09-01");
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        struct verdict v = desk_send(&k, "2026-12-01", (enum letter_kind)kind);
        assert_non_null(words_by_value(&verdict_kinds, (int)v.kind));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_send_reminder_and_notice_only_past_due),
        cmocka_unit_test(test_send_waits_for_a_running_deadline),
        cmocka_unit_test(test_send_demand_needs_a_missed_notice),
        cmocka_unit_test(test_send_demand_looks_at_the_notice_itself),
        cmocka_unit_test(test_send_demand_needs_a_notice_for_each_claim),
        cmocka_unit_test(test_send_demand_waits_for_the_last_of_several_notices),
        cmocka_unit_test(test_send_asks_nothing_of_whom_it_may_not),
        cmocka_unit_test(test_send_waits_for_a_hold_to_end),
        cmocka_unit_test(test_send_gives_days_enough_and_not_by_sms_alone),
        cmocka_unit_test(test_send_lets_answers_go_whatever_the_dispute),
        cmocka_unit_test(test_send_answers_every_kind_of_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
