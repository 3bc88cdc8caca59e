/* test_agreed_rate.c - how much late interest may have been agreed. */
#include "unit/law/law_desk.h"

#include "law/agreed_rate.h"

#include <string.h>

static struct law law_with(const struct law_switches *acts) {
    struct law law = *law_builtin();
    law.acts = acts;
    return law;
}

static void expect(const struct law *law, enum debtor_kind debtor, int32_t bp, const char *due,
                   int code, const char *words) {
    struct status st = {0};
    assert_int_equal(agreed_rate_check(law, debtor, bp, on(due), &st), code);
    assert_non_null(strstr(st.text, words));
}

/* The statutory rate is 12,00 in the first half of 2026, and 12,25 in the second. */
static void test_agreed_rate_is_bound_by_the_statutory_of_the_due_day(void **state) {
    (void)state;
    const struct law *law = law_builtin();
    static const struct {
        enum debtor_kind debtor;
        int32_t bp;
        const char *due;
        int code;
        const char *words;
    } rows[] = {
        {DEBTOR_BUSINESS, 0, "2026-03-02", STATUS_OK, ""},
        {DEBTOR_BUSINESS, 1, "2026-03-02", STATUS_OK, ""},
        {DEBTOR_BUSINESS, 2000, "2026-03-02", STATUS_OK, ""},
        {DEBTOR_BUSINESS, 2001, "2026-03-02", STATUS_REFUSED, "20,01 % is above 20,00 %"},
        {DEBTOR_BUSINESS, 2025, "2026-06-30", STATUS_REFUSED, "due 2026-06-30"},
        {DEBTOR_BUSINESS, 2025, "2026-07-01", STATUS_OK, ""},
        {DEBTOR_BUSINESS, 2026, "2026-07-01", STATUS_REFUSED, "avtaleloven § 36"},
        {DEBTOR_BUSINESS, -1, "2026-03-02", STATUS_REFUSED, "agreed rate"},
        {DEBTOR_BUSINESS, 500, "1990-03-02", STATUS_NOT_FOUND, "1990-03-02"},
        {DEBTOR_CONSUMER, 0, "2026-03-02", STATUS_OK, ""},
        {DEBTOR_CONSUMER, 1, "2026-03-02", STATUS_REFUSED, "forsinkelsesrenteloven § 4"},
        {DEBTOR_CONSUMER, 1200, "2026-03-02", STATUS_REFUSED, "forsinkelsesrenteloven § 4"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        expect(law, rows[i].debtor, rows[i].bp, rows[i].due, rows[i].code, rows[i].words);
    }
}

static void test_agreed_rate_bound_is_set_with_its_day(void **state) {
    (void)state;
    struct law_switches acts = {0};
    struct status st = {0};
    const struct law law = law_with(&acts);
    assert_int_equal(switch_set(&acts, TEXT("agreed_rate_above"), TEXT("3,50 2026-03-02"), &st),
                     STATUS_OK);
    expect(&law, DEBTOR_BUSINESS, 2000, "2026-03-01", STATUS_OK, "");
    expect(&law, DEBTOR_BUSINESS, 1550, "2026-03-02", STATUS_OK, "");
    expect(&law, DEBTOR_BUSINESS, 1551, "2026-03-02", STATUS_REFUSED, "15,50");
    assert_int_equal(switch_set(&acts, TEXT("agreed_rate_above"), TEXT("0"), &st), STATUS_OK);
    expect(&law, DEBTOR_BUSINESS, 1200, "2024-03-01", STATUS_OK, "");
    expect(&law, DEBTOR_BUSINESS, 1251, "2024-03-01", STATUS_REFUSED, "12,50");
}

static void test_agreed_rate_bound_refuses_what_it_cannot_read(void **state) {
    (void)state;
    static const char *const values[] = {"", "x", "-1", "20,01", "5,00 2026-02-30", "5,00 soon",
        "5,001"};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        struct law_switches acts = {0};
        struct status st = {0};
        assert_int_equal(switch_set(&acts, TEXT("agreed_rate_above"), text_of(values[i]), &st),
                         STATUS_INVALID);
        assert_false(acts.agreed.is_set);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agreed_rate_is_bound_by_the_statutory_of_the_due_day),
        cmocka_unit_test(test_agreed_rate_bound_is_set_with_its_day),
        cmocka_unit_test(test_agreed_rate_bound_refuses_what_it_cannot_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
