/* The later life of a claim: direct payments, heavy costs, bounced quotes, takeover, persons. */
#include "unit/domain/life.h"

#define DUE "2025-03-03" /* a Monday */

static int begin(void **state) {
    static struct life l;
    life_begin(&l);
    life_claim(&l, 1000000, on(DUE));
    *state = &l;
    return 0;
}

static int end(void **state) {
    life_end(*state);
    return 0;
}

static void charge(struct life *l, enum fee_kind fee, ore amount, day charged) {
    const struct event e = {.kind = EVENT_FEE_CHARGED, .fee = fee, .owner = OWNER_AGENCY,
        .amount = amount, .day = charged};
    assert_int_equal(life_fold(l, &e), STATUS_OK);
}

static struct fact told(enum fact_kind kind, day when) {
    return (struct fact){.kind = kind, .legal_day = when, .booked_day = when};
}

/* ---- paid to the creditor -------------------------------------------------------------------- */

static void test_paid_direct_is_the_invoices_own_first(void **state) {
    struct life *l = *state;
    charge(l, FEE_LIGHT, 30000, on("2025-06-01"));
    struct fact f = payment(1000000, on(DUE) + 100, "direct:1");
    f.kind = FACT_PAID_DIRECT;
    life_must(l, &(struct apply_input){.fact = &f, .claim_number = 1});
    assert_int_equal(case_principal_open(&l->c), 0);
    assert_int_equal(life_open(l, on(DUE) + 200), 27397 + 30000); /* interest stopped that day */
    assert_true(l->c.payments[0].direct);
    assert_int_equal(l->ledger[ACCOUNT_CLIENT_BANK], 0);
    assert_int_equal(l->ledger[ACCOUNT_CREDITOR_PAYABLE], 0);
}

static void test_paid_direct_in_full_leaves_the_agencys_part_with_the_creditor(void **state) {
    struct life *l = *state;
    charge(l, FEE_LIGHT, 30000, on("2025-06-01"));
    struct fact f = payment(2000000, on(DUE) + 100, "direct:1");
    f.kind = FACT_PAID_DIRECT;
    life_must(l, &(struct apply_input){.fact = &f});
    assert_int_equal(life_open(l, on("2025-12-31")), 0);
    assert_int_equal(l->c.payments[0].amount, 1000000 + 27397 + 30000); /* no more than was owed */
    assert_int_equal(l->c.overpaid, 0);
    assert_int_equal(l->ledger[ACCOUNT_CREDITOR_OWES], 30000);
    assert_int_equal(l->ledger[ACCOUNT_AGENCY_INCOME], -30000);
    assert_int_equal(l->ledger[ACCOUNT_CREDITOR_PAYABLE], 0);
    f = payment(1, on(DUE) + 101, "direct:2");
    f.kind = FACT_PAID_DIRECT;
    life_refuses(l, &(struct apply_input){.fact = &f}, "nothing is owed");
}

static void test_paid_direct_in_time_fulfils_a_quote(void **state) {
    struct life *l = *state;
    const day sent = on("2025-05-02");
    const ore quote = life_letter(l, LETTER_REMINDER, "r", sent, 3500);
    struct fact f = payment(quote, sent + 10, "direct:1");
    f.kind = FACT_PAID_DIRECT;
    life_must(l, &(struct apply_input){.fact = &f});
    assert_int_equal(life_open(l, on("2026-05-02")), 0);
}

/* ---- heavy costs and the payer's own day ------------------------------------------------------- */

static void test_a_payment_on_its_way_takes_heavy_costs_away(void **state) {
    struct life *l = *state;
    const day charged = on("2025-06-20");
    charge(l, FEE_LIGHT, 60000, on("2025-05-01"));
    charge(l, FEE_HEAVY, 60000, charged);
    const ore all_else = life_open(l, charged - 1) - 60000;
    life_pay(l, all_else, charged - 1, "bank:1");
    assert_int_equal(life_open(l, on("2025-12-31")), 0);
    assert_int_equal(l->c.costs[1].waived, 60000);
}

static void test_a_payment_on_the_day_itself_or_too_small_leaves_them(void **state) {
    struct life *l = *state;
    const day charged = on("2025-06-20");
    charge(l, FEE_HEAVY, 60000, charged);
    life_pay(l, life_open(l, charged) - 60000, charged, "bank:1");
    assert_int_equal(l->c.costs[0].waived, 0);
    life_reverse(l, "bank:1", charged);
    life_pay(l, life_open(l, charged - 1) - 60000 - 1, charged - 1, "bank:2");
    assert_int_equal(l->c.costs[0].waived, 0);
}

