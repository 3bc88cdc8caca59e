#include "unit/base/cmocka_all.h"

#include <string.h>

#include "base/text.h"

static const struct text absent = {NULL, 0};

static void test_text_absent_is_empty_everywhere(void **state) {
    (void)state;
    int64_t v;
    assert_null(text_of(NULL).ptr);
    assert_true(text_eq(absent, TEXT("")));
    assert_true(text_is(absent, ""));
    assert_int_equal(text_cmp(absent, TEXT("")), 0);
    assert_true(text_starts(absent, absent));
    assert_true(text_ends(absent, absent));
    assert_int_equal(text_trim(absent).len, 0);
    assert_false(text_all_digits(absent));
    assert_true(text_is_utf8(absent));
    assert_false(text_has_control(absent));
    assert_false(text_to_i64(absent, &v));
    assert_null(text_head(absent, 5).ptr);
}

static void test_text_cmp_orders_bytes_then_length(void **state) {
    (void)state;
    assert_true(text_cmp(TEXT("a"), TEXT("b")) < 0);
    assert_true(text_cmp(TEXT("b"), TEXT("aa")) > 0);
    assert_true(text_cmp(TEXT("a"), TEXT("aa")) < 0);
    assert_true(text_cmp(TEXT("\xC3\xA5"), TEXT("z")) > 0);
    assert_int_equal(text_cmp(TEXT("krav"), TEXT("krav")), 0);
}

static void test_text_starts_and_ends(void **state) {
    (void)state;
    assert_true(text_starts(TEXT("krav"), TEXT("kr")));
    assert_false(text_starts(TEXT("kr"), TEXT("krav")));
    assert_true(text_ends(TEXT("krav"), TEXT("av")));
    assert_false(text_ends(TEXT("krav"), TEXT("ak")));
    assert_false(text_ends(TEXT("av"), TEXT("krav")));
}

static void test_text_trim_takes_both_ends_only(void **state) {
    (void)state;
    assert_text(text_trim(TEXT(" \t\r\n a b \r\n")), "a b");
    assert_text(text_trim(TEXT(" \t")), "");
    assert_text(text_trim(TEXT("\v")), "\v");
}

static void test_text_cut_gives_every_part_once(void **state) {
    (void)state;
    struct text rest = TEXT("a,,b,"), head;
    const char *parts[] = {"a", "", "b", ""};
    for (size_t i = 0; i < 4; i++) {
        assert_true(text_cut(&rest, ',', &head));
        assert_text(head, parts[i]);
    }
    assert_false(text_cut(&rest, ',', &head));
    rest = TEXT("");
    assert_true(text_cut(&rest, ',', &head));
    assert_false(text_cut(&rest, ',', &head));
}

static void test_text_to_i64_reads_the_whole_range(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool ok;
        int64_t value;
    } rows[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"42", true, 42},
        {"-7", true, -7},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"99999999999999999999", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"--1", false, 0},
        {"+1", false, 0},
        {" 1", false, 0},
        {"1 ", false, 0},
        {"1a", false, 0},
        {"0x1", false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t v = 0;
        assert_int_equal(text_to_i64(text_of(rows[i].text), &v), rows[i].ok);
        assert_true(v == rows[i].value);
    }
}

static void test_text_is_utf8_is_strict(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool ok;
    } rows[] = {
        {"", true},
        {"plain text of some length", true},
        {"bl\xC3\xA5 \xE2\x82\xAC \xF0\x9F\x98\x80", true},
        {"\x7F", true},
        {"\xC2\x80", true},         /* U+0080 */
        {"\xDF\xBF", true},         /* U+07FF */
        {"\xE0\xA0\x80", true},     /* U+0800 */
        {"\xED\x9F\xBF", true},     /* U+D7FF */
        {"\xEE\x80\x80", true},     /* U+E000 */
        {"\xEF\xBF\xBF", true},     /* U+FFFF */
        {"\xF0\x90\x80\x80", true}, /* U+10000 */
        {"\xF4\x8F\xBF\xBF", true}, /* U+10FFFF */
        {"\x80", false},            /* alone */
        {"\xC0\x80", false},        /* overlong */
        {"\xC1\xBF", false},
        {"\xE0\x9F\xBF", false},
        {"\xF0\x8F\xBF\xBF", false},
        {"\xED\xA0\x80", false}, /* surrogates */
        {"\xED\xBF\xBF", false},
        {"\xF4\x90\x80\x80", false}, /* past the end */
        {"\xF5\x80\x80\x80", false},
        {"\xFF", false},
        {"\xC3", false}, /* cut short */
        {"\xE2\x82", false},
        {"\xF0\x9F\x98", false},
        {"\xC3\xC3", false},
        {"\xE2\x82\x41", false},
        {"\xF0\x9F\x98\x41", false},
        {"eight by\xE5ne latin-1 text", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(text_is_utf8(text_of(rows[i].text)), rows[i].ok);
    }
}

