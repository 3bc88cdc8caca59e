/* Double entry: every event's set sums to zero and lands where the money is. */
#include "unit/domain/life.h"

static ore sum_of(const struct posting *p, int n) {
    ore sum = 0;
    for (int i = 0; i < n; i++) {
        sum += p[i].amount;
    }
    return sum;
}

static ore on_account(const struct posting *p, int n, enum account account) {
    ore sum = 0;
    for (int i = 0; i < n; i++) {
        sum += p[i].account == account ? p[i].amount : 0;
    }
    return sum;
}

/* An event that moves a bit of everything. */
static struct event full(enum event_kind kind, struct claim *claim) {
    struct event e = {.kind = kind, .principal = 1000, .interest = 200, .costs_creditor = 30,
        .costs_agency = 40, .costs_court = 50, .over = 6, .owner = OWNER_AGENCY,
        .fee = FEE_LIGHT, .claims = claim, .n_claims = 1, .creditor = 7, .total = 2000,
        .commission = 500, .vat = 135};
    e.amount = 1326;
    return e;
}

static void test_postings_of_every_event_sum_to_zero(void **state) {
    (void)state;
    struct claim claim = {.principal = 5000};
    int moving = 0;
    for (int kind = 1; kind < EVENT_KINDS; kind++) {
        struct posting p[POSTINGS_MAX];
        const struct event e = full((enum event_kind)kind, &claim);
        const int n = postings_of(&e, 42, 7, p);
        assert_in_range(n, 0, POSTINGS_MAX);
        assert_int_equal(sum_of(p, n), 0);
        for (int i = 0; i < n; i++) {
            assert_int_equal(p[i].case_id, 42);
            assert_int_equal(p[i].creditor, 7);
            assert_true(p[i].amount != 0);
        }
        moving += n > 0;
    }
    assert_int_equal(moving, 29); /* the events that move money: name a new one here */
}

static void test_postings_of_a_payment_say_whose_money_it_is(void **state) {
    (void)state;
    struct posting p[POSTINGS_MAX];
    const struct event e = full(EVENT_PAYMENT_ALLOCATED, NULL);
    const int n = postings_of(&e, 42, 7, p);
    assert_int_equal(on_account(p, n, ACCOUNT_CLIENT_BANK), 1326);
    assert_int_equal(on_account(p, n, ACCOUNT_CREDITOR_PAYABLE), -(1000 + 200 + 30 + 50));
    assert_int_equal(on_account(p, n, ACCOUNT_AGENCY_SHARE), -40);
    assert_int_equal(on_account(p, n, ACCOUNT_OVERPAID), -6);
    assert_int_equal(on_account(p, n, ACCOUNT_PRINCIPAL), -1000);
    assert_int_equal(on_account(p, n, ACCOUNT_COLLECTABLE), 1320);
}

/* Paid at a provider of payment pages: the agency makes it good, and the fee is its own. */
static void test_postings_of_money_at_a_provider_are_made_good(void **state) {
    (void)state;
    struct posting p[POSTINGS_MAX];
    struct event e = full(EVENT_PAYMENT_ALLOCATED, NULL);
    e.ref = TEXT("provider:nexi:charge-1");
    int n = postings_of(&e, 42, 7, p);
    assert_int_equal(on_account(p, n, ACCOUNT_CLIENT_BANK), 1326);
    assert_int_equal(on_account(p, n, ACCOUNT_AT_PROVIDER), 1326);
    assert_int_equal(on_account(p, n, ACCOUNT_AGENCY_BANK), -1326);
    e.kind = EVENT_PAYMENT_UNDONE;
    n = postings_of(&e, 42, 7, p);
    assert_int_equal(on_account(p, n, ACCOUNT_AT_PROVIDER), -1326);
    assert_int_equal(on_account(p, n, ACCOUNT_CLIENT_BANK), -1326);
    e = (struct event){.kind = EVENT_MONEY_SET_ASIDE, .amount = 500, .ref = TEXT("provider:nexi:c")};
    n = postings_of(&e, 0, 0, p);
    assert_int_equal(on_account(p, n, ACCOUNT_AT_PROVIDER), 500);
    assert_int_equal(on_account(p, n, ACCOUNT_SUSPENSE), -500);
    /* What goes back there leaves both: the client account, and what the provider owes. */
    e = (struct event){.kind = EVENT_REFUND_SETTLED, .amount = 200, .ref = TEXT("provider:nexi:c")};
    n = postings_of(&e, 7, 3, p);
    assert_int_equal(on_account(p, n, ACCOUNT_PAYOUT_UNDERWAY), 200);
    assert_int_equal(on_account(p, n, ACCOUNT_CLIENT_BANK), -200);
    assert_int_equal(on_account(p, n, ACCOUNT_AT_PROVIDER), -200);
    assert_int_equal(on_account(p, n, ACCOUNT_AGENCY_BANK), 200);
    e = (struct event){.kind = EVENT_PROVIDER_SETTLED, .amount = 1300, .commission = 26};
    n = postings_of(&e, 0, 0, p);
    assert_int_equal(on_account(p, n, ACCOUNT_AT_PROVIDER), -1326);
    assert_int_equal(on_account(p, n, ACCOUNT_AGENCY_BANK), 1300);
    assert_int_equal(on_account(p, n, ACCOUNT_AGENCY_INCOME), 26);
    assert_int_equal(on_account(p, n, ACCOUNT_CLIENT_BANK), 0);
}

