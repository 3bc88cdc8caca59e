/* test_dates.c - the days from due to court. */
#include "unit/law/law_desk.h"

#include <string.h>

#include "law/dates.h"

static struct dates dates_for(const struct dates_question *q) {
    struct dates d;
    struct status st = {0};
    int rc = dates_of(q, &d, &st);
    assert_string_equal(st.text, "");
    assert_int_equal(rc, STATUS_OK);
    return d;
}

static void expect_day(const struct dates *d, enum date_step step, const char *day_text) {
    char text[DAY_TEXT];
    assert_string_equal(day_format(d->days[step], text), day_text);
}

static void expect_fault(const struct dates_question *q, int code, const char *words) {
    struct dates d;
    struct status st = {0};
    assert_int_equal(dates_of(q, &d, &st), code);
    assert_non_null(strstr(st.text, words));
}

static void test_dates_of_the_example(void **state) {
    (void)state;
    struct dates d = dates_for(&(struct dates_question){.due = on("2026-09-01")});
    static const char *const expected[DATES] = {
        [DATE_DUE] = "2026-09-01",
        [DATE_ENFORCEMENT_NOTICE] = "2026-09-01",
        [DATE_REMINDER] = "2026-09-02",
        [DATE_NOTICE] = "2026-09-02",
        [DATE_REMINDER_WITH_FEE] = "2026-09-15",
        [DATE_NOTICE_WITH_FEE] = "2026-09-15",
        [DATE_NOTICE_SENT] = "2026-09-15",
        [DATE_NOTICE_DEADLINE] = "2026-09-29",
        [DATE_DEMAND] = "2026-09-30",
        [DATE_DEMAND_SENT] = "2026-09-30",
        [DATE_DEMAND_DEADLINE] = "2026-10-14",
        [DATE_LEGAL_STEP] = "2026-10-15",
        [DATE_HEAVY_COSTS] = "2026-11-12",
        [DATE_DEMAND_EXPIRES] = "2027-03-30",
    };
    for (int i = 0; i < DATES; i++) {
        expect_day(&d, (enum date_step)i, expected[i]);
    }
    assert_true(d.notice_bears_fee);
}

/* Paid 28 days after the deadline is light, 29 is heavy. */
static void test_dates_of_a_demand_sent_on_2026_04_10(void **state) {
    (void)state;
    struct dates d = dates_for(&(struct dates_question){
        .due = on("2026-03-02"), .notice_sent = on("2026-03-16"),
        .demand_sent = on("2026-04-10")});
    expect_day(&d, DATE_DEMAND_DEADLINE, "2026-04-24");
    expect_day(&d, DATE_HEAVY_COSTS, "2026-05-23");
}

static void test_dates_of_a_due_day_on_a_weekend_or_holiday(void **state) {
    (void)state;
    static const char *const rows[][4] = {
        /* due, counts as, notice with fee, its deadline */
        {"2026-09-05", "2026-09-07", "2026-09-21", "2026-10-05"}, /* Saturday */
        {"2026-05-17", "2026-05-18", "2026-06-01", "2026-06-15"}, /* a Sunday too */
        {"2026-04-02", "2026-04-07", "2026-04-21", "2026-05-05"}, /* over Easter */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct dates d = dates_for(&(struct dates_question){.due = on(rows[i][0])});
        expect_day(&d, DATE_DUE, rows[i][1]);
        expect_day(&d, DATE_NOTICE_WITH_FEE, rows[i][2]);
        expect_day(&d, DATE_NOTICE_DEADLINE, rows[i][3]);
    }
}

/* Due on a Friday, the earliest demand falls on a Saturday; its deadline waits for the Monday. */
static void test_dates_end_deadlines_on_bank_days(void **state) {
    (void)state;
    struct dates d = dates_for(&(struct dates_question){.due = on("2026-09-04")});
    expect_day(&d, DATE_DEMAND_SENT, "2026-10-03");
    expect_day(&d, DATE_DEMAND_DEADLINE, "2026-10-19");
    expect_day(&d, DATE_HEAVY_COSTS, "2026-11-17");
    expect_day(&d, DATE_DEMAND_EXPIRES, "2027-04-03");
}

static void test_dates_of_a_demand_at_the_end_of_a_month(void **state) {
    (void)state;
    struct dates d = dates_for(&(struct dates_question){
        .due = on("2026-07-01"), .notice_sent = on("2026-07-15"),
        .demand_sent = on("2026-08-31")});
    expect_day(&d, DATE_DEMAND_EXPIRES, "2027-02-28");
}

static void test_dates_of_longer_deadlines(void **state) {
    (void)state;
    struct dates d = dates_for(&(struct dates_question){
        .due = on("2026-09-01"), .notice_days = 15, .demand_days = 21});
    expect_day(&d, DATE_NOTICE_DEADLINE, "2026-09-30");
    expect_day(&d, DATE_DEMAND_SENT, "2026-10-01");
    expect_day(&d, DATE_DEMAND_DEADLINE, "2026-10-22");
}

static void test_dates_say_when_a_notice_bears_no_fee(void **state) {
    (void)state;
    struct dates_question q = {.due = on("2026-09-01"), .notice_sent = on("2026-09-14")};
    assert_false(dates_for(&q).notice_bears_fee);
    q.notice_sent = on("2026-09-15");
    assert_true(dates_for(&q).notice_bears_fee);
}

