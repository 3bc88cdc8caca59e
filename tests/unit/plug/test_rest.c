#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "plug/rest.h"

#define HOUR_MS INT64_C(3600000)

static const struct rest_policy policy = {200, 60000, 90000};

static void test_rest_after_death_doubles_up_to_its_bound(void **state) {
    (void)state;
    struct rest r = {0};
    int64_t expected = 200, now = 0;
    for (int i = 0; i < 12; i++) {
        now += HOUR_MS; /* far enough apart not to be counted together */
        const struct rest_life life = {now - 1000, now, 1};
        assert_int_equal(rest_after_death(&r, &policy, &life, 0), expected);
        expected = expected * 2 < 60000 ? expected * 2 : 60000;
    }
}

static void test_rest_after_death_begins_anew_after_health(void **state) {
    (void)state;
    struct rest r = {0};
    const struct rest_life short_life = {HOUR_MS, HOUR_MS + 1, 1};
    assert_int_equal(rest_after_death(&r, &policy, &short_life, 0), 200);
    assert_int_equal(rest_after_death(&r, &policy, &short_life, 0), 400);
    const struct rest_life almost = {HOUR_MS, HOUR_MS + 599999, 99};
    assert_int_equal(rest_after_death(&r, &policy, &almost, 0), 800);
    const struct rest_life busy = {HOUR_MS, HOUR_MS + 600, 100};
    assert_int_equal(rest_after_death(&r, &policy, &busy, 0), 200);
    r = (struct rest){.n_doublings = 5};
    const struct rest_life long_life = {HOUR_MS, HOUR_MS + 600000, 1};
    assert_int_equal(rest_after_death(&r, &policy, &long_life, 0), 200);
}

static void test_rest_after_death_without_an_answer_is_long(void **state) {
    (void)state;
    struct rest r = {0};
    const struct rest_life life = {0, 5, 0};
    assert_int_equal(rest_after_death(&r, &policy, &life, 0), 90000);
}

static void test_rest_after_death_adds_at_most_a_quarter(void **state) {
    (void)state;
    for (uint32_t die = 0; die < 1000; die++) {
        struct rest r = {0};
        const struct rest_life life = {0, 5, 1};
        const int64_t wait = rest_after_death(&r, &policy, &life, die * 2654435761u);
        assert_in_range(wait, 200, 250);
    }
}

static void test_rest_after_death_ends_at_five_within_an_hour(void **state) {
    (void)state;
    struct rest r = {0};
    int64_t now = 10 * HOUR_MS;
    for (int i = 0; i < 4; i++, now += HOUR_MS / 4) {
        const struct rest_life life = {now - 10, now, 1};
        assert_true(rest_after_death(&r, &policy, &life, 0) > 0);
    }
    const struct rest_life at_the_hour = {now - 10, now, 1};
    struct rest copy = r;
    assert_true(rest_after_death(&copy, &policy, &at_the_hour, 0) > 0);
    const struct rest_life within = {now - 10, now - 1, 1};
    assert_int_equal(rest_after_death(&r, &policy, &within, 0), REST_NO_MORE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rest_after_death_doubles_up_to_its_bound),
        cmocka_unit_test(test_rest_after_death_begins_anew_after_health),
        cmocka_unit_test(test_rest_after_death_without_an_answer_is_long),
        cmocka_unit_test(test_rest_after_death_adds_at_most_a_quarter),
        cmocka_unit_test(test_rest_after_death_ends_at_five_within_an_hour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
