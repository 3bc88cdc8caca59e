/* test_filing.c - a filing in the life of a case: asked, made, answered, and what it costs whom. */
#include "unit/domain/life.h"

#include "domain/apply_money.h"

/* One claim of 1 000 kroner, due on 2 March 2026. */
static void begin(struct life *l) {
    life_begin(l);
    life_claim(l, 100000, on("2026-03-02"));
}

static void fold(struct life *l, struct event e) {
    assert_int_equal(life_fold(l, &e), STATUS_OK);
    life_check(l);
}

static void file(struct life *l, enum filing_kind kind, const char *day_text, ore fee) {
    fold(l, (struct event){.kind = EVENT_FILED, .filing = kind, .day = on(day_text),
                           .amount = fee, .ref = TEXT("26-1")});
}

static int answer(struct life *l, const char *outcome, const char *kind, const char *day_text,
                  ore awarded) {
    const struct fact fact = {.kind = FACT_FILING_RESULT, .reason = text_of(outcome),
        .stage = kind ? text_of(kind) : (struct text){NULL, 0}, .legal_day = on(day_text),
        .booked_day = on(day_text), .amount = awarded, .reference = TEXT("dom-7")};
    return life_try(l, &(struct apply_input){.fact = &fact});
}

#define REFUSED(l, word, call)                                                                     \
    do {                                                                                           \
        assert_int_equal((call), STATUS_REFUSED);                                                  \
        assert_non_null(strstr((l)->st.text, (word)));                                             \
    } while (0)

static void test_what_was_asked_is_answered_by_what_is_filed(void **state) {
    (void)state;
    struct life l;
    begin(&l);
    fold(&l, (struct event){.kind = EVENT_FILING_ASKED, .filing = FILING_CONCILIATION,
                            .day = on("2026-05-04"), .until = on("2026-09-30")});
    assert_true(case_filing_asked(&l.c, FILING_CONCILIATION, on("2026-06-02")));
    assert_false(case_filing_asked(&l.c, FILING_CONCILIATION, on("2026-06-03")));
    assert_false(case_filing_asked(&l.c, FILING_ENFORCEMENT, on("2026-05-04")));
    assert_null(case_filing_pending(&l.c));
    file(&l, FILING_CONCILIATION, "2026-05-11", 207100);
    assert_int_equal(l.c.filing_asked.kind, 0);
    const struct filing_note *n = case_filing_pending(&l.c);
    assert_non_null(n);
    assert_int_equal(n->claims_upto, 1);
    assert_int_equal(n->court_fee, 207100);
    assert_int_equal(case_phase(&l.c), PHASE_LEGAL);
    life_end(&l);
}

/* The agency pays, the creditor owes it when the answer comes, the debtor what was awarded. */
static void test_a_judgment_gives_a_basis_and_the_costs_that_were_awarded(void **state) {
    (void)state;
    struct life l;
    begin(&l);
    file(&l, FILING_CONCILIATION, "2026-05-11", 207100);
    assert_int_equal(l.ledger[ACCOUNT_COURT_ADVANCED], 207100);
    assert_int_equal(l.ledger[ACCOUNT_AGENCY_BANK], -207100);
    assert_int_equal(l.ledger[ACCOUNT_COSTS_COURT], 0); /* the debtor owes nothing of it yet */
    assert_int_equal(answer(&l, "judgment", NULL, "2026-08-03", 250000), STATUS_OK);
    assert_int_equal(l.ledger[ACCOUNT_COURT_ADVANCED], 0);
    assert_int_equal(l.ledger[ACCOUNT_CREDITOR_OWES], 207100);
    assert_int_equal(l.ledger[ACCOUNT_COSTS_COURT], 250000);
    assert_int_equal(l.c.judged, on("2026-08-03"));
    assert_true(text_is(l.c.judgment, "judgment"));
    assert_null(case_filing_pending(&l.c));
    assert_int_equal(l.c.filings[0].ended, on("2026-08-03"));
    assert_int_equal(l.c.filings[0].outcome, RESULT_JUDGMENT);
    assert_int_equal(l.c.filings[0].awarded, 250000);
    assert_true(text_is(l.c.filings[0].reference, "dom-7"));
    REFUSED(&l, "no such filing", answer(&l, "withdrawn", NULL, "2026-08-04", 0));
    life_end(&l);
}

