/* A lawful book is held against the law again and nothing is found; each fault, planted behind
 * krav's back in a copy of it, is found and named with its case and paragraph. */
#include "unit/engine/plant.h"

#include "engine/remit.h"

/* A case up to heavy costs, one that was partly paid, and one large enough for the court. */
#define KARIS "100000001"
#define OLAS  "100000002"
#define ANNES "100000003"
#define ANNE  TEXT("41819077302")

static void live_until(struct house *h, const char *iso) {
    for (day d = h->e.today + 1; d <= on(iso); d++) {
        OK(h, day_open(&h->e, d, &h->st));
        OK(h, day_agenda(&h->e, &h->st));
        (void)house_send(h);
        OK(h, remit_day(&h->e, &h->st));
    }
}

/* The book stands closed at h->db: copies are made of it. */
static int begin(void **state) {
    const int rc = house_begin(state);
    struct house *h = *state;
    h->config.payout_plugin = TEXT("bank");
    (void)house_claim(h, "5001", KARI, 125000);
    const int64_t paid = house_claim(h, "5002", OLA, 180000);
    (void)house_claim(h, "5003", ANNE, 1250000);
    (void)house_send(h);
    live_until(h, "2026-05-20");
    (void)house_take(h, a_payment("p1", kid_of(h, paid), 50000, h->e.today));
    live_until(h, "2026-09-30");
    (void)house_take(h, a_payment("p2", kid_of(h, paid), 100000, h->e.today));
    house_whole(h);
    engine_close(&h->e);
    return rc;
}

static int end(void **state) {
    struct house *h = *state;
    house_open(h, DB_READ);
    return house_end(state);
}

#define REMINDED SENT("reminder")

