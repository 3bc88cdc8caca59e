/* test_limitation.c - when a claim is lost by time. */
#include "unit/law/law_desk.h"

#include <string.h>

#include "law/limitation.h"

static day maybe(const char *iso) {
    return iso ? on(iso) : DAY_NONE;
}

static struct limitation limitation_for(const char *due, const char *acknowledged,
                                        const char *judgment) {
    const struct limitation_question q = {on(due), maybe(acknowledged), maybe(judgment)};
    struct limitation l;
    struct status st = {0};
    int rc = limitation_of(&q, &l, &st);
    assert_string_equal(st.text, "");
    assert_int_equal(rc, STATUS_OK);
    return l;
}

static void expect_fault(struct limitation_question q, int code, const char *words) {
    struct limitation l;
    struct status st = {0};
    assert_int_equal(limitation_of(&q, &l, &st), code);
    assert_non_null(strstr(st.text, words));
}

static void test_limitation_of_a_claim(void **state) {
    (void)state;
    static const struct {
        const char *due, *acknowledged, *judgment, *ends, *lapses;
        uint32_t n_periods;
    } rows[] = {
        {"2024-06-15", NULL, NULL, "2027-06-15", "2027-06-15", 1},
        {"2024-02-29", NULL, NULL, "2027-02-28", "2027-03-01", 1}, /* a Sunday */
        {"2024-05-01", NULL, NULL, "2027-05-01", "2027-05-03", 1}, /* Saturday and holiday */
        {"2023-04-02", NULL, NULL, "2026-04-02", "2026-04-07", 1}, /* Maundy Thursday */
        {"2022-12-25", NULL, NULL, "2025-12-25", "2025-12-29", 1}, /* Christmas and a weekend */
        {"2021-02-28", NULL, NULL, "2024-02-28", "2024-02-28", 1}, /* into a leap year */
        {"2024-06-15", "2025-09-10", NULL, "2028-09-10", "2028-09-11", 2}, /* a Sunday */
        {"2024-06-15", NULL, "2026-03-03", "2036-03-03", "2036-03-03", 2},
        {"2024-02-01", NULL, "2024-02-29", "2034-02-28", "2034-02-28", 2},
        {"2024-06-15", "2025-09-10", "2026-03-03", "2036-03-03", "2036-03-03", 3},
        {"2024-06-15", "2026-03-03", "2026-03-03", "2036-03-03", "2036-03-03", 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct limitation l =
            limitation_for(rows[i].due, rows[i].acknowledged, rows[i].judgment);
        assert_int_equal(l.running.ends, on(rows[i].ends));
        assert_int_equal(l.running.lapses, on(rows[i].lapses));
        assert_int_equal(l.n_periods, rows[i].n_periods);
        assert_int_equal(l.periods[0].start, FROM_DUE);
        assert_int_equal(l.periods[0].from, on(rows[i].due));
    }
}

static void test_limitation_warns_before_the_last_day(void **state) {
    (void)state;
    struct limitation l = limitation_for("2024-06-15", NULL, NULL);
    assert_int_equal(l.warnings[0], on("2027-03-17"));
    assert_int_equal(l.warnings[1], on("2027-05-16"));
    assert_int_equal(l.warnings[2], on("2027-06-08"));
    l = limitation_for("2024-02-29", NULL, NULL); /* counted from the day it moved to */
    assert_int_equal(l.warnings[2], on("2027-02-22"));
}

/* An acknowledgement on the last day is in time, also a last day that moved; one day later it
 * changes nothing any more. */
static void test_limitation_is_not_undone_by_a_late_acknowledgement(void **state) {
    (void)state;
    struct limitation l = limitation_for("2024-06-15", "2027-06-15", NULL);
    assert_int_equal(l.running.start, FROM_ACKNOWLEDGEMENT);
    assert_int_equal(l.running.lapses, on("2030-06-17"));
    expect_fault((struct limitation_question){on("2024-06-15"), on("2027-06-16"), DAY_NONE},
                 STATUS_REFUSED, "2027-06-15");
    (void)limitation_for("2024-02-29", "2027-03-01", NULL);
    expect_fault((struct limitation_question){on("2024-02-29"), on("2027-03-02"), DAY_NONE},
                 STATUS_REFUSED, "2027-03-01");
    /* The judgment came first, so the acknowledgement is in time. */
    (void)limitation_for("2024-06-15", "2030-01-02", "2027-01-04");
    expect_fault((struct limitation_question){on("2024-06-15"), on("2030-01-02"),
                                              on("2031-01-02")},
                 STATUS_REFUSED, "2027-06-15");
}

/* The step before a judgment interrupts, so the judgment may come when three years are over. */
static void test_limitation_of_a_judgment_after_three_years(void **state) {
    (void)state;
    struct limitation l = limitation_for("2022-01-10", NULL, "2025-06-02");
    assert_int_equal(l.running.start, FROM_JUDGMENT);
    assert_int_equal(l.running.years, 10);
    assert_int_equal(l.running.lapses, on("2035-06-04"));
}

static void test_limitation_of_a_judgment_is_not_shortened(void **state) {
    (void)state;
    struct limitation l = limitation_for("2024-06-14", "2028-01-03", "2026-03-03");
    assert_int_equal(l.running.start, FROM_JUDGMENT);
    assert_int_equal(l.running.lapses, on("2036-03-03"));
    assert_int_equal(l.periods[1].start, FROM_JUDGMENT);
    assert_int_equal(l.periods[2].start, FROM_ACKNOWLEDGEMENT);
    /* Near its end, three new years are more. */
    l = limitation_for("2024-06-14", "2035-01-03", "2026-03-03");
    assert_int_equal(l.running.start, FROM_ACKNOWLEDGEMENT);
    assert_int_equal(l.running.lapses, on("2038-01-04"));
}

static void test_limitation_refuses_impossible_days(void **state) {
    (void)state;
    const day due = on("2024-06-14");
    expect_fault((struct limitation_question){0}, STATUS_INVALID, "due");
    expect_fault((struct limitation_question){.due = on("1979-12-31")}, STATUS_NOT_FOUND,
                 "1979-12-31");
    (void)limitation_for("1980-01-01", NULL, NULL);
    expect_fault((struct limitation_question){.due = DAY_MAX}, STATUS_INVALID, "9999-12-31");
    expect_fault((struct limitation_question){due, due - 1, DAY_NONE}, STATUS_INVALID,
                 "acknowledged 2024-06-13");
    expect_fault((struct limitation_question){due, DAY_NONE, due - 1}, STATUS_INVALID,
                 "judgment 2024-06-13");
    expect_fault((struct limitation_question){due, DAY_NONE, DAY_MAX}, STATUS_INVALID,
                 "judgment 9999-12-31");
}

/* § 29 for every day of four years: never before the same date, and on a working day. */
static void test_limitation_ends_on_working_days(void **state) {
    (void)state;
    for (day due = on("2022-01-01"); due < on("2026-01-01"); due++) {
        const struct limitation_question q = {.due = due};
        struct limitation l;
        struct status st = {0};
        assert_int_equal(limitation_of(&q, &l, &st), 0);
        assert_true(day_is_bank_day(l.running.lapses));
        assert_true(l.running.lapses >= l.running.ends && l.running.lapses < l.running.ends + 6);
        assert_int_equal(day_ymd(l.running.ends).year, day_ymd(due).year + 3);
        assert_int_equal(day_ymd(l.running.ends).month, day_ymd(due).month);
        for (int i = 0; i < LIMITATION_WARNINGS; i++) {
            assert_int_equal(l.running.lapses - l.warnings[i], limitation_warning_days[i]);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_limitation_of_a_claim),
        cmocka_unit_test(test_limitation_warns_before_the_last_day),
        cmocka_unit_test(test_limitation_is_not_undone_by_a_late_acknowledgement),
        cmocka_unit_test(test_limitation_of_a_judgment_after_three_years),
        cmocka_unit_test(test_limitation_of_a_judgment_is_not_shortened),
        cmocka_unit_test(test_limitation_refuses_impossible_days),
        cmocka_unit_test(test_limitation_ends_on_working_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
