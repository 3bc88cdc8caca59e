/* test_filing_made.c - a person's word that a filing was made, what it costs, and what a filing
 * means for costs and for the next one. */
#include "unit/law/law_desk.h"

#include "domain/fact.h"
#include "law/filing_terms.h"

#define ASSERT_FILED(desk, name, day_text, today, expected)                                        \
    do {                                                                                           \
        const struct action a_ = {.kind = ACTION_FILED, .what = TEXT(name), .on = on(day_text)};   \
        assert_verdict(desk_judge_by((desk), (today), a_, true), (expected));                      \
    } while (0)

static void open_for_conciliation(struct desk *k) {
    (void)desk_open_demanded(k);
    (void)desk_add_letter(k, LETTER_LEGAL_NOTICE, "2026-04-15", 14, 0); /* until the 29th */
}

static void open_for_enforcement(struct desk *k) {
    (void)desk_open_demanded(k);
    k->debtor.identity = TEXT("10915596784");
    (void)desk_add_letter(k, LETTER_ENFORCEMENT_NOTICE, "2026-04-15", 14, 0);
}

static struct filing_terms terms_of(struct desk *k, enum filing_kind kind, const char *today) {
    struct filing_terms t;
    struct status st = {0};
    assert_int_equal(filing_terms(law_builtin(), desk_look(k, today), kind, &t, &st), STATUS_OK);
    return t;
}

static void test_filed_is_judged_on_the_day_it_was_made(void **state) {
    (void)state;
    struct desk k;
    open_for_conciliation(&k);
    ASSERT_FILED(&k, "conciliation", "2026-04-29", "2026-06-01", "legal_notice_period 2026-04-30");
    ASSERT_FILED(&k, "conciliation", "2026-04-30", "2026-06-01", "allowed");
    ASSERT_FILED(&k, "conciliation", "2026-09-30", "2026-10-20", "allowed"); /* told late */
    ASSERT_FILED(&k, "conciliation", "2026-10-01", "2026-10-20", "demand_spent");
    ASSERT_FILED(&k, "stevning", "2026-04-30", "2026-06-01", "filing_kind");
    const struct action a = {.kind = ACTION_FILED, .what = TEXT("conciliation")};
    assert_verdict(desk_judge(&k, "2026-06-01", a), "person_only");
}

static void test_filed_answers_what_only_asks_for_a_person(void **state) {
    (void)state;
    struct desk k;
    open_for_conciliation(&k);
    k.debtor.guardian = TEXT("Verge Eksempel");
    ASSERT_FILED(&k, "conciliation", "2026-04-30", "2026-04-30", "allowed");
    ASSERT_FILED(&k, "conciliation", "2026-04-29", "2026-04-29", "legal_notice_period 2026-04-30");
    k.c.disputed_since = on("2026-03-10");
    k.c.dispute_reason = TEXT("not ordered");
    ASSERT_FILED(&k, "conciliation", "2026-03-11", "2026-04-30", "allowed");
    k.c.dispute_reason = TEXT(DISPUTE_COMPLAINT);
    ASSERT_FILED(&k, "conciliation", "2026-03-11", "2026-04-30", "complaint_open");
}

static void test_one_filing_at_a_time(void **state) {
    (void)state;
    struct desk k;
    open_for_conciliation(&k);
    struct filing_note made = {.kind = FILING_CONCILIATION, .filed = on("2026-05-04"),
                               .claims_upto = 1};
    k.c.filings = &made;
    k.c.n_filings = 1;
    const struct action file = {.kind = ACTION_FILE, .what = TEXT("conciliation")};
    ASSERT_FILED(&k, "conciliation", "2026-05-11", "2026-05-11", "filing_pending");
    ASSERT_FILED(&k, "bankruptcy", "2026-05-11", "2026-05-11", "filing_pending");
    assert_verdict(desk_judge(&k, "2026-05-11", file), "allowed"); /* and asks for nothing */
    assert_verdict(desk_judge(&k, "2026-12-01", file), "allowed"); /* the demand is spent by now */
    made.ended = made.decided = on("2026-06-01");
    made.outcome = RESULT_WITHDRAWN;
    ASSERT_FILED(&k, "conciliation", "2026-06-02", "2026-06-02", "allowed");
    assert_verdict(desk_judge(&k, "2026-12-01", file), "demand_spent");
}

