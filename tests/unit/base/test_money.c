#include "unit/base/cmocka_all.h"

#include "base/money.h"

static void test_money_round_half_up_goes_away_from_zero_on_a_tie(void **state) {
    (void)state;
    static const struct {
        int64_t numerator, denominator, result;
    } rows[] = {
        {0, 1, 0},
        {1, 2, 1},
        {-1, 2, -1},
        {1, 3, 0},
        {-1, 3, 0},
        {2, 3, 1},
        {-2, 3, -1},
        {3, 2, 2},
        {-3, 2, -2},
        {149, 100, 1},
        {150, 100, 2},
        {-149, 100, -1},
        {-150, 100, -2},
        {4, 2, 2},
        {5, 10, 1},
        {-5, 10, -1},
        {49, 100, 0},
        {7, 7, 1},
        {INT64_MAX, 1, INT64_MAX},
        {INT64_MIN, 1, INT64_MIN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(money_round_half_up(rows[i].numerator, rows[i].denominator) == rows[i].result);
    }
    /* Beyond int64 on the way: 90 million kroner at 12.50 % for ten years. */
    wide numerator = (wide)9000000000 * 1250 * 3653;
    assert_true(numerator > (wide)INT64_MAX / 1000);
    assert_true(money_round_half_up(numerator * 366, (wide)10000 * 365 * 366) == 11259246575);
    wide near_top = ((wide)1 << 126) - 1;
    assert_true(money_round_half_up(near_top, near_top) == 1);
}

static void add_too_much(void *ctx) {
    (void)money_add(INT64_MAX, *(ore *)ctx);
}
static void sub_too_much(void *ctx) {
    (void)money_sub(INT64_MIN, *(ore *)ctx);
}
static void divide_by(void *ctx) {
    (void)money_round_half_up(1, *(ore *)ctx);
}
static void round_too_large(void *ctx) {
    (void)money_round_half_up((wide)INT64_MAX + *(ore *)ctx, 1);
}

static void test_money_overflow_stops(void **state) {
    (void)state;
    ore zero = 0, one = 1, minus = -1;
    assert_true(stops(add_too_much, &one));
    assert_false(stops(add_too_much, &zero));
    assert_true(stops(sub_too_much, &one));
    assert_false(stops(sub_too_much, &zero));
    assert_true(stops(divide_by, &zero));
    assert_true(stops(divide_by, &minus));
    assert_true(stops(round_too_large, &one));
    assert_int_equal(money_min(1, 2), 1);
    assert_int_equal(money_max(1, 2), 2);
}

static void test_money_parse_accepts(void **state) {
    (void)state;
    static const struct {
        const char *text;
        ore amount;
    } rows[] = {
        {"0", 0},
        {"-0", 0},
        {"1", 100},
        {"12,5", 1250},
        {"12.50", 1250},
        {"-38,00", -3800},
        {"0,01", 1},
        {"-0,01", -1},
        {"1250", 125000},
        {"1 250,00", 125000},
        {"1\xC2\xA0"
         "250,00",
         125000},
        {"12 345 678.9", 1234567890},
        {"007", 700},
        {"1000000000000", MONEY_MAX},
        {"1 000 000 000 000,00", MONEY_MAX},
        {"-1000000000000", -MONEY_MAX},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ore amount = -1;
        assert_true(money_parse(text_of(rows[i].text), &amount));
        assert_int_equal(amount, rows[i].amount);
    }
}

static void test_money_parse_refuses(void **state) {
    (void)state;
    static const char *const rows[] = {
        "",
        "-",
        "+1",
        "--1",
        " 1",
        "1 ",
        "1,",
        ",5",
        "1,234",
        "1,2a",
        "1.2.3",
        "1,2,3",
        "12 50",
        "1 2500",
        "1250 000",
        "1  250",
        "1 250 ",
        " 250",
        "1e3",
        "0x10",
        "kr 5",
        "1\xA0 250",
        "1,-",
        "- 5",
        "1000000000000,01",
        "1000000000001",
        "99999999999999999999999999",
        "1 250 00,00",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ore amount = 77;
        assert_false(money_parse(text_of(rows[i]), &amount));
        assert_int_equal(amount, 77);
    }
    ore amount;
    assert_false(money_parse(TEXT("1\0"), &amount));
    assert_false(money_parse(text_of(NULL), &amount));
}

static void test_money_format_is_norwegian(void **state) {
    (void)state;
    static const struct {
        ore amount;
        const char *text;
    } rows[] = {
        {0, "0,00"},
        {5, "0,05"},
        {-5, "-0,05"},
        {100, "1,00"},
        {-3800, "-38,00"},
        {99999, "999,99"},
        {100000, "1 000,00"},
        {125000, "1 250,00"},
        {123456789, "1 234 567,89"},
        {MONEY_MAX, "1 000 000 000 000,00"},
        {INT64_MIN, "-92 233 720 368 547 758,08"},
        {INT64_MAX, "92 233 720 368 547 758,07"},
    };
    char out[MONEY_TEXT];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(money_format(rows[i].amount, out), rows[i].text);
        ore back;
        if (rows[i].amount >= -MONEY_MAX && rows[i].amount <= MONEY_MAX) {
            assert_true(money_parse(text_of(out), &back));
            assert_int_equal(back, rows[i].amount);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_money_round_half_up_goes_away_from_zero_on_a_tie),
        cmocka_unit_test(test_money_overflow_stops),
        cmocka_unit_test(test_money_parse_accepts),
        cmocka_unit_test(test_money_parse_refuses),
        cmocka_unit_test(test_money_format_is_norwegian),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
