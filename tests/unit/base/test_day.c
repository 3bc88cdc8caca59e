#include "unit/base/cmocka_all.h"

#include "base/day.h"

static day on(const char *iso) {
    day d = DAY_NONE;
    assert_true(day_parse(text_of(iso), &d));
    return d;
}

static void test_day_of_gives_known_ordinals(void **state) {
    (void)state;
    assert_int_equal(day_of(1, 1, 1), 1);
    assert_int_equal(day_of(1970, 1, 1), 719163);
    assert_int_equal(day_of(2000, 2, 29), 730179);
    assert_int_equal(day_of(2026, 11, 23), 739943);
    assert_int_equal(day_of(9999, 12, 31), DAY_MAX);
}

static void test_day_ymd_inverts_day_of_for_every_day(void **state) {
    (void)state;
    day d = 1;
    for (int year = 1; year <= 9999; year++) {
        day begins = d;
        for (int month = 1; month <= 12; month++) {
            for (int mday = 1; day_exists(year, month, mday); mday++, d++) {
                struct ymd date = day_ymd(d);
                if (day_of(year, month, mday) != d || date.year != year || date.month != month ||
                    date.day != mday) {
                    fail_msg("day %d is not %d-%d-%d", d, year, month, mday);
                }
            }
        }
        assert_int_equal(d - begins, day_in_year(year));
    }
    assert_int_equal(d, DAY_MAX + 1);
    assert_int_equal(day_ymd(DAY_NONE).year, 0);
}

static void test_day_exists_knows_leap_years(void **state) {
    (void)state;
    assert_true(day_exists(2024, 2, 29));
    assert_true(day_exists(2000, 2, 29));
    assert_false(day_exists(1900, 2, 29));
    assert_false(day_exists(2026, 2, 29));
    assert_false(day_exists(2026, 4, 31));
    assert_false(day_exists(2026, 13, 1));
    assert_false(day_exists(2026, 0, 1));
    assert_false(day_exists(2026, 1, 0));
    assert_false(day_exists(0, 1, 1));
    assert_false(day_exists(10000, 1, 1));
    assert_int_equal(day_of(2026, 2, 29), DAY_NONE);
    assert_int_equal(day_in_year(1900), 365);
    assert_int_equal(day_in_year(2000), 366);
}

static void test_day_parse_is_exact(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "",           "2026-9-01",   "2026-09-1",   "20260901",
        "2026/09/01", "2026-09-01 ", " 2026-09-01", "2026-02-29",
        "2026-13-01", "2026-00-10",  "0000-01-01",  "2026-09-0a",
        "-026-09-01", "2026-09-31",  "01.09.2026",  "2026-+9-01",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        day d = 42;
        assert_false(day_parse(text_of(wrong[i]), &d));
        assert_int_equal(d, 42);
    }
    assert_int_equal(on("2026-11-23"), 739943);
    assert_int_equal(on("0001-01-01"), 1);
}

static void test_day_format_writes_both_ways(void **state) {
    (void)state;
    char out[DAY_TEXT];
    assert_string_equal(day_format(on("2026-09-01"), out), "2026-09-01");
    assert_string_equal(day_format_no(on("2026-09-01"), out), "01.09.2026");
    assert_string_equal(day_format(1, out), "0001-01-01");
    assert_string_equal(day_format(DAY_NONE, out), "-");
    assert_string_equal(day_format_no(DAY_NONE, out), "-");
}

static void test_day_weekday_of_known_days(void **state) {
    (void)state;
    assert_int_equal(day_weekday(on("1970-01-01")), 4);
    assert_int_equal(day_weekday(on("2026-11-23")), 1);
    assert_int_equal(day_weekday(on("2026-11-22")), 7);
    assert_int_equal(day_weekday(on("2000-02-29")), 2);
}

static void test_day_easter_of_known_years(void **state) {
    (void)state;
    static const char *const easters[] = {
        "1818-03-22", "1943-04-25", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21",
        "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25", "2285-03-22",
    };
    for (size_t i = 0; i < sizeof easters / sizeof easters[0]; i++) {
        assert_int_equal(day_easter(day_ymd(on(easters[i])).year), on(easters[i]));
    }
}

