/* test_settlement.c - what a creditor gets and what the agency keeps, worked out by hand. */
#include "unit/base/cmocka_all.h"

#include "domain/settlement.h"

struct row {
    int32_t bp;
    bool deducts;
    struct settle_sums sums;
    ore amount, share, commission, vat, charged, over;
};

static const struct row rows[] = {
    /* Nothing is nothing. */
    {500, true, {.held = 0}, .amount = 0},
    /* No commission and no costs: all of it. */
    {0, true, {.held = 100000, .principal = 100000}, .amount = 100000},
    /* 5 % of 10 000,00 is 500,00; VAT on 500,00 and on 1 000,00 of costs is 375,00. */
    {500, true, {.held = 1000000, .share = 100000, .principal = 990000, .interest = 10000,
                 .turnover = 100000},
     .amount = 912500, .share = 100000, .commission = 50000, .vat = 37500, .charged = 37500},
    /* The debtor paid the costs with VAT, 1 250,00: 250,00 of it is VAT, 125,00 on commission. */
    {500, false, {.held = 1000000, .share = 125000, .principal = 1000000, .turnover = 125000},
     .amount = 937500, .share = 125000, .commission = 50000, .vat = 37500, .charged = 12500},
    /* Half an øre goes up: 5 % of 0,10 is 0,005; VAT on 0,02 is 0,005. */
    {500, true, {.held = 10, .principal = 10, .share = 1, .turnover = 1},
     .amount = 8, .share = 1, .commission = 1, .vat = 1, .charged = 1},
    /* What was owed is set off before anything is paid. */
    {0, true, {.held = 5000, .principal = 5000, .owes = 3000}, .amount = 2000, .over = 3000},
    {0, true, {.held = 5000, .principal = 5000, .owes = 9000}, .amount = 0, .over = 5000},
    /* Only costs came in: VAT on them cannot be taken from what is held, and is owed. */
    {500, true, {.share = 100000, .turnover = 100000},
     .amount = 0, .share = 100000, .vat = 25000, .charged = 25000, .over = -25000},
    {0, true, {.held = 10000, .share = 100000, .principal = 10000, .turnover = 100000},
     .amount = 0, .share = 100000, .vat = 25000, .charged = 25000, .over = -15000},
    /* Paid to the creditor itself: our part is owed already, its VAT now. */
    {500, true, {.turnover = 70000, .owes = 70000},
     .vat = 17500, .charged = 17500, .over = -17500},
    {500, false, {.turnover = 87500, .owes = 87500}, .vat = 17500},
    /* It went back: commission and VAT are given back, against what the creditor owes. */
    {500, true, {.principal = -1000000, .turnover = -100000, .owes = 1000000},
     .commission = -50000, .vat = -37500, .charged = -37500, .over = 87500},
    /* Given back beyond what it owes: from what is held and from our share, and no further. */
    {500, true, {.held = 1000, .share = 500, .principal = -100000},
     .amount = 1500, .share = 500, .commission = -5000, .vat = -1250, .charged = -1250,
     .over = 5750},
};

static void test_settle_reckon_by_hand(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *r = &rows[i];
        const struct agreement terms = {.commission_bp = r->bp, .vat_deducted = r->deducts};
        struct event e = {.kind = EVENT_REMITTED};
        settle_reckon(&terms, &r->sums, &e);
        assert_int_equal(e.total, r->sums.held);
        assert_int_equal(e.amount, r->amount);
        assert_int_equal(e.costs_agency, r->share);
        assert_int_equal(e.commission, r->commission);
        assert_int_equal(e.vat, r->vat);
        assert_int_equal(settle_vat_charged(&e), r->charged);
        assert_int_equal(e.over, r->over);
    }
}

/* Whatever the figures: nothing beyond what is held is paid, and nothing is lost. */
static void test_settle_reckon_never_pays_what_is_not_there(void **state) {
    (void)state;
    uint64_t seed = 42;
    for (int i = 0; i < 20000; i++) {
        ore v[6];
        for (int k = 0; k < 6; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            v[k] = (ore)(seed >> 44) - 300000;
        }
        const struct settle_sums s = {.held = v[0] < 0 ? 0 : v[0], .share = v[1] < 0 ? 0 : v[1],
            .owes = v[2], .principal = v[3], .interest = v[4], .turnover = v[5]};
        const struct agreement terms = {.commission_bp = (int32_t)(seed >> 33) % 10000,
            .vat_deducted = seed >> 63};
        struct event e = {.kind = EVENT_REMITTED};
        settle_reckon(&terms, &s, &e);
        assert_true(e.amount >= 0);
        assert_true(e.amount <= s.held + s.share);
        assert_int_equal(e.total, e.amount + e.commission + settle_vat_charged(&e) + e.over);
        /* Money stays between us only when it must. */
        if (e.amount > 0 && e.amount < s.held + s.share) {
            assert_int_equal(e.over, s.owes);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settle_reckon_by_hand),
        cmocka_unit_test(test_settle_reckon_never_pays_what_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
