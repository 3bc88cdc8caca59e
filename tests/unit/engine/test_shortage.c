/* test_shortage.c - payments that bounce after they were paid on, and what verify finds in a book
 * whose settlements were changed. */
#include "unit/engine/remit_desk.h"

/* ---- shortage -------------------------------------------------------------------------------- */

static void bounce(struct house *h) {
    assert_int_equal(house_take(h, a_payment("r1", kid_of(h, FIRST_CASE), -50000, h->e.today)),
                     TAKEN_NEW);
}

static void test_shortage_of_a_payment_that_bounces_after_it_was_paid_on(void **state) {
    struct house *h = *state;
    pay(h);
    now(h);
    (void)said(h, FACT_PAYOUT_CONFIRMED, OUT, last_id(h));
    house_day(h, "2026-03-05");
    bounce(h);
    /* The agency has put 500,00 in; the creditor owes what was collected for it. */
    expect(h, (const ore[ACCOUNTS]){[ACCOUNT_CREDITOR_OWES] = HELD,
        [ACCOUNT_AGENCY_BANK] = SHARE + COMMISSION + VAT - 50000,
        [ACCOUNT_AGENCY_INCOME] = -COMMISSION, [ACCOUNT_VAT] = -VAT});
    assert_true(house_task(h, FIRST_CASE, "shortage_"));
    house_whole(h);
    /* Commission and VAT are given back; the creditor owes exactly what it was paid. */
    now(h);
    assert_int_equal(last(h).amount, 0);
    assert_int_equal(last(h).state, REMIT_SETTLED);
    expect(h, (const ore[ACCOUNTS]){[ACCOUNT_CREDITOR_OWES] = OUT, [ACCOUNT_AGENCY_BANK] = -OUT});
    house_whole(h);
    /* It is set off against the next money. */
    (void)house_take(h, a_payment("p2", kid_of(h, FIRST_CASE), 100000, h->e.today));
    now(h);
    assert_int_equal(on_account(h, ACCOUNT_CREDITOR_OWES), 0);
    assert_int_equal(last(h).over, OUT);
    house_whole(h);
}

static void test_shortage_is_only_what_is_missing(void **state) {
    struct house *h = *state;
    pay(h);
    now(h);
    (void)house_take(h, a_payment("p2", kid_of(h, FIRST_CASE), 20000, h->e.today));
    bounce(h); /* 200,00 of principal are held */
    assert_int_equal(on_account(h, ACCOUNT_CREDITOR_OWES), HELD - 20000);
    assert_int_equal(on_account(h, ACCOUNT_CREDITOR_PAYABLE), 0);
    assert_int_equal(on_account(h, ACCOUNT_CLIENT_BANK), OUT); /* the payout under way */
    house_whole(h);
}

static void test_no_shortage_before_it_is_paid_on(void **state) {
    struct house *h = *state;
    const int64_t before = h->e.head.id;
    pay(h);
    bounce(h);
    assert_int_equal(h->e.head.id, before + 2);
    assert_int_equal(on_account(h, ACCOUNT_AGENCY_BANK), 0);
    assert_false(house_task(h, FIRST_CASE, "shortage_"));
    house_whole(h);
}

/* What the debtor pays the creditor itself never makes the client account short. */
static void test_direct_payment_is_settled_as_a_debt(void **state) {
    struct house *h = *state;
    struct incoming direct = a_credit_note("d1", "A-1", 200000);
    direct.kind = FACT_PAID_DIRECT;
    direct.issued = h->e.today;
    assert_int_equal(house_take(h, direct), TAKEN_NEW);
    const ore ours = on_account(h, ACCOUNT_CREDITOR_OWES);
    assert_int_equal(on_account(h, ACCOUNT_AGENCY_INCOME), -ours);
    assert_int_equal(on_account(h, ACCOUNT_CLIENT_BANK), 0);
    house_whole(h);
    if (ours > 0) {
        now(h);
        assert_int_equal(last(h).amount, 0);
        assert_int_equal(on_account(h, ACCOUNT_CREDITOR_OWES), ours + ours / 4);
        assert_int_equal(on_account(h, ACCOUNT_VAT), -ours / 4);
        house_whole(h);
    }
}

/* ---- any life -------------------------------------------------------------------------------- */

static uint64_t roll(uint64_t *seed, uint64_t n) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 33) % n;
}

/* One turn of a life: money comes, goes back, is settled, and the bank speaks. */
struct paid {
    int64_t case_id;
    ore amount;
};