static void test_paid_in_time_and_booked_late_bears_no_costs_of_the_demand(void **state) {
    struct life *l = *state;
    const day sent = on("2025-05-02"), demanded = sent + 17;
    const ore quote = life_letter(l, LETTER_COLLECTION_NOTICE, "n", sent, 3500);
    (void)life_letter(l, LETTER_PAYMENT_DEMAND, "d", demanded, 56500);
    assert_int_equal(case_costs_open(&l->c), 60000);
    struct fact f = payment(quote, sent + 14, "bank:1"); /* the last day, told after the demand */
    f.booked_day = demanded + 1;
    l->agreement.remainder_max = 5000;
    life_must(l, &(struct apply_input){.fact = &f});
    assert_int_equal(life_open(l, on("2025-12-31")), 0);
    assert_int_equal(l->c.costs[1].waived, 56500);
    life_reverse(l, "bank:1", demanded + 5); /* it bounced: then it was not paid in time */
    assert_int_equal(l->c.costs[1].waived, 0);
    assert_int_equal(case_costs_open(&l->c), 60000);
}

/* ---- bounced ----------------------------------------------------------------------------------- */

static void test_a_bounced_quote_brings_its_remainder_back(void **state) {
    struct life *l = *state;
    const day sent = on("2025-05-02"), later = on("2025-08-01");
    const ore quote = life_letter(l, LETTER_REMINDER, "r", sent, 3500);
    const ore before = life_open(l, later);
    life_pay(l, quote, sent + 14, "bank:1");
    assert_int_equal(l->c.n_waivers, 1);
    life_reverse(l, "bank:1", sent + 20);
    assert_int_equal(l->c.n_waivers, 0);
    assert_int_equal(l->c.interest_waived, 0);
    assert_int_equal(life_open(l, later), before);
}

static void test_a_bounced_payment_opens_a_closed_case_again(void **state) {
    struct life *l = *state;
    const day sent = on("2025-05-02");
    life_pay(l, life_letter(l, LETTER_REMINDER, "r", sent, 3500), sent + 14, "bank:1");
    const struct event closed = {.kind = EVENT_CLOSED, .day = sent + 14, .word = TEXT("paid")};
    assert_int_equal(life_fold(l, &closed), STATUS_OK);
    life_reverse(l, "bank:1", sent + 20);
    assert_true(case_is_open(&l->c));
    assert_int_equal(l->last.items[0].kind, EVENT_REOPENED);
    assert_int_equal(case_principal_open(&l->c), 1000000);
}

/* ---- taken over from an older system ------------------------------------------------------------ */

static void test_opening_keeps_letters_costs_interest_and_judgment(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    const struct claim claim = {.source = TEXT("old:1"), .invoice = TEXT("1"),
        .principal = 800000, .due = on("2025-01-02"), .interest_to = on("2025-06-30"),
        .interest_brought = 39000};
    const struct earlier_letter letters[] = {
        {LETTER_COLLECTION_NOTICE, on("2025-02-03"), on("2025-02-17"), 3500},
        {LETTER_PAYMENT_DEMAND, on("2025-03-03"), on("2025-03-17"), 0}};
    const struct opening opening = {.light = 56000, .court = 202300, .owner = OWNER_AGENCY,
        .paid_before = 200000, .paid_last = on("2025-05-05"), .judged = on("2025-06-10"),
        .judgment = TEXT("default_judgment")};
    const struct fact f = {.kind = FACT_OPENING, .legal_day = on("2025-07-01"),
        .booked_day = on("2025-07-01"), .source = claim.source};
    life_must(&l, &(struct apply_input){.fact = &f, .claim = &claim, .earlier = letters,
        .n_earlier = 2, .opening = &opening});
    assert_non_null(case_last_sent(&l.c, LETTER_PAYMENT_DEMAND));
    assert_int_equal(case_costs_open_of(&l.c, OWNER_AGENCY), 56000);
    assert_int_equal(case_costs_open_of(&l.c, OWNER_COURT), 202300);
    assert_int_equal(l.c.judged, on("2025-06-10"));
    assert_int_equal(l.c.paid_before, 200000);
    assert_int_equal(case_phase(&l.c), PHASE_LEGAL);
    /* Interest: what came along, and 10 % of 8 000 kroner for the days since: 219.178 a day. */
    assert_int_equal(life_interest(&l, on("2025-06-30")), 39000);
    assert_int_equal(life_interest(&l, on("2025-07-10")), 39000 + 2192);
    life_end(&l);
}