/* It was never with us: the creditor owes us our part of it. */
static void test_postings_of_a_direct_payment_do_not_touch_the_client_account(void **state) {
    (void)state;
    struct posting p[POSTINGS_MAX];
    struct event e = full(EVENT_PAYMENT_ALLOCATED, NULL);
    e.direct = true;
    int n = postings_of(&e, 42, 7, p);
    assert_int_equal(on_account(p, n, ACCOUNT_CLIENT_BANK), 0);
    assert_int_equal(on_account(p, n, ACCOUNT_CREDITOR_PAYABLE), 0);
    assert_int_equal(on_account(p, n, ACCOUNT_AGENCY_SHARE), 0);
    assert_int_equal(on_account(p, n, ACCOUNT_CREDITOR_OWES), 40);
    assert_int_equal(on_account(p, n, ACCOUNT_AGENCY_INCOME), -40);
    assert_int_equal(on_account(p, n, ACCOUNT_PRINCIPAL), -1000);
    e.kind = EVENT_PAYMENT_UNDONE;
    n = postings_of(&e, 42, 7, p);
    assert_int_equal(on_account(p, n, ACCOUNT_CREDITOR_OWES), -40);
}

/* 10 000,00 held and 1 000,00 of ours: 500,00 commission, 375,00 VAT on both, 200,00 was owed. */
static const struct event remitted = {.kind = EVENT_REMITTED, .creditor = 7, .total = 1000000,
    .amount = 892500, .costs_agency = 100000, .commission = 50000, .vat = 37500, .over = 20000};

static void test_postings_of_a_settlement_say_where_each_ore_goes(void **state) {
    (void)state;
    static const struct { enum account account; ore amount; } rows[] = {
        {ACCOUNT_CREDITOR_PAYABLE, 1000000}, {ACCOUNT_PAYOUT_UNDERWAY, -892500},
        {ACCOUNT_AGENCY_SHARE, 100000}, {ACCOUNT_CREDITOR_OWES, -20000}, {ACCOUNT_VAT, -37500},
        {ACCOUNT_AGENCY_INCOME, -150000}, {ACCOUNT_AGENCY_BANK, 207500},
        {ACCOUNT_CLIENT_BANK, -207500}};
    struct posting p[POSTINGS_MAX];
    const int n = postings_of(&remitted, 0, 0, p);
    assert_int_equal(n, 8);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(p[i].account, rows[i].account);
        assert_int_equal(p[i].amount, rows[i].amount);
        assert_int_equal(p[i].creditor, 7); /* the event's own, not the step's */
        assert_int_equal(p[i].case_id, 0);
    }
}

static void test_postings_of_a_payout_move_only_what_is_underway(void **state) {
    (void)state;
    struct posting p[POSTINGS_MAX];
    struct event e = {.kind = EVENT_PAYOUT_SETTLED, .creditor = 7, .amount = 892500};
    int n = postings_of(&e, 0, 0, p);
    assert_int_equal(n, 2);
    assert_int_equal(on_account(p, n, ACCOUNT_PAYOUT_UNDERWAY), 892500);
    assert_int_equal(on_account(p, n, ACCOUNT_CLIENT_BANK), -892500);
    e.kind = EVENT_PAYOUT_REOPENED;
    n = postings_of(&e, 0, 0, p);
    assert_int_equal(n, 2);
    assert_int_equal(on_account(p, n, ACCOUNT_PAYOUT_UNDERWAY), 892500);
    assert_int_equal(on_account(p, n, ACCOUNT_CREDITOR_PAYABLE), -892500);
}