static void turn(struct house *h, uint64_t *seed, struct paid payments[64], uint32_t *n,
                 int round) {
    char id[32];
    uint32_t settlements = 0;
    (void)snprintf(id, sizeof id, "x%d", round);
    const uint64_t what = roll(seed, 6);
    if (what < 2 && *n < 64) {
        const struct paid p = {FIRST_CASE + (int64_t)roll(seed, 2), 1000 + (ore)roll(seed, 60000)};
        payments[(*n)++] = p;
        (void)house_take(h, a_payment(id, kid_of(h, p.case_id), p.amount, h->e.today));
    } else if (what == 2 && *n > 0) { /* the same one twice finds no case: it must hold, too */
        const struct paid p = payments[roll(seed, *n)];
        (void)house_take(h, a_payment(id, kid_of(h, p.case_id), -p.amount, h->e.today));
    } else if (what == 3) {
        OK(h, remit_now(&h->e, 0, &settlements, &h->st));
    } else if (settled(h) > 0) {
        (void)said(h, what == 4 ? FACT_PAYOUT_CONFIRMED : FACT_PAYOUT_FAILED, 0, last_id(h));
    }
}

/* Whatever happens, the client account is never short and everything adds up; and what the
 * creditor got, and is still owed, is what was collected for it less our price. */
static void test_no_life_makes_the_client_account_short(void **state) {
    struct house *h = *state;
    uint64_t seed = 20260302;
    struct paid payments[64];
    uint32_t n = 0;
    house_import(h, TERMS "remainder_max = 0\n", true);
    (void)house_claim(h, "A-2", OLA, 900000);
    for (int round = 0; round < 150; round++) {
        turn(h, &seed, payments, &n, round);
        const ore creditors = -on_account(h, ACCOUNT_CREDITOR_PAYABLE);
        const ore ours = -on_account(h, ACCOUNT_AGENCY_SHARE);
        assert_true(creditors >= 0);
        assert_true(ours >= 0);
        assert_int_equal(on_account(h, ACCOUNT_CLIENT_BANK) + on_account(h, ACCOUNT_SUSPENSE) +
                         on_account(h, ACCOUNT_OVERPAID) + on_account(h, ACCOUNT_PAYOUT_UNDERWAY),
                         creditors + ours);
    }
    assert_true(settled(h) > 10);
    assert_true(house_task(h, FIRST_CASE + 1, "shortage_"));
    house_whole(h);
}

/* ---- verify ---------------------------------------------------------------------------------- */

static const struct {
    const char *sql, *found;
} planted[] = {
    {"UPDATE remittances SET amount = amount + 1", "is not what its step posted"},
    {"UPDATE remittances SET amount = amount + 1", "under way differ by 1 øre"},
    {"UPDATE remittances SET amount = amount + 1", "its step says 42362"},
    {"UPDATE remittances SET share = 0", "is not what its step posted"},
    {"UPDATE remittances SET vat = 0", "is not what its step posted"},
    {"UPDATE remittances SET over = 5", "is not what its step posted"},
    {"UPDATE remittances SET creditor = 2", "is not what its step posted"},
    {"DELETE FROM remittances", "settled with a creditor, and no settlement says so"},
    {"UPDATE remittances SET step = 1", "its step settled with nobody"},
    {"UPDATE remittances SET state = 'settled'", "under way differ by"},
    {"UPDATE remittances SET batch = NULL", "is under way, and no payout is"},
    {"UPDATE outbox SET state = 'refused' WHERE kind = 'payout'", "is under way, and no payout is"},
    {"UPDATE remittances SET statement = zeroblob(32)", "is not among the documents"},
    {"UPDATE remittances SET pages = zeroblob(32)", "is not among the documents"},
    {"INSERT INTO remittances SELECT 1, creditor, on_day, 0, 0, 0, 0, 0, 0, through_set + 1,"
     " 'settled', NULL, statement, sheet, NULL, 1, 0, 0 FROM remittances",
     "counts payments again"},
};

static void test_verify_finds_what_was_changed(void **unused) {
    (void)unused;
    for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++) {
        void *state = NULL;
        struct verified v;
        assert_int_equal(begin(&state), 0);
        struct house *h = state;
        pay(h);
        now(h);
        house_whole(h);
        engine_close(&h->e);
        house_raw(h, planted[i].sql);
        house_open(h, DB_READ);
        const char *faults = house_faults(h, &v);
        if (strstr(faults, planted[i].found) == NULL) {
            fail_msg("%s: no \"%s\" in: %s", planted[i].sql, planted[i].found, faults);
        }
        assert_int_equal(house_end(&state), 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_shortage_of_a_payment_that_bounces_after_it_was_paid_on),
        TEST(test_shortage_is_only_what_is_missing),
        TEST(test_no_shortage_before_it_is_paid_on),
        TEST(test_direct_payment_is_settled_as_a_debt),
        TEST(test_no_life_makes_the_client_account_short),
        cmocka_unit_test(test_verify_finds_what_was_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