static void test_while_a_deduction_lasts_a_person_may_seek_more(void **state) {
    (void)state;
    struct desk k;
    open_for_enforcement(&k);
    struct filing_note made = {.kind = FILING_ENFORCEMENT, .filed = on("2026-05-04"),
                               .decided = on("2026-06-01"), .outcome = RESULT_WAGE_DEDUCTION};
    k.c.filings = &made;
    k.c.n_filings = 1;
    ASSERT_FILED(&k, "enforcement", "2026-06-02", "2026-06-02", "allowed");
    made.outcome = RESULT_JUDGMENT;
    ASSERT_FILED(&k, "enforcement", "2026-06-02", "2026-06-02", "filing_pending");
}

static void test_what_was_asked_for_is_not_judged_again(void **state) {
    (void)state;
    struct desk k;
    open_for_conciliation(&k);
    k.c.filing_asked = (struct filing_ask){.kind = FILING_CONCILIATION, .on = on("2026-09-20")};
    const struct action file = {.kind = ACTION_FILE, .what = TEXT("conciliation")};
    const struct action other = {.kind = ACTION_FILE, .what = TEXT("enforcement")};
    assert_verdict(desk_judge(&k, "2026-10-19", file), "allowed");
    assert_verdict(desk_judge(&k, "2026-10-20", file), "demand_spent"); /* thirty days on */
    assert_verdict(desk_judge(&k, "2026-10-19", other), "demand_spent");
}

static void test_a_notice_is_served_four_weeks_after_the_demand(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k); /* on 31 March */
    struct action a = {.kind = ACTION_NOTICE_SERVED, .on = on("2026-04-28")};
    assert_verdict(desk_judge_by(&k, "2026-05-11", a, true), "business_only");
    k.debtor.kind = DEBTOR_BUSINESS;
    assert_verdict(desk_judge_by(&k, "2026-05-11", a, true), "allowed");
    assert_verdict(desk_judge(&k, "2026-05-11", a), "person_only");
    a.on = on("2026-04-27");
    assert_verdict(desk_judge_by(&k, "2026-05-11", a, true), "served_early 2026-04-28");
}

/* 2026: R is 1 345, a forliksklage 1.54 R, an utleggsbegjæring 0.69 R, both in whole kroner. */
static void test_terms_give_the_fee_and_the_most_that_is_awarded(void **state) {
    (void)state;
    struct desk k;
    open_for_conciliation(&k);
    k.agreement.vat_deducted = true;
    struct filing_terms t = terms_of(&k, FILING_CONCILIATION, "2026-05-04");
    assert_int_equal(t.court_fee, 207100);
    assert_int_equal(t.award_most, 207100 + 4 * 134500);
    (void)desk_add_cost(&k, FEE_HEAVY, OWNER_AGENCY, 60000);
    t = terms_of(&k, FILING_CONCILIATION, "2026-05-04");
    assert_int_equal(t.award_most, 207100 + 67250); /* half R: collection costs are claimed too */
    k.costs[0].waived = 60000;
    t = terms_of(&k, FILING_CONCILIATION, "2026-05-04");
    assert_int_equal(t.award_most, 207100 + 4 * 134500);
    k.agreement.vat_deducted = false;
    t = terms_of(&k, FILING_CONCILIATION, "2026-05-04");
    assert_int_equal(t.award_most, 207100 + 5 * 134500);
    t = terms_of(&k, FILING_ENFORCEMENT, "2026-05-04");
    assert_int_equal(t.court_fee, 92800);
    assert_int_equal(t.award_most, 92800 + 84062);
    t = terms_of(&k, FILING_BANKRUPTCY, "2026-05-04");
    assert_int_equal(t.court_fee + t.award_most, 0);
}

