/* test_limitation_steps.c - what moves the day on which a claim is lost: each rule on both sides of its
 * last day, asked as a question and lived through in a case. */
#include "unit/domain/life.h"

#include "domain/limitation_question.h"

static struct arena memory;

/* Due on Saturday 15 June 2024; three years on is Tuesday 15 June 2027. */
#define DUE "2024-06-15"
#define LAST "2027-06-15"
#define AFTER "2027-06-16"

struct row {
    const char *due;
    enum claim_basis basis;
    const char *acknowledged;
    enum filing_kind filing;
    const char *filed, *ended;
    enum filing_outcome outcome;
    const char *agreed, *agreed_until, *extended, *extended_until;
    const char *lapses; /* "-": pending */
    const char *fault;  /* or this */
};

static day maybe(const char *iso) { return iso ? on(iso) : DAY_NONE; }

static void ask(const struct row *r) {
    const struct limitation_question q = {.due = on(r->due), .basis = r->basis,
        .acknowledged = maybe(r->acknowledged), .filing = r->filing, .filed = maybe(r->filed),
        .ended = maybe(r->ended), .outcome = r->outcome, .agreed = maybe(r->agreed),
        .agreed_until = maybe(r->agreed_until), .extended = maybe(r->extended),
        .extended_until = maybe(r->extended_until)};
    struct limitation l;
    struct status st = {0};
    char text[DAY_TEXT];
    const int rc = limitation_of(&q, &memory, &l, &st);
    if (r->fault) {
        assert_int_not_equal(rc, STATUS_OK);
        assert_non_null(strstr(st.text, r->fault));
        return;
    }
    assert_string_equal(st.text, "");
    assert_string_equal(l.lapses == LIMITATION_NEVER ? "-" : day_format(l.lapses, text), r->lapses);
    assert_true(l.n_periods >= 1 && l.periods[0].start == FROM_DUE);
}

#define ASK(...) ask(&(const struct row){.due = DUE, __VA_ARGS__})

static void test_loans_and_instruments_have_ten_years(void **state) {
    (void)state;
    ASK(.lapses = LAST);
    ASK(.basis = BASIS_SALE, .lapses = LAST);
    ASK(.basis = BASIS_OTHER, .lapses = LAST);
    ASK(.basis = BASIS_SELLER_CREDIT, .lapses = LAST); /* § 5 nr 2: not what the seller lends */
    ASK(.basis = BASIS_LOAN, .lapses = "2034-06-15");
    ASK(.basis = BASIS_DEBT_INSTRUMENT, .lapses = "2034-06-15");
    ASK(.basis = BASIS_LOAN, .acknowledged = "2034-06-15", .lapses = "2044-06-15"); /* § 20 */
    ASK(.basis = BASIS_LOAN, .acknowledged = "2034-06-16", .fault = "2034-06-15");
    ASK(.basis = BASIS_SALE, .acknowledged = LAST, .lapses = "2030-06-17"); /* a Saturday */
    ASK(.basis = BASIS_SALE, .acknowledged = AFTER, .fault = LAST);
}

static void test_nothing_lapses_while_a_filing_is_pending(void **state) {
    (void)state;
    ASK(.filing = FILING_CONCILIATION, .filed = LAST, .lapses = "-");
    ASK(.filing = FILING_CONCILIATION, .filed = AFTER, .fault = "lapsed after 2027-06-15");
    ASK(.filing = FILING_ENFORCEMENT, .filed = LAST, .lapses = "-");
    ASK(.filing = FILING_BANKRUPTCY, .filed = LAST, .lapses = "-");
    /* An acknowledgement while it is pending is in time, whatever becomes of it. */
    ASK(.filing = FILING_CONCILIATION, .filed = LAST, .ended = "2029-03-01",
        .outcome = RESULT_DISMISSED, .acknowledged = "2029-02-01", .lapses = "2032-02-02");
}

