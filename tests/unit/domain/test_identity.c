/* Vectors: Skatteetaten's official validator, published test sets, Tenor test persons. */
#include "unit/base/cmocka_all.h"

#include "domain/identity.h"

static void test_identity_national_agrees_with_vectors(void **state) {
    (void)state;
    static const struct {
        const char *id;
        enum identity_fault fault;
        bool d_number, synthetic, h_number;
    } rows[] = {
        {"20036914700", IDENTITY_OK, false, false, false},
        {"20036914712", IDENTITY_CHECK_DIGIT, false, false, false},
        {"03851598730", IDENTITY_OK, false, true, false},
        {"29020073150", IDENTITY_OK, false, false, false},
        {"29020105729", IDENTITY_DATE, false, false, false},
        {"30108299939", IDENTITY_OK_2032, false, false, false},
        {"30908299902", IDENTITY_OK_2032, false, true, false},
        {"55102499947", IDENTITY_OK_2032, true, false, false},
        {"41819077906", IDENTITY_OK_2032, true, true, false},
        {"41819077302", IDENTITY_OK, true, true, false},
        {"02013299997", IDENTITY_OK, false, false, false},
        {"02013299903", IDENTITY_OK_2032, false, false, false},
        {"02013299806", IDENTITY_OK, false, false, false},
        {"30108299920", IDENTITY_OK, false, false, false},
        {"13097248022", IDENTITY_OK, false, false, false},
        {"29029648784", IDENTITY_OK, false, false, false},
        {"29020075838", IDENTITY_OK, false, false, false},
        {"15021951940", IDENTITY_OK, false, false, false},
        {"53097248016", IDENTITY_OK, true, false, false},
        {"13527248013", IDENTITY_OK, false, false, true},
        {"10915596784", IDENTITY_OK, false, true, false},
        {"68467038838", IDENTITY_OK, true, false, true},
        {"50846202355", IDENTITY_OK, true, true, false},
        {"06916396390", IDENTITY_OK, false, true, false},
        {"31856397214", IDENTITY_OK, false, true, false},
        {"18888297827", IDENTITY_OK, false, true, false},
        {"04909596934", IDENTITY_OK, false, true, false},
        {"29878897771", IDENTITY_OK, false, true, false},
        {"", IDENTITY_LENGTH, false, false, false},
        {"2003691470", IDENTITY_LENGTH, false, false, false},
        {"200369147000", IDENTITY_LENGTH, false, false, false},
        {"2003691470A", IDENTITY_NOT_DIGITS, false, false, false},
        {"200369 4700", IDENTITY_NOT_DIGITS, false, false, false},
        {"00000000000", IDENTITY_DATE, false, false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct national_id n = identity_national(text_of(rows[i].id));
        if (n.fault != rows[i].fault || n.is_d_number != rows[i].d_number ||
            n.is_synthetic != rows[i].synthetic || n.is_h_number != rows[i].h_number) {
            fail_msg("%s: %s d%d s%d h%d", rows[i].id, identity_says(n.fault), n.is_d_number,
                     n.is_synthetic, n.is_h_number);
        }
    }
}

static void test_identity_national_sees_every_single_wrong_digit(void **state) {
    (void)state;
    char id[] = "06916396390";
    for (size_t i = 0; i < 11; i++) {
        char right = id[i];
        for (char digit = '0'; digit <= '9'; digit++) {
            id[i] = digit;
            bool valid = identity_national(text_of(id)).fault == IDENTITY_OK;
            assert_int_equal(valid, digit == right);
        }
        id[i] = right;
    }
}

static void test_identity_national_tells_when_somebody_was_born(void **state) {
    (void)state;
    static const struct {
        const char *id, *born; /* "-": not told */
    } rows[] = {
        {"03851598730", "2015-05-03"}, /* 987: after 2000 */
        {"06916396390", "1963-11-06"}, /* 963: from 1940 */
        {"18888297827", "1982-08-18"},
        {"20036914700", "1969-03-20"}, /* 147: 1900 to 1999 */
        {"29020073150", "2000-02-29"}, /* 731 */
        {"53097248016", "1972-09-13"}, /* a D-number */
        {"55860899905", "2008-06-15"}, /* D-number and synthetic */
        {"41819077302", "-"},          /* 773 and 90: no century */
        {"30108299939", "-"},          /* the rule from 2032 tells none */
        {"20036914712", "-"},          /* no number */
        {"312597772", "-"},
        {"", "-"},
    };
    char text[DAY_TEXT];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct national_id n = identity_national(text_of(rows[i].id));
        assert_string_equal(day_format(n.born, text), rows[i].born);
    }
}

