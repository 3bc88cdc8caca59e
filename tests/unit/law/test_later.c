#include "unit/law/law_desk.h"

static struct verdict forecast(struct desk *k, const char *today, enum letter_kind kind) {
    const int32_t days = kind == LETTER_BANKRUPTCY_NOTICE ? 28 : 14;
    return desk_judge(k, today, (struct action){.kind = ACTION_SEND, .letter = kind,
                                                .by = CHANNEL_LETTER, .days = days});
}

static void test_demand_again_only_when_the_last_is_spent(void **state) {
    (void)state;
    struct desk k;
    struct letter_note *demand = desk_open_demanded(&k);
    assert_verdict(forecast(&k, "2026-04-15", LETTER_PAYMENT_DEMAND), "demand_lives");
    assert_verdict(forecast(&k, "2026-09-30", LETTER_PAYMENT_DEMAND), "demand_lives");
    assert_verdict(forecast(&k, "2026-10-01", LETTER_PAYMENT_DEMAND), "allowed");
    demand->deadline -= 1; /* thirteen days: it was none */
    assert_verdict(forecast(&k, "2026-04-15", LETTER_PAYMENT_DEMAND), "allowed");
    demand->deadline += 1;
    demand->state = LETTER_RETURNED;
    assert_verdict(forecast(&k, "2026-04-15", LETTER_PAYMENT_DEMAND), "allowed");
    demand->state = LETTER_SENT;
    desk_add_claim(&k, "2026-03-02"); /* a claim without a demand: one about both */
    (void)desk_add_letter(&k, LETTER_COLLECTION_NOTICE, "2026-04-15", 14, 0);
    assert_verdict(forecast(&k, "2026-04-30", LETTER_PAYMENT_DEMAND), "allowed");
}

static void test_legal_notice_lives_as_long_as_the_demand(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-03-02");
    assert_verdict(forecast(&k, "2026-04-15", LETTER_LEGAL_NOTICE), "no_demand");
    struct letter_note *demand = desk_open_demanded(&k);
    assert_verdict(forecast(&k, "2026-04-14", LETTER_LEGAL_NOTICE), "demand_period 2026-04-15");
    assert_verdict(forecast(&k, "2026-04-15", LETTER_LEGAL_NOTICE), "allowed");
    k.agreement.grace_bank_days = 2;
    assert_verdict(forecast(&k, "2026-04-16", LETTER_LEGAL_NOTICE), "demand_period 2026-04-17");
    assert_verdict(forecast(&k, "2026-04-17", LETTER_LEGAL_NOTICE), "allowed");
    assert_verdict(forecast(&k, "2026-09-30", LETTER_LEGAL_NOTICE), "allowed");
    assert_verdict(forecast(&k, "2026-10-01", LETTER_LEGAL_NOTICE), "demand_spent");
    struct action a = {.kind = ACTION_SEND, .letter = LETTER_LEGAL_NOTICE, .days = 13};
    assert_verdict(desk_judge(&k, "2026-04-17", a), "short_deadline");
    demand->paid = demand->quote;
    assert_verdict(forecast(&k, "2026-04-17", LETTER_LEGAL_NOTICE), "paid_in_time");
    demand->paid = 0;
    (void)desk_add_letter(&k, LETTER_LEGAL_NOTICE, "2026-04-17", 14, 0);
    assert_verdict(forecast(&k, "2026-05-01", LETTER_LEGAL_NOTICE), "deadline_running 2026-05-02");
    assert_verdict(forecast(&k, "2026-05-02", LETTER_LEGAL_NOTICE), "allowed");
}

static void test_enforcement_notice_from_the_due_day(void **state) {
    (void)state;
    struct desk k;
    desk_open(&k, "2026-02-28"); /* Saturday: Monday 2 March */
    assert_verdict(forecast(&k, "2026-03-01", LETTER_ENFORCEMENT_NOTICE), "not_due 2026-03-02");
    assert_verdict(forecast(&k, "2026-03-02", LETTER_ENFORCEMENT_NOTICE), "allowed");
    (void)desk_add_letter(&k, LETTER_REMINDER, "2026-03-03", 14, 0);
    assert_verdict(forecast(&k, "2026-03-17", LETTER_ENFORCEMENT_NOTICE),
                   "deadline_running 2026-03-18");
    assert_verdict(forecast(&k, "2026-03-18", LETTER_ENFORCEMENT_NOTICE), "allowed");
}