static void test_a_filing_ends_in_ten_years_one_or_none(void **state) {
    (void)state;
    ASK(.filing = FILING_CONCILIATION, .filed = LAST, .ended = "2028-01-10",
        .outcome = RESULT_JUDGMENT, .lapses = "2038-01-11"); /* a Sunday */
    ASK(.filing = FILING_CONCILIATION, .filed = LAST, .ended = "2028-01-10",
        .outcome = RESULT_SETTLEMENT, .lapses = "2038-01-11");
    ASK(.filing = FILING_CONCILIATION, .filed = LAST, .ended = "2028-01-10",
        .outcome = RESULT_DISMISSED, .lapses = "2029-01-10"); /* § 22: a year */
    ASK(.filing = FILING_CONCILIATION, .filed = LAST, .ended = "2028-01-10",
        .outcome = RESULT_DISCONTINUED, .lapses = "2029-01-10");
    ASK(.filing = FILING_CONCILIATION, .filed = "2025-01-06", .ended = "2025-03-03",
        .outcome = RESULT_DISMISSED, .lapses = LAST); /* takes nothing */
    ASK(.filing = FILING_CONCILIATION, .filed = LAST, .ended = "2028-01-10",
        .outcome = RESULT_WITHDRAWN, .lapses = LAST); /* § 22: his own doing */
    ASK(.filing = FILING_CONCILIATION, .filed = LAST, .ended = "2028-01-10",
        .outcome = RESULT_DENIED, .lapses = LAST);
    ASK(.filing = FILING_ENFORCEMENT, .filed = LAST, .ended = "2028-01-10",
        .outcome = RESULT_NOTHING_TO_TAKE, .lapses = "2038-01-11"); /* § 21 nr 3 */
    ASK(.filing = FILING_ENFORCEMENT, .filed = LAST, .ended = "2028-01-10",
        .outcome = RESULT_WAGE_DEDUCTION, .lapses = "2038-01-11"); /* § 21 nr 1, third sentence */
    ASK(.filing = FILING_ENFORCEMENT, .filed = LAST, .ended = "2031-03-03",
        .outcome = RESULT_DEDUCTION_ENDED, .lapses = "2041-03-04"); /* a Sunday */
    ASK(.filing = FILING_BANKRUPTCY, .filed = LAST, .ended = "2028-01-10",
        .outcome = RESULT_BANKRUPTCY_OPENED, .lapses = "-");
    ASK(.filing = FILING_BANKRUPTCY, .filed = LAST, .ended = "2028-01-10",
        .outcome = RESULT_DISMISSED, .lapses = "2029-01-10"); /* § 22 nr 2 */
}

static void test_an_acknowledgement_in_the_year_after_a_failed_step_is_in_time(void **state) {
    (void)state;
    ASK(.filing = FILING_CONCILIATION, .filed = LAST, .ended = "2028-01-10",
        .outcome = RESULT_DISMISSED, .acknowledged = "2029-01-10", .lapses = "2032-01-12");
    ASK(.filing = FILING_CONCILIATION, .filed = LAST, .ended = "2028-01-10",
        .outcome = RESULT_DISMISSED, .acknowledged = "2029-01-11", .fault = "2029-01-10");
}

static void test_an_agreement_has_its_bounds(void **state) {
    (void)state;
    ASK(.agreed = LAST, .agreed_until = "2030-06-15", .lapses = "2030-06-15"); /* a Saturday: no more */
    ASK(.agreed = LAST, .agreed_until = "2030-06-16", .fault = "three years at a time");
    ASK(.agreed = AFTER, .agreed_until = "2028-06-15", .fault = "lapsed after 2027-06-15");
    ASK(.agreed = "2025-01-06", .agreed_until = "2026-01-05", .lapses = LAST); /* takes nothing */
    /* § 20 runs from the acknowledgement all the same. */
    ASK(.agreed = LAST, .agreed_until = "2030-06-14", .acknowledged = "2030-06-14",
        .lapses = "2033-06-14");
    ASK(.agreed = LAST, .agreed_until = "2030-06-14", .acknowledged = "2030-06-15",
        .fault = "2030-06-14");
}