static const struct planted planted[] = {
    {"a claim that was not due", SET(KARIS, ADDED, "claims[0].due", "'2026-06-01'"),
     "reminder of 2026-03-02: claim 1 was not yet due (inkassoloven § 1)"},
    {"a notice of thirteen days",
     SET(KARIS, COMPOSED("collection_notice"), "until",
         DAYS_FROM(DAY_OF(KARIS, COMPOSED("collection_notice"), "day"), "+13")),
     "gives 13 days, and at least 14 are due (inkassoloven § 9)"},
    {"a demand of thirteen days",
     SET(KARIS, COMPOSED("payment_demand"), "until",
         DAYS_FROM(DAY_OF(KARIS, COMPOSED("payment_demand"), "day"), "+13")),
     "gives 13 days, and at least 14 are due (inkassoloven § 10)"},
    {"a legal notice of thirteen days",
     SET(ANNES, COMPOSED("legal_notice"), "until",
         DAYS_FROM(DAY_OF(ANNES, COMPOSED("legal_notice"), "day"), "+13")),
     "gives 13 days, and at least 14 are due (inkassoloven § 11)"},
    {"a demand without a notice", SET(KARIS, SENT("collection_notice"), "letter", "'monitoring'"),
     "claim 1 had no collection notice, sent after it was due"},
    {"a demand on the notice's last day",
     SET(KARIS, COMPOSED("collection_notice"), "until",
         DAY_OF(KARIS, COMPOSED("payment_demand"), "day")),
     "claim 1 had no collection notice, sent after it was due"},
    {"a notice before the claim was due",
     SET(KARIS, ADDED, "claims[0].due", DAY_OF(KARIS, SENT("collection_notice"), "day")),
     "claim 1 had no collection notice, sent after it was due"},
    {"a notice that came back",
     "UPDATE steps SET body = json_insert(body, '$.events[#]', json_object('kind',"
     " 'letter_returned', 'day', '2026-04-30', 'key', " DAY_OF(
         KARIS, SENT("collection_notice"), "key") ")) WHERE case_id = " KARIS
     " AND EXISTS (SELECT 1 FROM json_each(body, '$.events') e WHERE " SENT("collection_notice")
     ")",
     "claim 1 had no collection notice, sent after it was due"},
    {"a legal notice without a demand",
     SET(ANNES, SENT("payment_demand"), "letter", "'monitoring'"),
     "claim 1 had no payment demand whose deadline had passed (inkassoloven §§ 10, 11)"},
    {"a legal notice after six months", SET(ANNES, COMPOSED("legal_notice"), "day", "'2027-01-20'"),
     "the payment demand for claim 1 was more than six months old (inkassoloven § 11)"},
    {"a letter in an objection", AFTER(KARIS, REMINDED, EVENT("dispute_opened")),
     "went out while an objection was open (inkassoloven § 17)"},
    {"a letter in a hold", AFTER(KARIS, REMINDED, EVENT("hold_set")),
     "went out while the case was held (inkassoloven § 8)"},
    {"a letter in the time given",
     AFTER(KARIS, REMINDED,
           "{\"kind\":\"deferred\",\"day\":\"2026-03-02\",\"until\":\"2026-12-31\"}"),
     "went out while time had been given (inkassoloven § 13)"},
    {"a letter beside a plan",
     AFTER(KARIS, REMINDED, "{\"kind\":\"plan_agreed\",\"day\":\"2026-03-02\",\"days\":3}"),
     "went out while instalments had been agreed (inkassoloven § 13)"},
    {"a letter after the close", AFTER(KARIS, REMINDED, EVENT("closed")),
     "went out while the case was closed"},
    {"a letter to the dead", AFTER(KARIS, REMINDED, TOLD("died")),
     "went out while the debtor's death was known"},
    {"a letter to the bankrupt", AFTER(KARIS, REMINDED, TOLD("bankrupt")),
     "went out while the debtor's bankruptcy was known"},
    {"a letter in a debt settlement", AFTER(KARIS, REMINDED, TOLD("debt_settlement")),
     "went out while a debt settlement was known (gjeldsordningsloven § 3-4)"},
    {"a letter while a deadline ran",
     SET(KARIS, COMPOSED("reminder"), "until", DAY_OF(KARIS, SENT("collection_notice"), "day")),
     "went out before the deadline of reminder of 2026-03-02 had passed"},
    {"a demand by SMS", "UPDATE outbox SET channel = 'sms' WHERE letter = 'payment_demand'",
     "asks for payment by SMS alone (inkassoloven § 3 a)"},
    {"a fee on the thirteenth day", SET(KARIS, ADDED, "claims[0].due", "'2026-02-17'"),
     "reminder_fee: claim 1 fell due 2026-02-17, and fourteen days had not passed"},
    {"a fee on the twelfth day after a Sunday", SET(KARIS, ADDED, "claims[0].due", "'2026-02-15'"),
     ""}, /* the sixteenth is a Monday, fourteen days before: lawful */
    {"a fee from a Sunday's due day", SET(KARIS, ADDED, "claims[0].due", "'2026-02-22'"),
     "reminder_fee: claim 1 fell due 2026-02-23, and fourteen days had not passed"},
    {"a fee that is too large", SET(KARIS, CHARGED("reminder_fee"), "amount_ore", "3801"),
     "reminder_fee: 3801 øre, and the fee was 3800 (inkassoforskriften § 1-2)"},
    {"a fee above the letter's", SET(KARIS, COMPOSED("reminder"), "costs_creditor_ore", "3000"),
     "reminder_fee: 3800 øre, and the letter said 3000"},
    {"a fee without a letter", SET(KARIS, CHARGED("reminder_fee"), "key", "NULL"),
     "reminder_fee: 3800 øre without a letter of its kind"},
    {"a fee after a notice's", SET(KARIS, SENT("reminder"), "letter", "'collection_notice'"),
     "claim 1 had a fee with the collection notice of 2026-03-02 (inkassoforskriften § 1-3)"},
    {"a fee after a short deadline", SET(KARIS, COMPOSED("reminder"), "until", "'2026-03-15'"),
     "whose fourteen days had not passed (inkassoforskriften § 1-3)"},
    {"a third fee",
     AFTER(KARIS, ADDED, "{\"kind\":\"letter_taken_over\",\"day\":\"2026-02-05\",\"until\":"
           "\"2026-02-25\",\"letter\":\"reminder\",\"amount_ore\":3800,\"claim\":1}"),
     "claim 1 had 2 fees already (inkassoforskriften § 1-3)"},
    {"light costs without a demand", SET(KARIS, CHARGED("light_costs"), "key", "NULL"),
     "øre without a payment demand (inkassoforskriften § 2-2)"},
    {"heavy costs on the twenty-eighth day",
     SET(KARIS, CHARGED("heavy_costs"), "day",
         DAYS_FROM(DAY_OF(KARIS, COMPOSED("payment_demand"), "until"), "+28")),
     "claim 1 had no payment demand overrun by more than 28 days (inkassoforskriften § 2-3)"},
    {"an uplift without a plan", SET(KARIS, CHARGED("heavy_costs"), "fee", "'plan_uplift'"),
     "no plan of more than four instalments was agreed (inkassoforskriften § 2-4)"},
    {"an uplift for four instalments",
     AFTER(KARIS, REMINDED, "{\"kind\":\"plan_agreed\",\"day\":\"2026-03-02\",\"days\":4}")
     SET(KARIS, CHARGED("heavy_costs"), "fee", "'plan_uplift'"),
     "no plan of more than four instalments was agreed (inkassoforskriften § 2-4)"},
    {"an uplift that is too large",
     SET(KARIS, CHARGED("heavy_costs"), "amount_ore", "112501")
     SET(KARIS, CHARGED("heavy_costs"), "fee", "'plan_uplift'"),
     "112501 øre, and at most 112500 (inkassoforskriften § 2-4)"},
    {"compensation from a consumer", SET(KARIS, CHARGED("heavy_costs"), "fee", "'compensation'"),
     "a consumer owes none (forsinkelsesrenteloven § 3 a)"},
    {"compensation that is too large",
     "UPDATE parties SET kind = 'business';"
     SET(KARIS, CHARGED("heavy_costs"), "amount_ore", "46001")
     SET(KARIS, CHARGED("heavy_costs"), "fee", "'compensation'"),
     "46001 øre, and at most 46000 (forsinkelsesrenteloven § 3 a)"},
    {"costs after a judgment", AFTER(KARIS, REMINDED, EVENT("judged")),
     "light_costs: 22400 øre after a judgment (inkassoloven § 21)"},
    {"costs while a filing is pending",
     AFTER(KARIS, REMINDED, "{\"kind\":\"filed\",\"filing\":\"conciliation\"}"),
     "heavy_costs: 30000 øre while a filing is pending (inkassoloven § 21)"},
    {"an award that was not charged",
     AFTER(KARIS, REMINDED, "{\"kind\":\"filing_ended\",\"outcome\":\"judgment\","
                            "\"total_ore\":100}"),
     "100 øre awarded, and not charged so (inkassoloven § 21)"},
    {"an advance that was never made",
     AFTER(KARIS, REMINDED, "{\"kind\":\"filing_ended\",\"outcome\":\"judgment\","
                            "\"amount_ore\":100}"),
     "100 øre of court fees settled with the creditor, and 0 advanced"},
    {"an uplift after a filing",
     AFTER(KARIS, REMINDED, "{\"kind\":\"filed\",\"filing\":\"conciliation\"}")
     SET(KARIS, CHARGED("heavy_costs"), "fee", "'plan_uplift'"),
     "plan_uplift: 30000 øre after a filing (inkassoforskriften § 2-4)"},
    {"an uplift that stands after a filing",
     AFTER(KARIS, CHARGED("heavy_costs"), "{\"kind\":\"filed\",\"filing\":\"enforcement\"}")
     SET(KARIS, CHARGED("heavy_costs"), "fee", "'plan_uplift'"),
     "30000 øre for instalments stand after a filing (inkassoforskriften § 2-4)"},
    {"costs in an objection", AFTER(KARIS, REMINDED, EVENT("dispute_opened")),
     "heavy_costs: 30000 øre while an objection was open (inkassoloven § 17)"},
    {"light costs above the cap", SET(KARIS, CHARGED("light_costs"), "amount_ore", "22401"),
     "light_costs: 30001 øre stand, and at most 30000 (inkassoforskriften §§ 2-2, 2-3)"},
    {"heavy costs above the cap", SET(KARIS, CHARGED("heavy_costs"), "amount_ore", "30001"),
     "heavy_costs: 60001 øre stand, and at most 60000 (inkassoforskriften §§ 2-2, 2-3)"},
    {"demands that were not merged",
     "UPDATE cases SET debtor = (SELECT debtor FROM cases WHERE id = " KARIS ") WHERE id = " ANNES,
     "cases " KARIS " and " ANNES ": payment demands of"},
    {"interest that is an øre too much",
     SET(OLAS, KIND("interest_accrued"), "amount_ore", "json_extract(e.value, '$.amount_ore') + 1"),
     "(forsinkelsesrenteloven §§ 2, 3)"},
    {"interest by another day's rate", SET(OLAS, ADDED, "claims[0].due", "'2026-02-03'"),
     "(forsinkelsesrenteloven §§ 2, 3)"},
    {"a rate agreed with a consumer", SET(KARIS, ADDED, "claims[0].rate_bp", "1500"),
     "claim 1: bears 1500 hundredths of a percent, agreed with a consumer"},
    {"money held too long",
     "UPDATE book SET value = '2027-03-01' WHERE name = 'day'",
     "has been held for more than"},
    {"a step that cannot be read", "UPDATE steps SET body = 'x' || body WHERE case_id = " KARIS,
     "law: the book cannot be held against it: auditing the law: malformed JSON"},
};