static void test_terms_name_the_last_day(void **state) {
    (void)state;
    struct desk k;
    open_for_conciliation(&k);
    assert_int_equal(terms_of(&k, FILING_CONCILIATION, "2026-05-04").last_day, on("2026-09-30"));
    k.c.disputed_since = on("2026-05-01"); /* needs no demand: the claim's own end */
    assert_int_equal(terms_of(&k, FILING_CONCILIATION, "2026-05-04").last_day, on("2029-03-02"));
    open_for_enforcement(&k);
    assert_int_equal(terms_of(&k, FILING_ENFORCEMENT, "2026-05-04").last_day, on("2026-09-30"));
    k.c.judged = on("2026-04-01");
    assert_int_equal(terms_of(&k, FILING_ENFORCEMENT, "2026-05-04").last_day, on("2027-04-29"));
    (void)desk_add_letter(&k, LETTER_BANKRUPTCY_NOTICE, "2026-04-28", 14, 0);
    assert_int_equal(terms_of(&k, FILING_BANKRUPTCY, "2026-05-13").last_day, on("2026-05-26"));
}

/* tvangsfullbyrdelsesloven § 4-18: what came after the notice is not covered by it. */
static void test_terms_leave_out_costs_after_the_notice(void **state) {
    (void)state;
    struct desk k;
    open_for_enforcement(&k);
    desk_add_cost(&k, FEE_LIGHT, OWNER_AGENCY, 30000)->charged = on("2026-04-15");
    desk_add_cost(&k, FEE_HEAVY, OWNER_AGENCY, 40000)->charged = on("2026-04-16");
    assert_int_equal(terms_of(&k, FILING_ENFORCEMENT, "2026-05-20").costs_left_out, 40000);
    assert_int_equal(terms_of(&k, FILING_CONCILIATION, "2026-05-20").costs_left_out, 0);
}

static void test_newer_enforcement_comes_to_all_in_2027_and_earlier_by_name(void **state) {
    (void)state;
    struct desk k;
    open_for_enforcement(&k);
    const struct snapshot *s = desk_look(&k, "2026-05-20");
    assert_false(filing_newer_enforcement(s, on("2026-12-31")));
    assert_true(filing_newer_enforcement(s, on("2027-01-01")));
    k.debtor.newer_enforcement = on("2026-07-01");
    assert_false(filing_newer_enforcement(s, on("2026-06-30")));
    assert_true(filing_newer_enforcement(s, on("2026-07-01")));
}

/* inkassoforskriften § 2-4, inkassoloven § 21. */
static void test_no_costs_while_a_filing_is_pending_and_no_uplift_after_it(void **state) {
    (void)state;
    struct desk k;
    (void)desk_open_demanded(&k);
    struct filing_note made = {.kind = FILING_CONCILIATION, .filed = on("2026-05-04")};
    const struct action heavy = {.kind = ACTION_CHARGE, .fee = FEE_HEAVY};
    const struct action uplift = {.kind = ACTION_CHARGE, .fee = FEE_PLAN_UPLIFT};
    assert_verdict(desk_judge(&k, "2026-05-20", heavy), "allowed");
    k.c.filings = &made;
    k.c.n_filings = 1;
    assert_verdict(desk_judge(&k, "2026-05-20", heavy), "fee_filed");
    made.ended = made.decided = on("2026-05-18");
    assert_verdict(desk_judge(&k, "2026-05-20", heavy), "allowed");
    desk_agree_plan(&k, "2026-05-19", "2026-06-19", 5);
    assert_verdict(desk_judge(&k, "2026-05-20", uplift), "uplift_filed");
    k.c.n_filings = 0;
    assert_verdict(desk_judge(&k, "2026-05-20", uplift), "allowed");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_filed_is_judged_on_the_day_it_was_made),
        cmocka_unit_test(test_filed_answers_what_only_asks_for_a_person),
        cmocka_unit_test(test_one_filing_at_a_time),
        cmocka_unit_test(test_while_a_deduction_lasts_a_person_may_seek_more),
        cmocka_unit_test(test_what_was_asked_for_is_not_judged_again),
        cmocka_unit_test(test_a_notice_is_served_four_weeks_after_the_demand),
        cmocka_unit_test(test_terms_give_the_fee_and_the_most_that_is_awarded),
        cmocka_unit_test(test_terms_name_the_last_day),
        cmocka_unit_test(test_terms_leave_out_costs_after_the_notice),
        cmocka_unit_test(test_newer_enforcement_comes_to_all_in_2027_and_earlier_by_name),
        cmocka_unit_test(test_no_costs_while_a_filing_is_pending_and_no_uplift_after_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
