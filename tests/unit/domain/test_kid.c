/* Vectors: the OCR giro specification's examples and others computed apart from this code. */
#include "unit/base/cmocka_all.h"

#include "domain/kid.h"

#include <string.h>

static void test_kid_check_digits_agree_with_vectors(void **state) {
    (void)state;
    static const struct {
        int modulus;
        const char *kid;
    } rows[] = {
        {10, "12344"},
        {11, "12343"},
        {10, "123456782"},
        {11, "123456785"},
        {10, "202600000014"},
        {11, "202600000014"},
        {10, "00"},
        {11, "00"},
        {10, "1230"},
        {11, "1236"},
        {10, "999995"},
        {11, "999997"},
        {10, "10000000000008"},
        {11, "10000000000009"},
        {10, "0000000000000000000000000"},
        {11, "0000000000000000000000000"},
        {11, "1009-"},
        {11, "1012-"},
        {11, "1026-"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct text kid = text_of(rows[i].kid);
        struct text base = {kid.ptr, kid.len - 1};
        bool ten = rows[i].modulus == 10;
        assert_int_equal(ten ? kid_mod10(base) : kid_mod11(base), kid.ptr[base.len]);
        assert_true(ten ? kid_is_mod10(kid) : kid_is_mod11(kid));
    }
}

static void test_kid_is_refuses_what_is_not_one(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "12343",
        "123456783",
        "1-234",
        "12A44",
        "", "0", "1", "-", "4-", " 12344", "12344 ",
        "00000000000000000000000000", /* 26 characters */
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct text kid = text_of(wrong[i]);
        bool other_modulus = text_is(kid, "12343") || text_is(kid, "123456783");
        if (kid_is_mod10(kid) || (kid_is_mod11(kid) && !other_modulus)) {
            fail_msg("\"%s\" was taken", wrong[i]);
        }
    }
    assert_false(kid_is_mod10((struct text){0}));
    assert_false(kid_is_mod10(TEXT("1009-"))); /* a dash is MOD11 only */
}

static void test_kid_mod10_sees_every_single_wrong_digit(void **state) {
    (void)state;
    char kid[KID_OWN_LEN + 1];
    (void)kid_make(104205, 0, kid);
    for (size_t i = 0; i < KID_OWN_LEN; i++) {
        char right = kid[i];
        for (char digit = '0'; digit <= '9'; digit++) {
            kid[i] = digit;
            assert_int_equal(kid_is_mod10(text_of(kid)), digit == right);
        }
        kid[i] = right;
    }
}

static void test_kid_make_has_a_fixed_width(void **state) {
    (void)state;
    char kid[KID_OWN_LEN + 1];
    assert_string_equal(kid_make(1, 0, kid), "00000000109");
    assert_string_equal(kid_make(123456789, 0, kid), "12345678903");
    assert_int_equal(strlen(kid_make(KID_CASE_MAX, 9, kid)), KID_OWN_LEN);
}

static void test_kid_parse_inverts_make(void **state) {
    (void)state;
    static const int64_t numbers[] = {1, 9, 10, 1042, 99999999, 100000000, KID_CASE_MAX};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        for (int purpose = 0; purpose <= 9; purpose++) {
            char kid[KID_OWN_LEN + 1];
            int64_t number = 0;
            int found = -1;
            assert_true(kid_parse(text_of(kid_make(numbers[i], purpose, kid)), &number, &found));
            assert_int_equal(number, numbers[i]);
            assert_int_equal(found, purpose);
        }
    }
}

static void test_kid_parse_refuses_what_is_not_ours(void **state) {
    (void)state;
    static const char *const foreign[] = {
        "",          "12344",        "0000000010",  "000000001090", /* other lengths */
        "00000000108",                                               /* check digit */
        "00000000000",                                               /* case number zero */
        "0000000010-", " 0000000109", "0000000010A",
    };
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        int64_t number = 7;
        int purpose = 7;
        assert_false(kid_parse(text_of(foreign[i]), &number, &purpose));
        assert_int_equal(number, 7);
        assert_int_equal(purpose, 7);
    }
}

static void make_too_large(void *ctx) {
    char kid[KID_OWN_LEN + 1];
    (void)kid_make(*(int64_t *)ctx, 0, kid);
}

static void test_kid_make_stops_outside_its_range(void **state) {
    (void)state;
    int64_t wrong[] = {0, -1, (int64_t)KID_CASE_MAX + 1};
    for (size_t i = 0; i < 3; i++) {
        assert_true(stops(make_too_large, &wrong[i]));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kid_check_digits_agree_with_vectors),
        cmocka_unit_test(test_kid_is_refuses_what_is_not_one),
        cmocka_unit_test(test_kid_mod10_sees_every_single_wrong_digit),
        cmocka_unit_test(test_kid_make_has_a_fixed_width),
        cmocka_unit_test(test_kid_parse_inverts_make),
        cmocka_unit_test(test_kid_parse_refuses_what_is_not_ours),
        cmocka_unit_test(test_kid_make_stops_outside_its_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