static void test_postings_of_a_shortage_bring_the_agencys_money_back(void **state) {
    (void)state;
    struct posting p[POSTINGS_MAX];
    const struct event e = {.kind = EVENT_SHORTAGE_COVERED, .creditor = 7, .amount = 700,
        .costs_agency = 30};
    const int n = postings_of(&e, 0, 0, p);
    assert_int_equal(n, 6);
    assert_int_equal(on_account(p, n, ACCOUNT_CREDITOR_PAYABLE), -700);
    assert_int_equal(on_account(p, n, ACCOUNT_CREDITOR_OWES), 700);
    assert_int_equal(on_account(p, n, ACCOUNT_AGENCY_SHARE), -30);
    assert_int_equal(on_account(p, n, ACCOUNT_AGENCY_INCOME), 30);
    assert_int_equal(on_account(p, n, ACCOUNT_CLIENT_BANK), 730);
    assert_int_equal(on_account(p, n, ACCOUNT_AGENCY_BANK), -730);
}

/* Whatever happens, the client account holds what stands on the accounts of whose money it is. */
static void test_postings_of_any_event_keep_the_client_account_explained(void **state) {
    (void)state;
    static const enum account whose[] = {ACCOUNT_CREDITOR_PAYABLE, ACCOUNT_AGENCY_SHARE,
        ACCOUNT_SUSPENSE, ACCOUNT_OVERPAID, ACCOUNT_PAYOUT_UNDERWAY};
    struct claim claim = {.principal = 5000};
    for (int kind = 1; kind < EVENT_KINDS; kind++) {
        struct posting p[POSTINGS_MAX];
        const struct event e = full((enum event_kind)kind, &claim);
        const int n = postings_of(&e, 42, 7, p);
        ore explained = 0;
        for (size_t i = 0; i < sizeof whose / sizeof whose[0]; i++) {
            explained += on_account(p, n, whose[i]);
        }
        assert_int_equal(on_account(p, n, ACCOUNT_CLIENT_BANK), -explained);
    }
}

static void test_postings_of_an_undone_payment_are_the_opposite(void **state) {
    (void)state;
    struct posting paid[POSTINGS_MAX], undone[POSTINGS_MAX];
    const struct event a = full(EVENT_PAYMENT_ALLOCATED, NULL);
    const struct event b = full(EVENT_PAYMENT_UNDONE, NULL);
    const int n = postings_of(&a, 1, 2, paid), m = postings_of(&b, 1, 2, undone);
    for (int account = 1; account < ACCOUNTS; account++) {
        assert_int_equal(on_account(paid, n, (enum account)account),
                         -on_account(undone, m, (enum account)account));
    }
}

static void test_postings_of_fees_follow_their_owner(void **state) {
    (void)state;
    static const struct { enum owner owner; enum account account; } rows[] = {
        {OWNER_CREDITOR, ACCOUNT_COSTS_CREDITOR}, {OWNER_AGENCY, ACCOUNT_COSTS_AGENCY},
        {OWNER_COURT, ACCOUNT_COSTS_COURT}};
    for (size_t i = 0; i < 3; i++) {
        struct posting p[POSTINGS_MAX];
        struct event e = {.kind = EVENT_FEE_CHARGED, .amount = 3500, .owner = rows[i].owner};
        int n = postings_of(&e, 1, 2, p);
        assert_int_equal(n, 2);
        assert_int_equal(on_account(p, n, rows[i].account), 3500);
        assert_int_equal(on_account(p, n, ACCOUNT_COLLECTABLE), -3500);
        e.kind = EVENT_FEE_WAIVED;
        n = postings_of(&e, 1, 2, p);
        assert_int_equal(on_account(p, n, rows[i].account), -3500);
    }
}

static void test_postings_of_suspense_and_refund(void **state) {
    (void)state;
    struct posting p[POSTINGS_MAX];
    struct event e = {.kind = EVENT_MONEY_SET_ASIDE, .amount = 900};
    int n = postings_of(&e, 0, 0, p);
    assert_int_equal(on_account(p, n, ACCOUNT_CLIENT_BANK), 900);
    assert_int_equal(on_account(p, n, ACCOUNT_SUSPENSE), -900);
    e.kind = EVENT_MONEY_TAKEN_OUT;
    n = postings_of(&e, 0, 0, p);
    assert_int_equal(on_account(p, n, ACCOUNT_CLIENT_BANK), -900);
    e.kind = EVENT_REFUNDED;
    n = postings_of(&e, 1, 2, p);
    assert_int_equal(on_account(p, n, ACCOUNT_OVERPAID), 900);
    assert_int_equal(on_account(p, n, ACCOUNT_PAYOUT_UNDERWAY), -900);
    n = postings_of(&e, 0, 0, p); /* no case: out of suspense */
    assert_int_equal(on_account(p, n, ACCOUNT_SUSPENSE), 900);
    e.kind = EVENT_REFUND_SETTLED;
    n = postings_of(&e, 1, 2, p);
    assert_int_equal(on_account(p, n, ACCOUNT_PAYOUT_UNDERWAY), 900);
    assert_int_equal(on_account(p, n, ACCOUNT_CLIENT_BANK), -900);
    e.kind = EVENT_REFUND_REOPENED;
    n = postings_of(&e, 1, 2, p);
    assert_int_equal(on_account(p, n, ACCOUNT_OVERPAID), -900);
}