static void test_audit_law_finds_each_planted_fault(void **state) {
    FIND(*state, planted);
}

static void test_audit_law_of_a_lawful_book_counts_and_finds_nothing(void **state) {
    struct law_audit out;
    assert_string_equal(faults_after(*state, "", &out), "");
    assert_true(out.letters >= 12);
    assert_true(out.charges >= 10);
    assert_int_equal(out.unchecked, DAY_NONE);
}

/* Nobody knows the figures of 2027 before they are published. */
static void test_audit_law_says_from_when_it_knows_no_figures(void **state) {
    struct law_audit out;
    (void)faults_after(*state, SET(KARIS, CHARGED("heavy_costs"), "day", "'2027-02-01'"), &out);
    assert_int_equal(out.unchecked, on("2027-02-01"));
}

#define IMPORT(kind, from, hundredths)                                                             \
    "INSERT INTO rates (kind, from_day, to_day, hundredths, source, file, step) VALUES ('" kind    \
    "', " from ", 0, " hundredths ", 'test', zeroblob(32), 1);"

static void test_audit_law_knows_imported_figures(void **state) {
    struct law_audit out;
    const char *faults = faults_after(*state,
        IMPORT("inkassosats", "740252", "100000") /* 2027-09-28: too late for February */
        SET(KARIS, CHARGED("heavy_costs"), "day", "'2027-02-01'"), &out);
    assert_int_equal(out.unchecked, on("2027-02-01"));
    faults = faults_after(*state,
        IMPORT("inkassosats", "739982", "80000") /* 2027-01-01 */
        SET(KARIS, CHARGED("heavy_costs"), "day", "'2027-02-01'")
        SET(KARIS, CHARGED("heavy_costs"), "amount_ore", "34001"), &out);
    assert_int_equal(out.unchecked, DAY_NONE);
    assert_non_null(strstr(faults, "64001 øre stand, and at most 64000"));
    faults = faults_after(*state, IMPORT("late_interest", "739752", "900"), &out); /* 2026-05-16 */
    assert_non_null(strstr(faults, "(forsinkelsesrenteloven §§ 2, 3)"));
}

static void test_engine_verify_tells_what_the_law_audit_finds(void **state) {
    struct house *h = *state;
    struct verified v;
    engine_close(&h->e);
    house_raw(h, "UPDATE outbox SET channel = 'sms'");
    house_open(h, DB_READ);
    assert_non_null(strstr(house_faults(h, &v), "by SMS alone (inkassoloven § 3 a)"));
    assert_int_equal(v.law.letters, 1);
}

static int begin_small(void **state) {
    const int rc = house_begin(state);
    (void)house_claim(*state, "5001", KARI, 125000);
    (void)house_send(*state);
    return rc;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_audit_law_of_a_lawful_book_counts_and_finds_nothing),
        cmocka_unit_test(test_audit_law_finds_each_planted_fault),
        cmocka_unit_test(test_audit_law_says_from_when_it_knows_no_figures),
        cmocka_unit_test(test_audit_law_knows_imported_figures),
    };
    const struct CMUnitTest small[] = {
        cmocka_unit_test_setup_teardown(test_engine_verify_tells_what_the_law_audit_finds,
                                        begin_small, house_end),
    };
    const int failed = cmocka_run_group_tests(tests, begin, end);
    return failed + cmocka_run_group_tests(small, NULL, NULL);
}