static void test_bankruptcy_notice_is_a_persons_when_all_else_allows(void **state) {
    (void)state;
    struct desk k;
    struct letter_note *demand = desk_open_demanded(&k);
    assert_verdict(forecast(&k, "2026-04-28", LETTER_BANKRUPTCY_NOTICE), "business_only");
    k.debtor.kind = DEBTOR_BUSINESS;
    assert_verdict(forecast(&k, "2026-04-27", LETTER_BANKRUPTCY_NOTICE),
                   "bankruptcy_wait 2026-04-28");
    assert_verdict(forecast(&k, "2026-04-28", LETTER_BANKRUPTCY_NOTICE),
                   "person: bankruptcy_service");
    demand->kind = LETTER_REMINDER;
    assert_verdict(forecast(&k, "2026-04-28", LETTER_BANKRUPTCY_NOTICE), "no_demand");
}

static void test_monitoring_every_thirty_days_at_most(void **state) {
    (void)state;
    struct desk k;
    struct letter_note *demand = desk_open_demanded(&k);
    assert_verdict(forecast(&k, "2026-04-14", LETTER_MONITORING), "demand_period 2026-04-15");
    assert_verdict(forecast(&k, "2026-11-01", LETTER_MONITORING), "allowed"); /* spent or not */
    (void)desk_add_letter(&k, LETTER_MONITORING, "2026-11-02", 14, 0);
    assert_verdict(forecast(&k, "2026-12-01", LETTER_MONITORING), "monitoring_pace 2026-12-02");
    assert_verdict(forecast(&k, "2026-12-02", LETTER_MONITORING), "allowed");
    demand->state = LETTER_NOT_SENT;
    assert_verdict(forecast(&k, "2026-12-02", LETTER_MONITORING), "no_demand");
}

static void test_plan_letters_follow_the_plan(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    assert_verdict(forecast(&k, "2026-04-20", LETTER_PLAN_OFFER), "allowed");
    assert_verdict(forecast(&k, "2026-04-20", LETTER_PLAN_AGREED), "no_plan");
    assert_verdict(forecast(&k, "2026-04-20", LETTER_PLAN_BROKEN), "no_plan");
    desk_agree_plan(&k, "2026-04-20", "2026-05-20", 3); /* a Wednesday */
    assert_verdict(forecast(&k, "2026-04-20", LETTER_PLAN_OFFER), "plan_runs");
    assert_verdict(forecast(&k, "2026-04-20", LETTER_PLAN_AGREED), "allowed");
    assert_verdict(forecast(&k, "2026-05-20", LETTER_PLAN_BROKEN), "plan_kept 2026-05-21");
    assert_verdict(forecast(&k, "2026-05-21", LETTER_PLAN_BROKEN), "allowed");
    assert_verdict(forecast(&k, "2026-05-21", LETTER_PLAN_OFFER), "allowed"); /* another plan */
    k.agreement.grace_bank_days = 2;
    assert_verdict(forecast(&k, "2026-05-22", LETTER_PLAN_BROKEN), "plan_kept 2026-05-23");
    assert_verdict(forecast(&k, "2026-05-23", LETTER_PLAN_BROKEN), "allowed");
    assert_verdict(forecast(&k, "2026-05-23", LETTER_MONITORING), "plan_runs"); /* missed or not */
    k.c.plan.paid = k.c.plan.amount; /* the next is due on Monday 22 June */
    assert_verdict(forecast(&k, "2026-06-23", LETTER_PLAN_BROKEN), "plan_kept 2026-06-25");
    k.c.plan.paid = k.c.plan.total;
    assert_verdict(forecast(&k, "2026-06-25", LETTER_PLAN_BROKEN), "plan_kept");
    k.debtor.bankrupt = on("2026-06-01");
    assert_verdict(forecast(&k, "2026-06-25", LETTER_PLAN_OFFER), "bankrupt");
}

