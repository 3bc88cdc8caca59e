/* test_chart.c - the chart of accounts is whole, and knows which balances must never be. */
#include "unit/base/cmocka_all.h"

#include "domain/chart.h"

static void test_chart_of_has_a_row_for_every_account(void **state) {
    (void)state;
    for (size_t i = 0; i < accounts.n; i++) {
        const enum account account = (enum account)words_at(&accounts, i)->value;
        const struct chart_row *row = chart_of(account);
        assert_int_equal(row->account, account);
        assert_non_null(words_by_value(&sides, (int)row->side));
        assert_non_null(row->books);
        assert_non_null(row->never);
    }
}

static void test_chart_forbids_only_the_wrong_side(void **state) {
    (void)state;
    assert_false(chart_forbids(ACCOUNT_CLIENT_BANK, 0));
    assert_false(chart_forbids(ACCOUNT_CLIENT_BANK, 1));
    assert_true(chart_forbids(ACCOUNT_CLIENT_BANK, -1));
    assert_false(chart_forbids(ACCOUNT_CREDITOR_PAYABLE, -1));
    assert_true(chart_forbids(ACCOUNT_CREDITOR_PAYABLE, 1));
    assert_false(chart_forbids(ACCOUNT_CREDITOR_OWES, -1));
    assert_false(chart_forbids(ACCOUNT_CREDITOR_OWES, 1));
    assert_false(chart_forbids(ACCOUNT_AGENCY_INCOME, 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chart_of_has_a_row_for_every_account),
        cmocka_unit_test(test_chart_forbids_only_the_wrong_side),
    };
    return cmocka_run_group_tests_name("chart", tests, NULL, NULL);
}