static void test_postings_of_a_reversal_are_the_opposite_of_what_it_names(void **state) {
    (void)state;
    static const enum event_kind taken[] = {EVENT_FEE_CHARGED, EVENT_FEE_WAIVED,
        EVENT_CLAIM_REDUCED, EVENT_WRITTEN_OFF};
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        struct posting was[POSTINGS_MAX], back[POSTINGS_MAX];
        struct event e = full(taken[i], NULL);
        e.owner = OWNER_AGENCY;
        const int n = postings_of(&e, 1, 2, was);
        e.undoes = e.kind;
        e.kind = EVENT_REVERSED;
        assert_int_equal(postings_of(&e, 1, 2, back), n);
        assert_true(n > 0);
        for (int k = 0; k < n; k++) {
            assert_int_equal(back[k].account, was[k].account);
            assert_int_equal(back[k].amount, -was[k].amount);
        }
    }
}

static void test_postings_of_a_correction_take_interest_back(void **state) {
    (void)state;
    struct posting p[POSTINGS_MAX];
    const struct event e = {.kind = EVENT_INTEREST_ACCRUED, .amount = -12};
    const int n = postings_of(&e, 1, 2, p);
    assert_int_equal(on_account(p, n, ACCOUNT_INTEREST), -12);
    assert_int_equal(on_account(p, n, ACCOUNT_COLLECTABLE), 12);
}

static void parts_that_do_not_add_up(void *ctx) {
    struct posting p[POSTINGS_MAX];
    const struct event e = {.kind = EVENT_PAYMENT_ALLOCATED, .amount = 10, .principal = 9};
    (void)postings_of(&e, 1, 2, ctx ? ctx : p);
}

static void test_postings_of_stops_rather_than_post_what_does_not_balance(void **state) {
    (void)state;
    assert_true(stops(parts_that_do_not_add_up, NULL));
}

/* Whatever is paid in and reversed, the client account never goes below zero. */
static void test_postings_of_random_payments_keep_client_money(void **state) {
    (void)state;
    uint64_t seed = 4711;
    for (int round = 0; round < 40; round++) {
        struct life l;
        char source[32];
        life_begin(&l);
        life_claim(&l, 100000 + dice(&seed, 900000), on("2025-02-03"));
        for (int i = 0; i < 12; i++) {
            (void)snprintf(source, sizeof source, "bank:%d", i);
            life_pay(&l, 1 + dice(&seed, 200000), on("2025-02-04") + (day)dice(&seed, 500), source);
            if (dice(&seed, 3) == 0) {
                life_reverse(&l, source, on("2026-10-01"));
            }
            assert_true(l.ledger[ACCOUNT_CREDITOR_PAYABLE] <= 0);
        }
        life_end(&l);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_postings_of_every_event_sum_to_zero),
        cmocka_unit_test(test_postings_of_a_payment_say_whose_money_it_is),
        cmocka_unit_test(test_postings_of_money_at_a_provider_are_made_good),
        cmocka_unit_test(test_postings_of_a_direct_payment_do_not_touch_the_client_account),
        cmocka_unit_test(test_postings_of_a_settlement_say_where_each_ore_goes),
        cmocka_unit_test(test_postings_of_a_payout_move_only_what_is_underway),
        cmocka_unit_test(test_postings_of_a_shortage_bring_the_agencys_money_back),
        cmocka_unit_test(test_postings_of_any_event_keep_the_client_account_explained),
        cmocka_unit_test(test_postings_of_an_undone_payment_are_the_opposite),
        cmocka_unit_test(test_postings_of_fees_follow_their_owner),
        cmocka_unit_test(test_postings_of_suspense_and_refund),
        cmocka_unit_test(test_postings_of_a_reversal_are_the_opposite_of_what_it_names),
        cmocka_unit_test(test_postings_of_a_correction_take_interest_back),
        cmocka_unit_test(test_postings_of_stops_rather_than_post_what_does_not_balance),
        cmocka_unit_test(test_postings_of_random_payments_keep_client_money),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