static void test_text_head_never_cuts_a_letter(void **state) {
    (void)state;
    struct text t = TEXT("a\xC3\xA5\xE2\x82\xAC\xF0\x9F\x98\x80");
    const size_t lens[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
    for (size_t max = 0; max < sizeof lens / sizeof lens[0]; max++) {
        assert_int_equal(text_head(t, max).len, lens[max]);
    }
}

static void test_text_has_control_finds_all_but_layout(void **state) {
    (void)state;
    assert_false(text_has_control(TEXT("a\tb\r\n\xC3\xA5")));
    assert_true(text_has_control(TEXT("a\0b")));
    assert_true(text_has_control(TEXT("\x1B[31m")));
    assert_true(text_has_control(TEXT("\x7F")));
}

static void test_buf_grows_to_its_maximum_and_remembers(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, 10);
    assert_null(buf_text(&b).ptr);
    buf_add(&b, TEXT("12345"));
    buf_add_str(&b, "6789");
    buf_add_char(&b, '0');
    assert_false(b.overflowed);
    assert_int_equal(strlen(b.ptr), 10);
    buf_add_char(&b, 'x');
    assert_true(b.overflowed);
    assert_text(buf_text(&b), "1234567890");
    buf_clear(&b);
    assert_false(b.overflowed);
    buf_add(&b, TEXT("more than ten bytes"));
    assert_true(b.overflowed);
    buf_add_char(&b, 'x'); /* what follows a gap is not added either */
    assert_text(buf_text(&b), "");
    buf_fini(&b);
}

static void test_buf_grows_far(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, 100000);
    for (int i = 0; i < 100000; i++) {
        buf_add_char(&b, (char)('a' + i % 26));
    }
    assert_false(b.overflowed);
    assert_int_equal(b.len, 100000);
    assert_int_equal(b.ptr[99999], 'a' + 99999 % 26);
    assert_int_equal(b.ptr[b.len], '\0');
    buf_cut(&b, 3);
    assert_text(buf_text(&b), "abc");
    buf_fini(&b);
}

static void test_buf_add_formats(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, 100);
    buf_add_i64(&b, INT64_MIN);
    buf_add_char(&b, ' ');
    buf_add_i64(&b, INT64_MAX);
    buf_add_char(&b, ' ');
    buf_add_i64(&b, 0);
    buf_addf(&b, " %d %s", -5, "five");
    assert_text(buf_text(&b), "-9223372036854775808 9223372036854775807 0 -5 five");
    buf_fini(&b);
}

static void test_text_put_digits_pads(void **state) {
    (void)state;
    char out[8] = "xxxxxxx";
    char *after = text_put_digits(out, 42, 4);
    assert_memory_equal(out, "0042xxx", 7);
    assert_ptr_equal(after, out + 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_absent_is_empty_everywhere),
        cmocka_unit_test(test_text_cmp_orders_bytes_then_length),
        cmocka_unit_test(test_text_starts_and_ends),
        cmocka_unit_test(test_text_trim_takes_both_ends_only),
        cmocka_unit_test(test_text_cut_gives_every_part_once),
        cmocka_unit_test(test_text_to_i64_reads_the_whole_range),
        cmocka_unit_test(test_text_is_utf8_is_strict),
        cmocka_unit_test(test_text_head_never_cuts_a_letter),
        cmocka_unit_test(test_text_has_control_finds_all_but_layout),
        cmocka_unit_test(test_buf_grows_to_its_maximum_and_remembers),
        cmocka_unit_test(test_buf_grows_far),
        cmocka_unit_test(test_buf_add_formats),
        cmocka_unit_test(test_text_put_digits_pads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