static void test_a_failed_filing_brings_no_basis_and_no_costs(void **state) {
    static const char *const outcomes[] = {"dismissed", "withdrawn", "discontinued"};
    (void)state;
    for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++) {
        struct life l;
        begin(&l);
        file(&l, FILING_CONCILIATION, "2026-05-11", 207100);
        assert_int_equal(answer(&l, outcomes[i], "conciliation", "2026-08-03", 0), STATUS_OK);
        assert_int_equal(l.c.judged, DAY_NONE);
        assert_int_equal(l.c.filings[0].ended, on("2026-08-03"));
        assert_int_equal(l.ledger[ACCOUNT_CREDITOR_OWES], 207100);
        life_end(&l);
    }
}

static void test_an_answer_fits_its_filing_and_comes_after_it(void **state) {
    (void)state;
    struct life l;
    begin(&l);
    REFUSED(&l, "no such filing", answer(&l, "nothing_to_take", NULL, "2026-05-01", 0));
    file(&l, FILING_CONCILIATION, "2026-05-11", 0);
    REFUSED(&l, "does not end so", answer(&l, "nothing_to_take", NULL, "2026-08-03", 0));
    REFUSED(&l, "no such filing", answer(&l, "nothing_to_take", "enforcement", "2026-08-03", 0));
    REFUSED(&l, "before it was filed", answer(&l, "judgment", NULL, "2026-05-10", 0));
    REFUSED(&l, "not an outcome", answer(&l, "default_judgment", NULL, "2026-08-03", 0));
    REFUSED(&l, "does not end so", answer(&l, "deduction_ended", NULL, "2026-08-03", 0));
    assert_int_equal(answer(&l, "judgment", NULL, "2026-05-11", 0), STATUS_OK);
    life_end(&l);
}

static void test_a_deduction_is_pending_until_it_ends(void **state) {
    (void)state;
    struct life l;
    begin(&l);
    file(&l, FILING_ENFORCEMENT, "2026-05-11", 92800);
    assert_true(l.c.filings[0].by_invoice);
    REFUSED(&l, "deduction_ended", answer(&l, "deduction_ended", NULL, "2026-06-01", 0));
    assert_int_equal(answer(&l, "wage_deduction", NULL, "2026-06-01", 100000), STATUS_OK);
    assert_int_equal(l.c.filings[0].decided, on("2026-06-01"));
    assert_int_equal(l.c.filings[0].ended, DAY_NONE);
    assert_non_null(case_filing_pending(&l.c));
    REFUSED(&l, "deduction_ended", answer(&l, "nothing_to_take", NULL, "2026-07-01", 0));
    assert_int_equal(answer(&l, "deduction_ended", NULL, "2028-06-01", 0), STATUS_OK);
    assert_int_equal(l.c.filings[0].ended, on("2028-06-01"));
    assert_int_equal(l.ledger[ACCOUNT_CREDITOR_OWES], 92800); /* settled once */
    assert_int_equal(l.c.filings[0].awarded, 100000);
    life_end(&l);
}

/* tvangsfullbyrdelsesloven § 7-7: an objection sends a petition by invoice to the board. */
static void test_a_petition_by_invoice_goes_on_after_the_boards_judgment(void **state) {
    (void)state;
    struct life l;
    begin(&l);
    file(&l, FILING_ENFORCEMENT, "2026-05-11", 0);
    assert_int_equal(answer(&l, "judgment", "enforcement", "2026-09-01", 0), STATUS_OK);
    assert_int_equal(l.c.judged, on("2026-09-01"));
    assert_non_null(case_filing_pending(&l.c));
    assert_int_equal(answer(&l, "nothing_to_take", NULL, "2026-10-01", 0), STATUS_OK);
    assert_null(case_filing_pending(&l.c));
    file(&l, FILING_ENFORCEMENT, "2027-05-11", 0); /* on the judgment */
    assert_false(l.c.filings[1].by_invoice);
    REFUSED(&l, "does not end so", answer(&l, "judgment", "enforcement", "2027-06-01", 0));
    life_end(&l);
}