static void test_an_extension_is_bound_by_ten_years_in_all(void **state) {
    (void)state;
    ASK(.extended = "2027-12-01", .extended_until = "2028-12-01", .lapses = "2028-12-01");
    ASK(.extended = "2027-12-01", .extended_until = "2037-06-15", .lapses = "2037-06-15");
    ASK(.extended = "2027-12-01", .extended_until = "2037-06-16", .fault = "ten years in all");
    ASK(.extended = "2027-12-01", .extended_until = "2028-12-01", .acknowledged = "2028-12-01",
        .lapses = "2031-12-01");
    ASK(.extended = "2027-12-01", .extended_until = "2028-12-01", .acknowledged = "2028-12-02",
        .fault = "2028-12-01");
}

static void test_questions_that_cannot_be(void **state) {
    (void)state;
    ASK(.filing = FILING_CONCILIATION, .filed = "2024-06-14", .fault = "filed 2024-06-14: before");
    ASK(.filing = FILING_CONCILIATION, .filed = LAST, .ended = "2028-01-10", .fault = "outcome");
    ASK(.filing = FILING_CONCILIATION, .filed = LAST, .outcome = RESULT_JUDGMENT,
        .fault = "outcome");
    ASK(.filing = FILING_CONCILIATION, .filed = LAST, .ended = "2027-06-14",
        .outcome = RESULT_JUDGMENT, .fault = "before it was filed");
    ASK(.filing = FILING_CONCILIATION, .filed = LAST, .ended = "2028-01-10",
        .outcome = RESULT_ATTACHMENT, .fault = "does not end so");
    ASK(.ended = "2028-01-10", .fault = "nothing was filed");
    ASK(.agreed = "2025-01-06", .fault = "needs the day it was made and the day it gives");
    ASK(.agreed = "2025-01-06", .agreed_until = "2025-01-05", .fault = "before it was made");
    ASK(.extended_until = "2025-01-06", .fault = "needs the day");
    ask(&(const struct row){.due = "9990-01-01", .fault = "end of the calendar"});
}

/* ---- in a case ------------------------------------------------------------------------------- */

static int tell(struct life *l, enum fact_kind kind, const char *date, const char *until) {
    const struct fact fact = {.kind = kind, .legal_day = on(date), .booked_day = on(date),
        .until = maybe(until)};
    return life_try(l, &(struct apply_input){.fact = &fact});
}

static void told(struct life *l, enum fact_kind kind, const char *date, const char *until) {
    if (tell(l, kind, date, until)) {
        fail_msg("%s", l->st.text);
    }
}

static void refused(struct life *l, enum fact_kind kind, const char *date, const char *until,
                    const char *why) {
    assert_int_equal(tell(l, kind, date, until), STATUS_REFUSED);
    assert_non_null(strstr(l->st.text, why));
}

static void filed(struct life *l, enum filing_kind kind, const char *date) {
    assert_int_equal(life_fold(l, &(struct event){.kind = EVENT_FILED, .day = on(date),
                                                  .filing = kind}), STATUS_OK);
}

static void ended(struct life *l, enum filing_kind kind, enum filing_outcome outcome,
                  const char *date) {
    assert_int_equal(life_fold(l, &(struct event){.kind = EVENT_FILING_ENDED, .day = on(date),
                                                  .filing = kind, .outcome = outcome}), STATUS_OK);
}

static void expect_lapses(const struct life *l, const char *expected) {
    char text[DAY_TEXT];
    assert_string_equal(day_format(limitation_of_case(&l->c), text), expected);
}

