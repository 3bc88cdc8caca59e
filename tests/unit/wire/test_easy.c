#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "krav/easy.h"

static void test_krav_day_of_counts_from_the_first_day(void **state) {
    (void)state;
    assert_int_equal(krav_day_of(1, 1, 1), 1);
    assert_int_equal(krav_day_of(1970, 1, 1), 719163);
    assert_int_equal(krav_day_of(2000, 2, 29), 730179);
    assert_int_equal(krav_day_of(9999, 12, 31), 3652059);
}

static void test_krav_day_of_refuses_dates_that_do_not_exist(void **state) {
    (void)state;
    assert_int_equal(krav_day_of(2026, 2, 29), 0);
    assert_int_equal(krav_day_of(1900, 2, 29), 0);
    assert_int_equal(krav_day_of(2026, 4, 31), 0);
    assert_int_equal(krav_day_of(2026, 13, 1), 0);
    assert_int_equal(krav_day_of(2026, 1, 0), 0);
    assert_int_equal(krav_day_of(0, 1, 1), 0);
    assert_int_equal(krav_day_of(10000, 1, 1), 0);
}

static void test_krav_day_split_undoes_krav_day_of(void **state) {
    (void)state;
    for (krav_day day = 1; day <= 3652059; day += 11) {
        int y, m, d;
        krav_day_split(day, &y, &m, &d);
        assert_int_equal(krav_day_of(y, m, d), day);
    }
}

static void test_krav_str_eq_compares_bytes(void **state) {
    (void)state;
    assert_true(krav_str_eq(KRAV_STR("kr"), krav_str_of("kr")));
    assert_false(krav_str_eq(KRAV_STR("kr"), KRAV_STR("kra")));
    assert_false(krav_str_eq(KRAV_STR("kr"), KRAV_STR("kR")));
    assert_true(krav_str_eq(krav_str_of(NULL), KRAV_STR("")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_krav_day_of_counts_from_the_first_day),
        cmocka_unit_test(test_krav_day_of_refuses_dates_that_do_not_exist),
        cmocka_unit_test(test_krav_day_split_undoes_krav_day_of),
        cmocka_unit_test(test_krav_str_eq_compares_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