/* The first demand there can be, with a notice that bears no fee behind it. */
static void test_dates_of_a_demand_alone_take_an_earlier_notice(void **state) {
    (void)state;
    struct dates_question q = {.due = on("2026-09-01"), .demand_sent = on("2026-09-17")};
    struct dates d = dates_for(&q);
    expect_day(&d, DATE_NOTICE_SENT, "2026-09-02");
    expect_day(&d, DATE_NOTICE_DEADLINE, "2026-09-16");
    assert_false(d.notice_bears_fee);
    q.demand_sent = on("2026-09-16");
    expect_fault(&q, STATUS_INVALID, "2026-09-17");
    q.demand_sent = on("2026-12-01");
    d = dates_for(&q);
    expect_day(&d, DATE_NOTICE_SENT, "2026-09-15");
}

static void test_dates_refuse_letters_on_days_the_law_forbids(void **state) {
    (void)state;
    struct dates_question q = {.due = on("2026-09-01"), .notice_sent = on("2026-09-01")};
    expect_fault(&q, STATUS_INVALID, "§ 9");
    q.notice_sent = on("2026-09-02");
    (void)dates_for(&q);
    q.demand_sent = on("2026-09-16"); /* the last day to pay */
    expect_fault(&q, STATUS_INVALID, "§ 10");
    q.demand_sent = on("2026-09-17");
    (void)dates_for(&q);
}

static void test_dates_refuse_days_out_of_range(void **state) {
    (void)state;
    struct dates_question q = {0};
    expect_fault(&q, STATUS_INVALID, "due");
    q.due = on("2009-12-31");
    expect_fault(&q, STATUS_NOT_FOUND, "2009-12-31");
    q.due = on("2010-01-01");
    (void)dates_for(&q);
    q.due = DAY_MAX;
    expect_fault(&q, STATUS_INVALID, "9999-12-31");
    q = (struct dates_question){.due = on("2026-09-01"), .notice_sent = DAY_MAX};
    expect_fault(&q, STATUS_INVALID, "9999-12-31");
    q = (struct dates_question){.due = on("2026-09-01"), .demand_sent = DAY_MAX};
    expect_fault(&q, STATUS_INVALID, "9999-12-31");
    static const int32_t days[] = {13, -1, INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        q = (struct dates_question){.due = on("2026-09-01"), .notice_days = days[i]};
        expect_fault(&q, STATUS_INVALID, "notice");
        q = (struct dates_question){.due = on("2026-09-01"), .demand_days = days[i]};
        expect_fault(&q, STATUS_INVALID, "demand");
    }
}

/* Whatever the due day: every period is at least as long as the law wants, in order. */
static void test_dates_keep_every_least_period(void **state) {
    (void)state;
    for (day due = on("2024-01-01"); due < on("2028-01-01"); due++) {
        const struct dates_question q = {.due = due};
        struct dates all = dates_for(&q);
        const day *d = all.days;
        assert_true(d[DATE_DUE] >= due && day_is_bank_day(d[DATE_DUE]));
        assert_true(d[DATE_NOTICE_SENT] >= d[DATE_DUE] + 14);
        assert_true(d[DATE_NOTICE_DEADLINE] >= d[DATE_NOTICE_SENT] + 14);
        assert_true(day_is_bank_day(d[DATE_NOTICE_DEADLINE]));
        assert_true(d[DATE_DEMAND_SENT] > d[DATE_NOTICE_DEADLINE]);
        assert_true(d[DATE_DEMAND_DEADLINE] >= d[DATE_DEMAND_SENT] + 14);
        assert_true(day_is_bank_day(d[DATE_DEMAND_DEADLINE]));
        assert_true(d[DATE_HEAVY_COSTS] - d[DATE_DEMAND_DEADLINE] > 28);
        assert_true(d[DATE_LEGAL_STEP] < d[DATE_DEMAND_EXPIRES]);
    }
}

static void test_date_words_are_whole_and_distinct(void **state) {
    (void)state;
    for (int i = 0; i < DATES; i++) {
        assert_true(date_words[i].name && date_words[i].english);
        assert_non_null(strstr(date_words[i].paragraph, "§"));
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(date_words[i].name, date_words[j].name);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates_of_the_example),
        cmocka_unit_test(test_dates_of_a_demand_sent_on_2026_04_10),
        cmocka_unit_test(test_dates_of_a_due_day_on_a_weekend_or_holiday),
        cmocka_unit_test(test_dates_end_deadlines_on_bank_days),
        cmocka_unit_test(test_dates_of_a_demand_at_the_end_of_a_month),
        cmocka_unit_test(test_dates_of_longer_deadlines),
        cmocka_unit_test(test_dates_say_when_a_notice_bears_no_fee),
        cmocka_unit_test(test_dates_of_a_demand_alone_take_an_earlier_notice),
        cmocka_unit_test(test_dates_refuse_letters_on_days_the_law_forbids),
        cmocka_unit_test(test_dates_refuse_days_out_of_range),
        cmocka_unit_test(test_dates_keep_every_least_period),
        cmocka_unit_test(test_date_words_are_whole_and_distinct),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