static void test_identity_minor_until_the_eighteenth_birthday(void **state) {
    (void)state;
    static const struct {
        const char *id;
        struct ymd last; /* day as a minor */
    } rows[] = {
        {"15860899911", {2026, 6, 14}},
        {"55860899905", {2026, 6, 14}},
        {"29820899979", {2026, 2, 28}}, /* born on 29 February 2008 */
        {"06916396390", {1981, 11, 5}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const day last = day_of(rows[i].last.year, rows[i].last.month, rows[i].last.day);
        assert_true(identity_minor(text_of(rows[i].id), last));
        assert_false(identity_minor(text_of(rows[i].id), last + 1));
    }
    assert_false(identity_minor(TEXT("41819077302"), day_of(1991, 1, 1))); /* not told */
    assert_false(identity_minor(TEXT("312597772"), day_of(2026, 1, 1)));
}

static void test_identity_org_agrees_with_vectors(void **state) {
    (void)state;
    static const struct {
        const char *org;
        enum identity_fault fault;
    } rows[] = {
        {"974760673", IDENTITY_OK},
        {"912660680", IDENTITY_OK},
        {"123456785", IDENTITY_OK},
        {"987654325", IDENTITY_OK},
        {"311758489", IDENTITY_OK},
        {"312597772", IDENTITY_OK},
        {"974760674", IDENTITY_CHECK_DIGIT},
        {"123456786", IDENTITY_CHECK_DIGIT},
        {"923609016", IDENTITY_OK},
        {"982463718", IDENTITY_OK},
        {"31175848", IDENTITY_LENGTH},
        {"NO311758489MVA", IDENTITY_LENGTH},
        {"31175848X", IDENTITY_NOT_DIGITS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(identity_org(text_of(rows[i].org)), rows[i].fault);
    }
}

static void test_identity_account_agrees_with_vectors(void **state) {
    (void)state;
    static const struct {
        const char *account;
        enum identity_fault fault;
    } rows[] = {
        {"12345678903", IDENTITY_OK},
        {"99991042764", IDENTITY_OK},
        {"15942287248", IDENTITY_OK},
        {"61050659274", IDENTITY_OK},
        {"86011117947", IDENTITY_OK},
        {"69930570044", IDENTITY_OK},
        {"97104133219", IDENTITY_OK},
        {"12345678904", IDENTITY_CHECK_DIGIT},
        {"15062000004", IDENTITY_OK},
        {"17206000058", IDENTITY_OK},
        {"1234.56.78903", IDENTITY_LENGTH},
        {"1234567890", IDENTITY_LENGTH},
        {"1234567890-", IDENTITY_NOT_DIGITS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(identity_account(text_of(rows[i].account)), rows[i].fault);
    }
}

static void test_identity_says_something_else_for_each_fault(void **state) {
    (void)state;
    for (int a = IDENTITY_OK; a <= IDENTITY_DATE; a++) {
        for (int b = IDENTITY_OK; b < a; b++) {
            assert_string_not_equal(identity_says((enum identity_fault)a),
                                    identity_says((enum identity_fault)b));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_identity_national_agrees_with_vectors),
        cmocka_unit_test(test_identity_national_sees_every_single_wrong_digit),
        cmocka_unit_test(test_identity_national_tells_when_somebody_was_born),
        cmocka_unit_test(test_identity_minor_until_the_eighteenth_birthday),
        cmocka_unit_test(test_identity_org_agrees_with_vectors),
        cmocka_unit_test(test_identity_account_agrees_with_vectors),
        cmocka_unit_test(test_identity_says_something_else_for_each_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
