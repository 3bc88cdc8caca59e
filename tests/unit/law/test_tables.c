#include "unit/law/law_desk.h"

#include <string.h>

static void test_interest_table_has_no_gaps_and_starts_halves(void **state) {
    (void)state;
    const struct rate_table *t = &law_builtin()->interest;
    assert_int_equal(t->n, 47);
    assert_int_equal(t->rows[0].from, day_of(1994, 1, 1));
    assert_int_equal(t->rows[t->n - 1].to, day_of(2026, 12, 31));
    for (uint32_t i = 0; i < t->n; i++) {
        const struct rate_row *row = &t->rows[i];
        struct ymd from = day_ymd(row->from), to = day_ymd(row->to);
        assert_true(from.day == 1 && (from.month == 1 || from.month == 7));
        assert_true((to.month == 6 && to.day == 30) || (to.month == 12 && to.day == 31));
        assert_true(row->from <= row->to && row->bp >= 800 && row->bp <= 1300);
        assert_true(strlen(row->source) > 0);
        if (i > 0) {
            assert_int_equal(row->from, t->rows[i - 1].to + 1);
        }
    }
}

static void test_inkassosats_table_has_no_gaps(void **state) {
    (void)state;
    const struct amount_table *t = &law_builtin()->inkassosats;
    assert_int_equal(t->rows[0].from, day_of(2002, 3, 1));
    assert_int_equal(t->rows[t->n - 1].to, DAY_NONE);
    for (uint32_t i = 0; i + 1 < t->n; i++) {
        assert_true(t->rows[i].to != DAY_NONE && t->rows[i].from <= t->rows[i].to);
        assert_int_equal(t->rows[i + 1].from, t->rows[i].to + 1);
        assert_true(t->rows[i + 1].amount >= t->rows[i].amount);
        assert_true(t->rows[i].amount % 1000 == 0); /* whole tens of kroner */
        assert_true(strncmp(t->rows[i].source, "FOR-", 4) == 0);
    }
}

static void test_law_interest_rate_on_known_days(void **state) {
    (void)state;
    static const struct {
        const char *on;
        int32_t bp;
    } rows[] = {{"1994-01-01", 1200}, {"2003-12-31", 1200}, {"2004-01-01", 925},
                {"2008-12-31", 1275}, {"2020-06-30", 950},  {"2020-07-01", 800},
                {"2024-07-01", 1250}, {"2025-06-30", 1250}, {"2025-07-01", 1225},
                {"2026-06-30", 1200}, {"2026-07-01", 1225}, {"2026-12-31", 1225}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int32_t bp = 0;
        struct status st = {0};
        assert_int_equal(law_interest_rate(law_builtin(), on(rows[i].on), &bp, &st), 0);
        assert_int_equal(bp, rows[i].bp);
    }
}

static void test_law_interest_rate_is_never_guessed(void **state) {
    (void)state;
    static const char *const days[] = {"1993-12-31", "2027-01-01"};
    for (size_t i = 0; i < 2; i++) {
        int32_t bp = 0;
        struct status st = {0};
        assert_int_equal(law_interest_rate(law_builtin(), on(days[i]), &bp, &st),
                         STATUS_NOT_FOUND);
        assert_non_null(strstr(st.text, days[i]));
    }
}

static void test_law_amount_on_known_days(void **state) {
    (void)state;
    static const struct {
        const char *on;
        ore amount;
    } rows[] = {{"2002-03-01", 52000}, {"2002-12-31", 52000}, {"2003-01-01", 53000},
                {"2004-12-31", 53000}, {"2016-12-31", 67000}, {"2017-01-01", 70000},
                {"2025-12-31", 70000}, {"2026-01-01", 75000}, {"2027-01-01", 75000}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ore amount = 0;
        struct status st = {0};
        assert_int_equal(law_amount(&law_builtin()->inkassosats, on(rows[i].on), &amount, &st), 0);
        assert_int_equal(amount, rows[i].amount);
    }
    ore amount;
    struct status st = {0};
    assert_int_equal(law_amount(&law_builtin()->inkassosats, on("2002-02-28"), &amount, &st),
                     STATUS_NOT_FOUND);
}

static void test_law_due_day_moves_to_a_working_day(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"2026-09-01", "2026-09-01"}, {"2026-08-29", "2026-08-31"}, /* Saturday */
        {"2026-08-30", "2026-08-31"}, {"2026-05-01", "2026-05-04"}, /* 1 May, a Friday */
        {"2026-04-02", "2026-04-07"}, {"2026-05-17", "2026-05-18"},
        {"2026-12-25", "2026-12-28"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(law_due_day(on(rows[i][0])), on(rows[i][1]));
    }
}

static void test_law_reasons_are_whole_and_distinct(void **state) {
    (void)state;
    assert_true(n_law_reasons > 0);
    for (uint32_t i = 0; i < n_law_reasons; i++) {
        const struct reason *r = &law_reasons[i];
        assert_true(r->id && r->paragraph && r->english && r->norwegian);
        assert_true(r->english[strlen(r->english) - 1] == '.');
        assert_true(r->norwegian[strlen(r->norwegian) - 1] == '.');
        assert_ptr_equal(law_reason(text_of(r->id)), r); /* found, and the first of its name */
    }
    assert_null(law_reason(TEXT("because")));
    assert_null(law_reason((struct text){0}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_interest_table_has_no_gaps_and_starts_halves),
        cmocka_unit_test(test_inkassosats_table_has_no_gaps),
        cmocka_unit_test(test_law_interest_rate_on_known_days),
        cmocka_unit_test(test_law_interest_rate_is_never_guessed),
        cmocka_unit_test(test_law_amount_on_known_days),
        cmocka_unit_test(test_law_due_day_moves_to_a_working_day),
        cmocka_unit_test(test_law_reasons_are_whole_and_distinct),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