static void test_agreements_follow_each_other_up_to_ten_years(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    life_claim(&l, 100000, on("2020-06-15"));
    expect_lapses(&l, "2023-06-15");
    told(&l, FACT_LIMITATION_AGREED, "2023-06-15", "2026-06-15");
    told(&l, FACT_LIMITATION_AGREED, "2026-06-15", "2029-06-15");
    told(&l, FACT_LIMITATION_AGREED, "2029-06-15", "2032-06-15");
    refused(&l, FACT_LIMITATION_AGREED, "2032-06-15", "2033-06-16", "ten years beyond");
    told(&l, FACT_LIMITATION_AGREED, "2032-06-15", "2033-06-15");
    refused(&l, FACT_LIMITATION_AGREED, "2033-06-16", "2034-06-16", "it had lapsed");
    expect_lapses(&l, "2033-06-15");
    assert_int_equal(l.c.n_limitation_notes, 4);
    life_end(&l);
}

static void test_an_agreement_is_refused_where_it_gives_nothing(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    life_claim(&l, 100000, on("2020-06-15"));
    refused(&l, FACT_LIMITATION_AGREED, "2021-01-04", "2022-01-04", "has longer");
    refused(&l, FACT_LIMITATION_AGREED, "2021-01-04", NULL, "needs a day");
    refused(&l, FACT_LIMITATION_AGREED, "2021-01-04", "2021-01-04", "needs a day");
    refused(&l, FACT_LIMITATION_AGREED, "2021-01-04", "2024-01-05", "three years at a time");
    told(&l, FACT_LIMITATION_AGREED, "2021-01-04", "2024-01-04");
    expect_lapses(&l, "2024-01-04");
    life_end(&l);
}

static void test_an_extension_may_come_after_the_day(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    life_claim(&l, 100000, on("2020-06-15"));
    refused(&l, FACT_LIMITATION_EXTENDED, "2024-01-08", "2033-06-16", "ten years in all");
    told(&l, FACT_LIMITATION_EXTENDED, "2024-01-08", "2025-01-08");
    expect_lapses(&l, "2025-01-08");
    told(&l, FACT_ACKNOWLEDGED, "2025-01-08", NULL);
    expect_lapses(&l, "2028-01-10");
    life_end(&l);
}

static void test_a_filing_is_about_the_claims_of_its_day(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    life_claim(&l, 100000, on("2020-06-15"));
    filed(&l, FILING_CONCILIATION, "2023-06-15");
    expect_lapses(&l, "-");
    life_claim(&l, 50000, on("2023-09-01"));
    expect_lapses(&l, "2026-09-01");
    ended(&l, FILING_CONCILIATION, RESULT_JUDGMENT, "2024-01-10");
    assert_int_equal(limitation_of_claim(&l.c, 0), on("2034-01-10"));
    filed(&l, FILING_ENFORCEMENT, "2034-01-10");
    assert_int_equal(limitation_of_claim(&l.c, 0), LIMITATION_NEVER);
    ended(&l, FILING_ENFORCEMENT, RESULT_NOTHING_TO_TAKE, "2034-03-01");
    assert_int_equal(limitation_of_claim(&l.c, 0), on("2044-03-01"));
    struct limitation_period *periods;
    assert_int_equal(limitation_periods(&l.c, 0, &l.arena, &periods), 3);
    assert_int_equal(periods[1].start, FROM_JUDGMENT);
    assert_int_equal(periods[1].interrupted, on("2023-06-15"));
    assert_int_equal(periods[1].from, on("2024-01-10"));
    assert_int_equal(periods[2].start, FROM_ENFORCEMENT);
    assert_true(periods[2].counts);
    life_end(&l);
}

static void test_a_late_filing_is_listed_and_moves_nothing(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    life_claim(&l, 100000, on("2020-06-15"));
    filed(&l, FILING_CONCILIATION, "2023-06-16");
    expect_lapses(&l, "2023-06-15");
    struct limitation_period *periods;
    assert_int_equal(limitation_periods(&l.c, 0, &l.arena, &periods), 2);
    assert_false(periods[1].counts);
    life_end(&l);
}

