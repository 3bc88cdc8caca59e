#include "unit/base/cmocka_all.h"

#include "base/clock.h"

#define HOUR_MS INT64_C(3600000)

/* 2026-03-29 and 2026-10-25, 01:00 UTC. */
#define SUMMER_BEGINS INT64_C(1774746000000)
#define SUMMER_ENDS   INT64_C(1792890000000)

static void test_clock_format_is_rfc_3339(void **state) {
    (void)state;
    char out[INSTANT_TEXT];
    assert_string_equal(clock_format(0, out), "1970-01-01T00:00:00.000Z");
    assert_string_equal(clock_format(-1, out), "1969-12-31T23:59:59.999Z");
    assert_string_equal(clock_format(SUMMER_BEGINS, out), "2026-03-29T01:00:00.000Z");
    assert_string_equal(clock_format(SUMMER_ENDS - 1, out), "2026-10-25T00:59:59.999Z");
}

static void test_clock_oslo_switches_to_the_millisecond(void **state) {
    (void)state;
    assert_int_equal(clock_oslo_minute(SUMMER_BEGINS - 1), 1 * 60 + 59);
    assert_int_equal(clock_oslo_minute(SUMMER_BEGINS), 3 * 60);
    assert_int_equal(clock_oslo_minute(SUMMER_ENDS - 1), 2 * 60 + 59);
    assert_int_equal(clock_oslo_minute(SUMMER_ENDS), 2 * 60);
    assert_int_equal(clock_oslo_day(SUMMER_BEGINS), day_of(2026, 3, 29));
    assert_int_equal(clock_oslo_day(SUMMER_ENDS), day_of(2026, 10, 25));
}

static void test_clock_oslo_midnight_begins_the_day(void **state) {
    (void)state;
    assert_true(clock_oslo_midnight(day_of(2026, 3, 29)) == SUMMER_BEGINS - 2 * HOUR_MS);
    assert_true(clock_oslo_midnight(day_of(2026, 3, 30)) == SUMMER_BEGINS + 21 * HOUR_MS);
    assert_true(clock_oslo_midnight(day_of(2026, 10, 25)) == SUMMER_ENDS - 3 * HOUR_MS);
    assert_true(clock_oslo_midnight(day_of(2026, 10, 26)) == SUMMER_ENDS + 22 * HOUR_MS);
    for (day d = day_of(2024, 1, 1); d < day_of(2029, 1, 1); d++) {
        instant begins = clock_oslo_midnight(d);
        int64_t hours = (clock_oslo_midnight(d + 1) - begins) / HOUR_MS;
        assert_int_equal(clock_oslo_day(begins), d);
        assert_int_equal(clock_oslo_minute(begins), 0);
        assert_int_equal(clock_oslo_day(begins - 1), d - 1);
        assert_int_equal(clock_oslo_minute(begins - 1), 1439);
        assert_true(hours >= 23);
        assert_true(hours <= 25);
    }
}

static void test_clock_new_year_in_oslo_comes_before_utc(void **state) {
    (void)state;
    instant utc_new_year = INT64_C(1798761600000); /* 2027-01-01 */
    assert_int_equal(clock_oslo_day(utc_new_year - HOUR_MS), day_of(2027, 1, 1));
    assert_int_equal(clock_oslo_day(utc_new_year - HOUR_MS - 1), day_of(2026, 12, 31));
}

static void test_clock_mono_never_goes_back(void **state) {
    (void)state;
    int64_t before = clock_mono_ms();
    assert_true(clock_mono_ms() >= before);
    assert_true(clock_now_ms() > SUMMER_BEGINS - INT64_C(10) * 366 * 24 * HOUR_MS);
}

static void format_far(void *ctx) {
    char out[INSTANT_TEXT];
    (void)clock_format(*(instant *)ctx, out);
}

static void test_clock_beyond_the_calendar_stops(void **state) {
    (void)state;
    instant late = INT64_MAX, early = INT64_MIN;
    assert_true(stops(format_far, &late));
    assert_true(stops(format_far, &early));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clock_format_is_rfc_3339),
        cmocka_unit_test(test_clock_oslo_switches_to_the_millisecond),
        cmocka_unit_test(test_clock_oslo_midnight_begins_the_day),
        cmocka_unit_test(test_clock_new_year_in_oslo_comes_before_utc),
        cmocka_unit_test(test_clock_mono_never_goes_back),
        cmocka_unit_test(test_clock_beyond_the_calendar_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