/* ---- objections and persons ---------------------------------------------------------------------- */

static void test_an_upheld_objection_takes_the_costs_away(void **state) {
    struct life *l = *state;
    charge(l, FEE_LIGHT, 60000, on("2025-05-01"));
    const struct event court = {.kind = EVENT_FEE_CHARGED, .fee = FEE_COURT,
        .owner = OWNER_COURT, .amount = 202300, .day = on("2025-05-02")};
    assert_int_equal(life_fold(l, &court), STATUS_OK);
    struct fact f = told(FACT_DISPUTE, on("2025-06-01"));
    life_must(l, &(struct apply_input){.fact = &f});
    f = told(FACT_DISPUTE_SETTLED, on("2025-06-10"));
    f.stage = TEXT(OUTCOME_UPHELD);
    const struct costs_terms all = {.lose_creditors = true, .lose_agencys = true,
        .paragraph = "inkassoloven § 17"};
    life_must(l, &(struct apply_input){.fact = &f, .costs = all});
    assert_int_equal(case_costs_open_of(&l->c, OWNER_AGENCY), 0);
    assert_int_equal(l->c.costs[0].lost, 60000);
    assert_int_equal(l->c.costs[0].lost_on, on("2025-06-10"));
    assert_text(l->c.costs[0].lost_by, "inkassoloven § 17");
    assert_text(l->c.costs[0].lost_why, "objection");
    assert_int_equal(case_costs_open_of(&l->c, OWNER_COURT), 202300); /* the court's own matter */
}

static void test_a_rejected_objection_leaves_them(void **state) {
    struct life *l = *state;
    charge(l, FEE_LIGHT, 60000, on("2025-05-01"));
    struct fact f = told(FACT_COMPLAINT, on("2025-06-01")); /* a complaint stops everything, too */
    life_must(l, &(struct apply_input){.fact = &f});
    assert_int_equal(l->c.disputed_since, on("2025-06-01"));
    f = told(FACT_DISPUTE_SETTLED, on("2025-06-10"));
    f.stage = TEXT(OUTCOME_REJECTED);
    life_must(l, &(struct apply_input){.fact = &f});
    assert_int_equal(case_costs_open_of(&l->c, OWNER_AGENCY), 60000);
}

static void test_a_persons_change_takes_back_what_was_about_to_be_sent(void **state) {
    struct life *l = *state;
    static const struct { enum fact_kind kind; bool withdraws; } rows[] = {
        {FACT_CONTACT_OPT_OUT, false}, {FACT_BANKRUPTCY_ENDED, false}, {FACT_DIED, true},
        {FACT_BANKRUPT, true}, {FACT_DEBT_SETTLEMENT, true}, {FACT_GUARDIAN, true},
        {FACT_MOVED, true}, {FACT_PROTECTED_ADDRESS, true}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char name[2] = {(char)('a' + i), '\0'};
        const struct event planned = {.kind = EVENT_LETTER_PLANNED, .day = on("2025-05-01"),
            .letter = LETTER_REMINDER, .key = key_of(name)};
        assert_int_equal(life_fold(l, &planned), STATUS_OK);
        const struct fact f = told(rows[i].kind, on("2025-05-02"));
        life_must(l, &(struct apply_input){.fact = &f});
        assert_int_equal(l->last.items[0].kind, EVENT_PERSON_CHANGED);
        const struct letter_note *letter = case_letter(&l->c, &planned.key);
        assert_int_equal(letter->state, rows[i].withdraws ? LETTER_WITHDRAWN : LETTER_PLANNED);
    }
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_paid_direct_is_the_invoices_own_first),
        T(test_paid_direct_in_full_leaves_the_agencys_part_with_the_creditor),
        T(test_paid_direct_in_time_fulfils_a_quote),
        T(test_a_payment_on_its_way_takes_heavy_costs_away),
        T(test_a_payment_on_the_day_itself_or_too_small_leaves_them),
        T(test_paid_in_time_and_booked_late_bears_no_costs_of_the_demand),
        T(test_a_bounced_quote_brings_its_remainder_back),
        T(test_a_bounced_payment_opens_a_closed_case_again),
        cmocka_unit_test(test_opening_keeps_letters_costs_interest_and_judgment),
        T(test_an_upheld_objection_takes_the_costs_away),
        T(test_a_rejected_objection_leaves_them),
        T(test_a_persons_change_takes_back_what_was_about_to_be_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
