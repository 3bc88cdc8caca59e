#include "unit/base/cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"

/* All numbers here are synthetic (month + 80), or accounts. */
static void test_log_mask_hides_persons_and_nothing_else(void **state) {
    (void)state;
    static const struct {
        const char *text, *masked;
    } rows[] = {
        {"", ""},
        {"case=1042 letter done", "case=1042 letter done"},
        {"03851598730", "038515*****"},
        {"debtor 41819077302, again", "debtor 418190*****, again"}, /* D-number */
        {"x=30908299902;41819077906", "x=309082*****;418190*****"}, /* rule of 2032 */
        {"a03851598730b", "a038515*****b"},
        {"03851598731", "03851598731"},   /* check digit */
        {"103851598730", "103851598730"}, /* twelve digits */
        {"0385159873", "0385159873"},     /* ten */
        {"12345678903 15942287248 86011117947 61050659274",
         "12345678903 15942287248 86011117947 61050659274"}, /* accounts */
        {"311758489", "311758489"},
        {"kari.nordmann+krav@example.no", "*****@example.no"},
        {"to=kari@example.no.", "to=*****@example.no."},
        {"<bj\xC3\xB8rn@example.no>", "<*****@example.no>"},
        {"03851598730@example.no", "*****@example.no"},
        {"a@", "a@"},
        {"@b", "@b"},
        {"at @ alone", "at @ alone"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf out;
        buf_init(&out, 1000);
        log_mask(text_of(rows[i].text), &out);
        assert_text(buf_text(&out), rows[i].masked);
        buf_fini(&out);
    }
}

/* What log_line(...) writes, read from a pipe. */
static struct text line_of(struct log *log, enum log_level level, const char *message,
                           char out[20000]) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    log->fd = ends[1];
    log_line(log, 1779000000104, level, "dispatch", "case=%d %s", 1042, message);
    assert_int_equal(close(ends[1]), 0);
    ssize_t n = read(ends[0], out, 20000);
    assert_true(n >= 0);
    assert_int_equal(close(ends[0]), 0);
    return (struct text){out, (size_t)n};
}

static void test_log_line_has_one_shape(void **state) {
    (void)state;
    struct log log = {.least = LOG_INFO};
    char out[20000];
    assert_text(line_of(&log, LOG_INFO, "letter done", out),
                "2026-05-17T06:40:00.104Z info dispatch case=1042 letter done\n");
    assert_text(line_of(&log, LOG_ERROR, "to 03851598730", out),
                "2026-05-17T06:40:00.104Z error dispatch case=1042 to 038515*****\n");
    assert_text(line_of(&log, LOG_DEBUG, "too quiet", out), "");
    log.fd = -1;
    log_line(&log, 0, LOG_ERROR, "nowhere", "nothing");
}

static void test_log_line_is_one_line_whatever_it_says(void **state) {
    (void)state;
    struct log log = {.least = LOG_DEBUG};
    char out[20000];
    assert_text(line_of(&log, LOG_WARNING, "a\nb\x1B[31m\tc", out),
                "2026-05-17T06:40:00.104Z warning dispatch case=1042 a b [31m c\n");
}

static void test_log_line_cuts_a_long_one_before_a_word(void **state) {
    (void)state;
    struct log log = {.least = LOG_DEBUG};
    char out[20000], message[6000];
    for (size_t offset = 0; offset < 12; offset++) {
        memset(message, 'x', offset);
        for (size_t i = offset; i + 12 < sizeof message; i += 12) {
            memcpy(message + i, "03851598730 ", 13);
        }
        struct text line = line_of(&log, LOG_INFO, message, out);
        assert_true(line.len < 3000);
        assert_true(text_ends(line, TEXT(" 038515***** \n")));
    }
    /* Masks may be longer than what they hide. */
    for (size_t i = 0; i + 4 < sizeof message; i += 4) {
        memcpy(message + i, "a@b ", 5);
    }
    assert_true(text_ends(line_of(&log, LOG_INFO, message, out), TEXT(" *****@b \n")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_log_mask_hides_persons_and_nothing_else),
        cmocka_unit_test(test_log_line_has_one_shape),
        cmocka_unit_test(test_log_line_is_one_line_whatever_it_says),
        cmocka_unit_test(test_log_line_cuts_a_long_one_before_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
