/* test_upheld.c - after an objection that was right: nothing is asked for, charged, agreed or filed,
 * until the claim was credited or a court decided; and no costs any more (inkassoloven §§ 8, 17). */
#include "unit/law/newact_desk.h"

#define TODAY "2026-06-15" /* everything has run out that could stand in the way */

static void uphold(struct desk *k) { k->c.upheld_since = k->c.right_since = on("2026-05-04"); }

/* All but a debtor's death, a plan, or a filing of its own kind. */
static void test_nothing_is_asked_for(void **state) {
    (void)state;
    static const enum letter_kind asks[] = {
        LETTER_REMINDER, LETTER_COLLECTION_NOTICE, LETTER_PAYMENT_DEMAND, LETTER_LEGAL_NOTICE,
        LETTER_ENFORCEMENT_NOTICE, LETTER_BANKRUPTCY_NOTICE, LETTER_MONITORING, LETTER_PLAN_OFFER};
    for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
        struct desk k;
        (void)desk_open_demanded(&k);
        k.debtor.kind = DEBTOR_BUSINESS;
        uphold(&k);
        assert_verdict(desk_send(&k, TODAY, asks[i]), "upheld");
    }
}

static void test_who_was_right_hears_so(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    uphold(&k);
    k.c.n_disputes = 1;
    assert_verdict(desk_send(&k, TODAY, LETTER_DISPUTE_ANSWER), "allowed");
}

static void test_an_estate_is_asked_for_nothing(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    k.debtor.died = on("2026-05-20");
    assert_verdict(desk_send(&k, TODAY, LETTER_ESTATE_CLAIM), "allowed");
    uphold(&k);
    assert_verdict(desk_send(&k, TODAY, LETTER_ESTATE_CLAIM), "upheld");
}

static void test_nothing_is_done_by_rule_or_person(void **state) {
    (void)state;
    const struct action acts[] = {
        {.kind = ACTION_CALL}, {.kind = ACTION_DEFER, .days = 14},
        {.kind = ACTION_OFFER_PLAN, .parts = 3, .first = 20650},
        {.kind = ACTION_PLAN, .parts = 3, .first = 20650},
        {.kind = ACTION_FILE, .what = TEXT("conciliation")},
        {.kind = ACTION_FILE, .what = TEXT("enforcement")},
        {.kind = ACTION_FILE, .what = TEXT("bankruptcy")}};
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        struct desk k;
        (void)desk_open_demanded(&k);
        uphold(&k);
        assert_verdict(desk_judge(&k, TODAY, acts[i]), "upheld");
        assert_verdict(desk_judge_by(&k, TODAY, acts[i], true), "upheld");
    }
}

static void test_nothing_is_charged(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    k.debtor.kind = DEBTOR_BUSINESS;
    uphold(&k);
    assert_fee(&k, TODAY, LETTER_COLLECTION_NOTICE, "upheld");
    assert_fee(&k, TODAY, LETTER_PAYMENT_DEMAND, "upheld");
    assert_charge(&k, TODAY, FEE_HEAVY, "upheld");
    assert_charge(&k, TODAY, FEE_COMPENSATION, "upheld");
}

/* What is left is collected, and bears no costs. */
static void test_the_rest_is_collected_without_costs(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-03-02");
    k.debtor.kind = DEBTOR_BUSINESS;
    k.c.right_since = on("2026-05-04");
    assert_verdict(desk_send(&k, TODAY, LETTER_COLLECTION_NOTICE), "allowed");
    assert_fee(&k, TODAY, LETTER_COLLECTION_NOTICE, "upheld_cost");
    assert_charge(&k, TODAY, FEE_COMPENSATION, "upheld_cost");
    k.c.right_since = DAY_NONE;
    assert_fee(&k, TODAY, LETTER_COLLECTION_NOTICE, "38,00");
    (void)desk_open_demanded(&k);
    k.c.right_since = on("2026-05-04");
    assert_verdict(desk_send(&k, TODAY, LETTER_LEGAL_NOTICE), "allowed");
    assert_charge(&k, TODAY, FEE_HEAVY, "upheld_cost");
}

/* A judgment since then says otherwise; an older one does not. */
static void test_a_court_may_decide_otherwise(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    uphold(&k);
    k.c.judged = on("2026-05-03");
    assert_verdict(desk_send(&k, TODAY, LETTER_ENFORCEMENT_NOTICE), "upheld");
    k.c.judged = on("2026-05-04");
    assert_verdict(desk_send(&k, TODAY, LETTER_ENFORCEMENT_NOTICE), "allowed");
}

static void test_the_newer_act_says_the_same(void **state) {
    (void)state;
    struct new_law n;
    struct desk k;
    new_law_open(&n);
    new_law_switch(&n, NEW_18_OBJECTION, "2026-06-01", 0);
    (void)desk_open_demanded(&k);
    k.law = &n.law;
    uphold(&k);
    assert_newer(desk_send(&k, TODAY, LETTER_REMINDER), "upheld", "inkassoloven (2026) §§ 14, 18");
    assert_verdict(desk_send(&k, "2026-05-31", LETTER_REMINDER), "upheld");
}

/* ---- a rejected objection -------------------------------------------------------------------- */