static void test_deferral_stops_what_asks_and_is_confirmed(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    assert_verdict(forecast(&k, "2026-04-20", LETTER_DEFERRAL), "not_deferred");
    k.c.deferred_until = on("2026-05-04");
    assert_verdict(forecast(&k, "2026-04-20", LETTER_DEFERRAL), "allowed");
    assert_verdict(forecast(&k, "2026-05-04", LETTER_DEFERRAL), "allowed");
    assert_verdict(forecast(&k, "2026-05-05", LETTER_DEFERRAL), "not_deferred");
    assert_verdict(forecast(&k, "2026-05-04", LETTER_LEGAL_NOTICE), "deferred 2026-05-05");
    assert_verdict(forecast(&k, "2026-05-05", LETTER_LEGAL_NOTICE), "allowed");
    k.agreement.grace_bank_days = 3;
    assert_verdict(forecast(&k, "2026-05-07", LETTER_LEGAL_NOTICE), "deferred 2026-05-08");
    assert_verdict(forecast(&k, "2026-05-08", LETTER_LEGAL_NOTICE), "allowed");
}

static void test_estate_claim_only_to_an_estate(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    assert_verdict(forecast(&k, "2026-04-20", LETTER_ESTATE_CLAIM), "not_died");
    k.debtor.died = on("2026-04-10");
    assert_verdict(forecast(&k, "2026-04-20", LETTER_ESTATE_CLAIM), "allowed");
    k.c.disputed_since = on("2026-04-12");
    assert_verdict(forecast(&k, "2026-04-20", LETTER_ESTATE_CLAIM), "open_objection");
    k.c.disputed_since = DAY_NONE;
    k.claims[0].open = 0;
    k.c.interest_paid = 1000000;
    assert_verdict(forecast(&k, "2026-04-20", LETTER_ESTATE_CLAIM), "nothing_owed");
}

static void test_protected_address_takes_closed_covers_only(void **state) {
    (void)state;
    static const struct {
        enum letter_kind kind;
        enum channel by;
        const char *expected;
    } rows[] = {
        {LETTER_LEGAL_NOTICE, CHANNEL_LETTER, "allowed"},
        {LETTER_LEGAL_NOTICE, CHANNEL_MAILBOX, "allowed"},
        {LETTER_LEGAL_NOTICE, CHANNEL_EMAIL, "protected_address"},
        {LETTER_LEGAL_NOTICE, CHANNEL_PORTAL, "protected_address"},
        {LETTER_RECEIPT, CHANNEL_SMS, "protected_address"},
        {LETTER_RECEIPT, 0, "allowed"}, /* not chosen yet */
        {LETTER_CREDITOR_QUESTION, CHANNEL_EMAIL, "allowed"}, /* is not for the debtor */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct desk k;
        (void)desk_open_demanded(&k);
        struct action a = {.kind = ACTION_SEND, .letter = rows[i].kind, .by = rows[i].by,
                           .days = 14};
        assert_verdict(desk_judge(&k, "2026-04-15", a), "allowed");
        k.debtor.protected_address = true;
        assert_verdict(desk_judge(&k, "2026-04-15", a), rows[i].expected);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_demand_again_only_when_the_last_is_spent),
        cmocka_unit_test(test_legal_notice_lives_as_long_as_the_demand),
        cmocka_unit_test(test_enforcement_notice_from_the_due_day),
        cmocka_unit_test(test_bankruptcy_notice_is_a_persons_when_all_else_allows),
        cmocka_unit_test(test_monitoring_every_thirty_days_at_most),
        cmocka_unit_test(test_plan_letters_follow_the_plan),
        cmocka_unit_test(test_deferral_stops_what_asks_and_is_confirmed),
        cmocka_unit_test(test_estate_claim_only_to_an_estate),
        cmocka_unit_test(test_protected_address_takes_closed_covers_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