/* § 18, § 21 nr 3, § 22 nr 2. */
static void test_a_claim_in_an_estate_waits_for_its_answer(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    life_claim(&l, 100000, on("2020-06-15"));
    refused(&l, FACT_ESTATE_RECOGNISED, "2022-01-10", NULL, "moves no claim's day");
    refused(&l, FACT_ESTATE_CLAIMED, "2023-06-16", NULL, "moves no claim's day");
    told(&l, FACT_ESTATE_CLAIMED, "2023-06-15", NULL);
    expect_lapses(&l, "-");
    told(&l, FACT_ESTATE_REFUSED, "2024-02-01", NULL);
    expect_lapses(&l, "2025-02-03"); /* a Saturday */
    told(&l, FACT_ESTATE_CLAIMED, "2025-02-03", NULL);
    told(&l, FACT_ESTATE_RECOGNISED, "2025-11-03", NULL);
    expect_lapses(&l, "2035-11-05");
    life_end(&l);
}

/* inkassoloven § 26: the board tries the costs. */
static void test_a_complaint_interrupts_the_costs_alone(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    life_claim(&l, 100000, on("2020-06-15"));
    (void)life_letter(&l, LETTER_REMINDER, "r", on("2020-07-01"), 3500);
    assert_int_equal(limitation_of_cost(&l.c, 0), on("2023-07-03"));
    told(&l, FACT_COMPLAINT, "2023-06-14", NULL);
    assert_int_equal(limitation_of_cost(&l.c, 0), LIMITATION_NEVER);
    expect_lapses(&l, "2023-06-15");
    life_end(&l);
}

static void test_costs_that_outlived_the_principal_are_lost_by_themselves(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    l.agreement.order1 = COMPONENT_PRINCIPAL;
    l.agreement.order3 = COMPONENT_COSTS;
    life_claim(&l, 100000, on("2020-06-15"));
    (void)life_letter(&l, LETTER_REMINDER, "r", on("2020-07-01"), 3500);
    life_pay(&l, 100000 + life_interest(&l, on("2020-07-20")), on("2020-07-20"), "bank:1");
    assert_int_equal(case_costs_open(&l.c), 3500);
    told(&l, FACT_DAY_REACHED, "2023-07-03", NULL);
    assert_int_equal(case_costs_open(&l.c), 3500);
    told(&l, FACT_DAY_REACHED, "2023-07-04", NULL);
    assert_int_equal(case_costs_open(&l.c), 0);
    assert_int_equal(l.c.costs[0].waived, 3500);
    life_end(&l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loans_and_instruments_have_ten_years),
        cmocka_unit_test(test_nothing_lapses_while_a_filing_is_pending),
        cmocka_unit_test(test_a_filing_ends_in_ten_years_one_or_none),
        cmocka_unit_test(test_an_acknowledgement_in_the_year_after_a_failed_step_is_in_time),
        cmocka_unit_test(test_an_agreement_has_its_bounds),
        cmocka_unit_test(test_an_extension_is_bound_by_ten_years_in_all),
        cmocka_unit_test(test_questions_that_cannot_be),
        cmocka_unit_test(test_agreements_follow_each_other_up_to_ten_years),
        cmocka_unit_test(test_an_agreement_is_refused_where_it_gives_nothing),
        cmocka_unit_test(test_an_extension_may_come_after_the_day),
        cmocka_unit_test(test_a_filing_is_about_the_claims_of_its_day),
        cmocka_unit_test(test_a_late_filing_is_listed_and_moves_nothing),
        cmocka_unit_test(test_a_claim_in_an_estate_waits_for_its_answer),
        cmocka_unit_test(test_a_complaint_interrupts_the_costs_alone),
        cmocka_unit_test(test_costs_that_outlived_the_principal_are_lost_by_themselves),
    };
    arena_init(&memory);
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_fini(&memory);
    return failed;
}