/* 2026 § 25: an offer holds the sum, and stops as at an open objection. */
static void test_no_offer_after_a_rejection(void **state) {
    (void)state;
    struct new_law n;
    struct desk k;
    new_law_open(&n);
    (void)desk_open_demanded(&k);
    k.law = &n.law;
    k.c.rejected_since = on("2026-05-04");
    assert_verdict(desk_send(&k, TODAY, LETTER_PLAN_OFFER), "allowed");
    new_law_switch(&n, NEW_25_REJECTED, "2026-05-05", 0); /* what was rejected before: the old rule */
    assert_verdict(desk_send(&k, TODAY, LETTER_PLAN_OFFER), "allowed");
    new_law_switch(&n, NEW_25_REJECTED, "2026-05-04", 0);
    assert_verdict(desk_send(&k, TODAY, LETTER_PLAN_OFFER), "rejected");
    k.debtor.died = on("2026-05-20");
    assert_verdict(desk_send(&k, TODAY, LETTER_ESTATE_CLAIM), "rejected");
}

/* Fourteen days to read the answer, as before a legal notice; a person's word is a person's. */
static void test_a_filing_waits_until_the_answer_was_read(void **state) {
    (void)state;
    const struct action file = {.kind = ACTION_FILE, .what = TEXT("conciliation")};
    const struct action filed = {.kind = ACTION_FILED, .what = TEXT("conciliation")};
    struct desk k;
    (void)desk_open_demanded(&k);
    (void)desk_add_letter(&k, LETTER_LEGAL_NOTICE, "2026-04-20", 14, 0);
    assert_verdict(desk_judge(&k, "2026-05-10", file), "allowed");
    k.c.rejected_since = on("2026-05-10");
    assert_verdict(desk_judge(&k, "2026-05-10", file), "answer_period 2026-05-25");
    assert_verdict(desk_judge(&k, "2026-05-25", file), "allowed");
    assert_verdict(desk_judge_by(&k, "2026-05-10", filed, true), "allowed");
}

/* ---- compensation ---------------------------------------------------------------------------- */

/* forsinkelsesrenteloven § 3 a, read with inkassoloven § 21 and § 18 of 2026. */
static void test_no_compensation_at_a_court_or_after_a_rejection(void **state) {
    (void)state;
    struct filing_note filing = {.kind = FILING_CONCILIATION, .filed = on("2026-05-04")};
    struct new_law n;
    struct desk k;
    new_law_open(&n);
    desk_open(&k, "2026-03-02");
    k.law = &n.law;
    k.debtor.kind = DEBTOR_BUSINESS;
    assert_charge(&k, TODAY, FEE_COMPENSATION, "460,00");
    k.c.filings = &filing;
    k.c.n_filings = 1;
    assert_charge(&k, TODAY, FEE_COMPENSATION, "fee_filed");
    k.c.n_filings = 0;
    k.c.judged = on("2026-05-10");
    assert_charge(&k, TODAY, FEE_COMPENSATION, "fee_judged");
    k.c.judged = DAY_NONE;
    k.c.rejected_since = on("2026-05-04");
    assert_charge(&k, TODAY, FEE_COMPENSATION, "460,00");
    new_law_switch(&n, NEW_18_OBJECTION, "2026-05-04", 0);
    assert_charge(&k, TODAY, FEE_COMPENSATION, "rejected_cost");
}

/* ---- SMS ------------------------------------------------------------------------------------- */

/* § 3 a: what holds a sum to pay and an account goes by no SMS alone; what only tells, may. */
static void test_no_sum_goes_by_sms_alone(void **state) {
    (void)state;
    struct action by_sms = {.kind = ACTION_SEND, .letter = LETTER_PLAN_OFFER, .by = CHANNEL_SMS};
    struct desk k;
    (void)desk_open_demanded(&k);
    assert_verdict(desk_judge(&k, TODAY, by_sms), "sms_alone");
    k.c.n_disputes = 1;
    by_sms.letter = LETTER_DISPUTE_ANSWER;
    assert_verdict(desk_judge(&k, TODAY, by_sms), "sms_alone");
    by_sms.letter = LETTER_RECEIPT;
    assert_verdict(desk_judge(&k, TODAY, by_sms), "allowed");
    k.c.disputed_since = on("2026-06-10");
    by_sms.letter = LETTER_DISPUTE_RECEIVED;
    assert_verdict(desk_judge(&k, TODAY, by_sms), "allowed");
    k.debtor.died = on("2026-05-20");
    k.c.disputed_since = DAY_NONE;
    by_sms.letter = LETTER_ESTATE_CLAIM;
    assert_verdict(desk_judge(&k, TODAY, by_sms), "sms_alone");
    by_sms.by = CHANNEL_EMAIL;
    assert_verdict(desk_judge(&k, TODAY, by_sms), "allowed");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_asked_for),
        cmocka_unit_test(test_who_was_right_hears_so),
        cmocka_unit_test(test_an_estate_is_asked_for_nothing),
        cmocka_unit_test(test_nothing_is_done_by_rule_or_person),
        cmocka_unit_test(test_nothing_is_charged),
        cmocka_unit_test(test_the_rest_is_collected_without_costs),
        cmocka_unit_test(test_a_court_may_decide_otherwise),
        cmocka_unit_test(test_the_newer_act_says_the_same),
        cmocka_unit_test(test_no_offer_after_a_rejection),
        cmocka_unit_test(test_a_filing_waits_until_the_answer_was_read),
        cmocka_unit_test(test_no_compensation_at_a_court_or_after_a_rejection),
        cmocka_unit_test(test_no_sum_goes_by_sms_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