static void test_what_is_not_owed_rests(void **state) {
    (void)state;
    struct life l;
    begin(&l);
    file(&l, FILING_CONCILIATION, "2026-05-11", 0);
    assert_int_equal(answer(&l, "denied", NULL, "2026-08-03", 0), STATUS_OK);
    assert_int_equal(l.c.held_since, on("2026-08-03"));
    assert_int_equal(l.c.held_until, DAY_NONE);
    assert_true(text_is(l.c.hold_why, "denied"));
    life_end(&l);
}

static void test_a_served_notice_is_a_letter_and_its_fee_a_cost(void **state) {
    (void)state;
    struct life l;
    begin(&l);
    const struct event served = {.kind = EVENT_NOTICE_SERVED, .letter = LETTER_BANKRUPTCY_NOTICE,
        .day = on("2026-05-04"), .until = on("2026-05-18"), .amount = 67200, .total = 170000,
        .key = key_of("served")};
    fold(&l, served);
    const struct letter_note *n = case_last_sent(&l.c, LETTER_BANKRUPTCY_NOTICE);
    assert_non_null(n);
    assert_int_equal(n->deadline, on("2026-05-18"));
    assert_true(letter_covers(n, 1));
    assert_int_equal(l.ledger[ACCOUNT_CREDITOR_OWES], 67200);
    assert_int_equal(case_fold(&l.c, &served, &l.arena, &l.st), STATUS_CORRUPT); /* once */
    life_end(&l);
}

/* inkassoforskriften § 2-4: what of the addition was paid covers what else is owed. */
static void test_a_cost_taken_away_gives_back_what_was_paid_of_it(void **state) {
    (void)state;
    struct life l;
    begin(&l);
    fold(&l, (struct event){.kind = EVENT_FEE_CHARGED, .fee = FEE_PLAN_UPLIFT,
                            .owner = OWNER_AGENCY, .amount = 112500, .day = on("2026-04-01")});
    life_pay(&l, 120000, on("2026-04-10"), "bank:1");
    assert_int_equal(l.c.costs[0].paid, 112500);
    const ore before = case_principal_open(&l.c);
    const struct fact act = {.kind = FACT_ACT, .legal_day = on("2026-05-11"),
        .booked_day = on("2026-05-11")};
    const struct apply_input in = {.c = &l.c, .fact = &act, .agreement = &l.agreement,
        .rates = &l.rates};
    struct events out = {.arena = &l.arena};
    assert_int_equal(apply_cost_away(&in, 0, TEXT("uplift_filed"), &out, &l.st), STATUS_OK);
    for (uint32_t i = 0; i < out.n; i++) {
        assert_int_equal(life_fold(&l, &out.items[i]), STATUS_OK);
    }
    life_check(&l);
    assert_int_equal(l.c.costs[0].waived, 112500);
    assert_int_equal(l.c.costs[0].paid, 0);
    assert_int_equal(l.ledger[ACCOUNT_AGENCY_SHARE], 0);
    assert_int_equal(l.ledger[ACCOUNT_CLIENT_BANK], 120000);
    assert_int_equal(case_principal_open(&l.c), 0);
    assert_true(before > 0);
    assert_int_equal(l.c.overpaid, 120000 - 100000 - l.c.interest_paid);
    life_end(&l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_asked_is_answered_by_what_is_filed),
        cmocka_unit_test(test_a_judgment_gives_a_basis_and_the_costs_that_were_awarded),
        cmocka_unit_test(test_a_failed_filing_brings_no_basis_and_no_costs),
        cmocka_unit_test(test_an_answer_fits_its_filing_and_comes_after_it),
        cmocka_unit_test(test_a_deduction_is_pending_until_it_ends),
        cmocka_unit_test(test_a_petition_by_invoice_goes_on_after_the_boards_judgment),
        cmocka_unit_test(test_what_is_not_owed_rests),
        cmocka_unit_test(test_a_served_notice_is_a_letter_and_its_fee_a_cost),
        cmocka_unit_test(test_a_cost_taken_away_gives_back_what_was_paid_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
