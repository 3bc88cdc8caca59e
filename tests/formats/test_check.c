/* Tests of krav/check.h and krav/lines.h: published numbers, and lines at every border. */
#include "unit.h"

#include "krav/check.h"
#include "krav/easy.h"
#include "krav/lines.h"

#include <stdlib.h>
#include <sys/mman.h>

struct number {
    const char *text;
    int right;
};

static void check_all(int (*check)(krav_str), const struct number *numbers, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (check(krav_str_of(numbers[i].text)) != numbers[i].right) {
            fail_msg("%s: want %d", numbers[i].text, numbers[i].right);
        }
    }
}
#define CHECK(check, numbers) check_all(check, numbers, sizeof numbers / sizeof numbers[0])

static void test_mod10_is_luhn(void **state) {
    (void)state;
    static const struct number numbers[] = {
        {"12344", 1}, {"123456782", 1}, {"202600000014", 1}, {"00", 1}, {"1230", 1},
        {"999995", 1}, {"10000000000008", 1}, {"0000000000000000000000000", 1},
        {"12343", 0}, {"123456783", 0}, {"0", 0}, {"", 0}, {"1234x", 0}, {"1009-", 0},
        {"00000000000000000000000000", 0},
    };
    CHECK(krav_check_mod10, numbers);
}

static void test_mod11_may_end_in_a_hyphen(void **state) {
    (void)state;
    static const struct number numbers[] = {
        {"12343", 1}, {"123456785", 1}, {"202600000014", 1}, {"1236", 1}, {"999997", 1},
        {"1009-", 1}, {"1012-", 1}, {"1026-", 1}, {"0000531", 1},
        {"12344", 0}, {"1-234", 0}, {"-", 0}, {"--", 0}, {"12A44", 0}, {"10090", 0},
    };
    CHECK(krav_check_mod11, numbers);
    assert_true(krav_check_kid(KRAV_STR("12344")));
    assert_true(krav_check_kid(KRAV_STR("12343")));
    assert_false(krav_check_kid(KRAV_STR("12345")));
}

static void test_org_and_account_have_a_check_digit(void **state) {
    (void)state;
    static const struct number orgs[] = {{"311758489", 1}, {"312597772", 1}, {"311758480", 0},
                                         {"31175848", 0}, {"3117584890", 0}, {"31175848x", 0}};
    static const struct number accounts[] = {
        {"12345678903", 1}, {"15942287248", 1}, {"86011117947", 1}, {"61050659274", 1},
        {"12345678904", 0}, {"1234567890", 0}, {"1234.56.789", 0}, {"", 0}};
    CHECK(krav_check_org, orgs);
    CHECK(krav_check_account, accounts);
}

static void test_national_id_follows_both_rules(void **state) {
    (void)state;
    static const struct number ids[] = {
        {"03851598730", 1}, /* synthetic, before 2032 */
        {"41819077302", 1}, /* synthetic D-number */
        {"10915596784", 1}, {"50846202355", 1}, {"68467038838", 1},
        {"30908299902", 1}, /* synthetic, from 2032: remainder 2 */
        {"41819077906", 1}, /* synthetic D-number, from 2032: remainder 1 */
        {"03851598731", 0}, {"03851598720", 0}, {"00000000000", 0}, {"0385159873", 0},
        {"32851598730", 0}, {"03x51598730", 0}, {"29020105729", 0}, /* no such day */
    };
    CHECK(krav_check_national_id, ids);
}

/* Exactly the numbers 0 to 3 for the first control digit's remainder are right. */
static void test_national_id_refuses_other_remainders(void **state) {
    (void)state;
    int n_right = 0;
    for (int i = 0; i < 100; i++) {
        char id[12] = "038515987";
        id[9] = (char)('0' + i / 10);
        id[10] = (char)('0' + i % 10);
        n_right += krav_check_national_id(krav_str_of(id));
    }
    assert_in_range(n_right, 1, 4);
}

/* ---- lines ----------------------------------------------------------------------------------- */

static struct krav_lines lines;

static void open_text(const char *text, size_t len) {
    static int fd = -1;
    if (fd >= 0) {
        close(fd);
    }
    fd = memfd_create("lines", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, len), len);
    krav_lines_open(&lines, fd);
}

static void test_lines_are_lent_one_by_one(void **state) {
    (void)state;
    open_text("a\n\nb\r\nc", 7);
    static const char *const want[] = {"a", "", "b\r", "c"};
    krav_str line;
    for (int i = 0; i < 4; i++) {
        assert_int_equal(krav_lines_next(&lines, &line), KRAV_LINE);
        assert_true(krav_str_eq(line, krav_str_of(want[i])));
        assert_int_equal(lines.line, i + 1);
    }
    assert_int_equal(krav_lines_next(&lines, &line), KRAV_LINE_NONE);
    assert_int_equal(krav_lines_next(&lines, &line), KRAV_LINE_NONE);
    open_text("", 0);
    assert_int_equal(krav_lines_next(&lines, &line), KRAV_LINE_NONE);
}

static void test_lines_are_whole_at_every_length(void **state) {
    (void)state;
    static const size_t lengths[] = {1, 65534, 65535, 65536, 65537, 131072, 300000};
    char *text = malloc(600100);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        for (int ended = 0; ended < 2; ended++) {
            const size_t n = lengths[i];
            memcpy(text, "first\n", 6);
            memset(text + 6, 'x', n);
            memcpy(text + 6 + n, "\nlast", 5);
            open_text(text, ended ? 6 + n + 5 : 6 + n);
            const int want = n <= KRAV_LINE_MAX ? KRAV_LINE : KRAV_LINE_TOO_LONG;
            krav_str line;
            assert_int_equal(krav_lines_next(&lines, &line), KRAV_LINE);
            assert_int_equal(krav_lines_next(&lines, &line), want);
            assert_int_equal(line.len, want == KRAV_LINE ? n : 0);
            if (ended) {
                assert_int_equal(krav_lines_next(&lines, &line), KRAV_LINE);
                assert_true(krav_str_eq(line, KRAV_STR("last")));
                assert_int_equal(lines.line, 3);
            }
            assert_int_equal(krav_lines_next(&lines, &line), KRAV_LINE_NONE);
        }
    }
    free(text);
}

static void test_lines_of_no_file_are_a_fault(void **state) {
    (void)state;
    krav_lines_open(&lines, -1);
    krav_str line;
    assert_int_equal(krav_lines_next(&lines, &line), KRAV_E_IO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mod10_is_luhn),
        cmocka_unit_test(test_mod11_may_end_in_a_hyphen),
        cmocka_unit_test(test_org_and_account_have_a_check_digit),
        cmocka_unit_test(test_national_id_follows_both_rules),
        cmocka_unit_test(test_national_id_refuses_other_remainders),
        cmocka_unit_test(test_lines_are_lent_one_by_one),
        cmocka_unit_test(test_lines_are_whole_at_every_length),
        cmocka_unit_test(test_lines_of_no_file_are_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