static void test_day_is_holiday_of_2026_and_no_other(void **state) {
    (void)state;
    static const char *const holidays[] = {
        "2026-01-01", "2026-04-02", "2026-04-03", "2026-04-05", "2026-04-06", "2026-05-01",
        "2026-05-14", "2026-05-17", "2026-05-24", "2026-05-25", "2026-12-25", "2026-12-26",
    };
    size_t n = 0;
    for (day d = on("2026-01-01"); d <= on("2026-12-31"); d++) {
        if (day_is_holiday(d)) {
            assert_true(n < sizeof holidays / sizeof holidays[0]);
            assert_int_equal(d, on(holidays[n]));
            n++;
        }
    }
    assert_int_equal(n, sizeof holidays / sizeof holidays[0]);
    /* Easter in March puts Maundy Thursday there too; Pentecost may come in June. */
    assert_true(day_is_holiday(on("2008-03-20")));
    assert_true(day_is_holiday(on("2038-06-14")));
}

static void test_day_bank_days_step_over_easter(void **state) {
    (void)state;
    assert_true(day_is_bank_day(on("2026-04-01")));
    assert_false(day_is_bank_day(on("2026-04-02")));
    assert_false(day_is_bank_day(on("2026-04-04"))); /* a Saturday */
    assert_int_equal(day_bank_day_from(on("2026-04-01")), on("2026-04-01"));
    assert_int_equal(day_bank_day_from(on("2026-04-02")), on("2026-04-07"));
    assert_int_equal(day_add_bank_days(on("2026-04-01"), 0), on("2026-04-01"));
    assert_int_equal(day_add_bank_days(on("2026-04-01"), 1), on("2026-04-07"));
    assert_int_equal(day_add_bank_days(on("2026-04-04"), 2), on("2026-04-08"));
    assert_int_equal(day_add_bank_days(on("2026-12-23"), 3), on("2026-12-29"));
    assert_int_equal(day_add_bank_days(DAY_MAX, 5), DAY_MAX);
}

static void test_day_add_months_ends_in_a_shorter_month(void **state) {
    (void)state;
    assert_int_equal(day_add_months(on("2026-01-31"), 1), on("2026-02-28"));
    assert_int_equal(day_add_months(on("2024-01-31"), 1), on("2024-02-29"));
    assert_int_equal(day_add_months(on("2024-02-29"), 12), on("2025-02-28"));
    assert_int_equal(day_add_months(on("2026-11-23"), 36), on("2029-11-23"));
    assert_int_equal(day_add_months(on("2026-12-15"), 1), on("2027-01-15"));
    assert_int_equal(day_add_months(on("2026-01-15"), -1), on("2025-12-15"));
    assert_int_equal(day_add_months(on("2026-03-31"), -1), on("2026-02-28"));
    assert_int_equal(day_add_months(on("2026-03-31"), 0), on("2026-03-31"));
    assert_int_equal(day_add_months(DAY_MAX, 1), DAY_MAX);
    assert_int_equal(day_add_months(on("9999-11-30"), 1), on("9999-12-30"));
    assert_int_equal(day_add_months(1, INT32_MAX), DAY_MAX);
    assert_int_equal(day_add_months(1, INT32_MIN), 1);
}

static void weekday_of(void *ctx) {
    (void)day_weekday(*(day *)ctx);
}
static void ymd_of(void *ctx) {
    (void)day_ymd(*(day *)ctx);
}

static void test_day_out_of_range_stops(void **state) {
    (void)state;
    day none = DAY_NONE, negative = -1, late = DAY_MAX + 1;
    assert_true(stops(weekday_of, &none));
    assert_true(stops(ymd_of, &negative));
    assert_true(stops(ymd_of, &late));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_day_of_gives_known_ordinals),
        cmocka_unit_test(test_day_ymd_inverts_day_of_for_every_day),
        cmocka_unit_test(test_day_exists_knows_leap_years),
        cmocka_unit_test(test_day_parse_is_exact),
        cmocka_unit_test(test_day_format_writes_both_ways),
        cmocka_unit_test(test_day_weekday_of_known_days),
        cmocka_unit_test(test_day_easter_of_known_years),
        cmocka_unit_test(test_day_is_holiday_of_2026_and_no_other),
        cmocka_unit_test(test_day_bank_days_step_over_easter),
        cmocka_unit_test(test_day_add_months_ends_in_a_shorter_month),
        cmocka_unit_test(test_day_out_of_range_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
