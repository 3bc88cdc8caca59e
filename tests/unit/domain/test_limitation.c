/* test_limitation.c - when a claim is lost by time. */
#include "unit/domain/life.h"

#include "domain/limitation_question.h"

static day maybe(const char *iso) {
    return iso ? on(iso) : DAY_NONE;
}

/* The answers' memory, for the whole program. */
static struct arena memory;

static struct limitation answer_to(struct limitation_question q) {
    struct limitation l;
    struct status st = {0};
    const int rc = limitation_of(&q, &memory, &l, &st);
    assert_string_equal(st.text, "");
    assert_int_equal(rc, STATUS_OK);
    return l;
}

static struct limitation limitation_for(const char *due, const char *acknowledged,
                                        const char *judgment) {
    const struct limitation_question q = {.due = on(due),
        .acknowledged = maybe(acknowledged), .judgment = maybe(judgment)};
    return answer_to(q);
}

static void expect_fault(struct limitation_question q, int code, const char *words) {
    struct limitation l;
    struct status st = {0};
    assert_int_equal(limitation_of(&q, &memory, &l, &st), code);
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
    expect_fault((struct limitation_question){.due = on("2024-06-15"),
                     .acknowledged = on("2027-06-16")},
                 STATUS_REFUSED, "2027-06-15");
    (void)limitation_for("2024-02-29", "2027-03-01", NULL);
    expect_fault((struct limitation_question){.due = on("2024-02-29"),
                     .acknowledged = on("2027-03-02")},
                 STATUS_REFUSED, "2027-03-01");
    /* The judgment came first, so the acknowledgement is in time. */
    (void)limitation_for("2024-06-15", "2030-01-02", "2027-01-04");
    expect_fault((struct limitation_question){.due = on("2024-06-15"),
                     .acknowledged = on("2030-01-02"), .judgment = on("2031-01-02")},
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
    expect_fault((struct limitation_question){.due = due, .acknowledged = due - 1}, STATUS_INVALID,
                 "acknowledged 2024-06-13");
    expect_fault((struct limitation_question){.due = due, .judgment = due - 1}, STATUS_INVALID,
                 "judgment 2024-06-13");
    expect_fault((struct limitation_question){.due = due, .judgment = DAY_MAX}, STATUS_INVALID,
                 "judgment 9999-12-31");
}

/* § 29 for every day of four years: never before the same date, and on a working day. */
static void test_limitation_ends_on_working_days(void **state) {
    (void)state;
    for (day due = on("2022-01-01"); due < on("2026-01-01"); due++) {
        const struct limitation_question q = {.due = due};
        struct limitation l;
        struct status st = {0};
        assert_int_equal(limitation_of(&q, &memory, &l, &st), 0);
        assert_true(day_is_bank_day(l.running.lapses));
        assert_true(l.running.lapses >= l.running.ends && l.running.lapses < l.running.ends + 6);
        assert_int_equal(day_ymd(l.running.ends).year, day_ymd(due).year + 3);
        assert_int_equal(day_ymd(l.running.ends).month, day_ymd(due).month);
        for (int i = 0; i < LIMITATION_WARNINGS; i++) {
            assert_int_equal(l.running.lapses - l.warnings[i], limitation_warning_days[i]);
        }
    }
}

/* ---- a case's claims ------------------------------------------------------------------------- */

static void acknowledge(struct life *l, const char *date) {
    const struct fact fact = {.kind = FACT_ACKNOWLEDGED, .legal_day = on(date),
        .booked_day = on(date)};
    life_must(l, &(struct apply_input){.fact = &fact});
}

static void judge(struct life *l, const char *date) {
    const struct fact fact = {.kind = FACT_FILING_RESULT, .legal_day = on(date),
        .booked_day = on(date), .reason = TEXT("judgment")};
    life_must(l, &(struct apply_input){.fact = &fact});
}

static void expect_lapses(const struct life *l, const char *expected) {
    char text[DAY_TEXT];
    assert_string_equal(day_format(limitation_of_case(&l->c), text), expected);
}

static void test_limitation_of_claim_begins_when_it_could_be_demanded(void **state) {
    (void)state;
    static const struct {
        const char *due, *due_stated, *delivered;
        bool term_agreed;
        const char *lapses;
    } rows[] = {
        {"2024-06-17", NULL, NULL, false, "2027-06-17"},
        {"2024-06-17", "2024-06-15", NULL, false, "2027-06-15"}, /* as on the invoice: a Saturday */
        {"2024-06-17", NULL, "2024-06-03", false, "2027-06-03"},
        {"2024-06-17", NULL, "2024-06-03", true, "2027-06-17"},
        {"2024-06-17", NULL, "2024-06-18", false, "2027-06-17"}, /* delivered after it was due */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct claim_state state_of = {.claim = {.number = 1, .due = on(rows[i].due),
            .due_stated = maybe(rows[i].due_stated), .delivered = maybe(rows[i].delivered),
            .term_agreed = rows[i].term_agreed}, .open = 100};
        const struct krav_case c = {.claims = &state_of, .n_claims = 1};
        assert_int_equal(limitation_of_claim(&c, 0), on(rows[i].lapses));
    }
}

static void test_limitation_of_case_is_its_first_open_claims(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    expect_lapses(&l, "-"); /* no claim */
    life_claim(&l, 100000, on("2024-06-17"));
    life_claim(&l, 50000, on("2024-03-01"));
    expect_lapses(&l, "2027-03-01");
    const struct fact credit = {.kind = FACT_CREDIT_NOTE, .legal_day = on("2024-07-01"),
        .booked_day = on("2024-07-01"), .amount = 50000, .source = TEXT("311758489:note")};
    life_must(&l, &(struct apply_input){.fact = &credit, .claim_number = 2});
    expect_lapses(&l, "2027-06-17");
    life_pay(&l, 200000, on("2024-07-02"), "bank:1");
    expect_lapses(&l, "-");
    life_end(&l);
}

/* Each acknowledgement counts from the one before it, whatever order they were told in. */
static void test_limitation_of_case_follows_every_acknowledgement(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    life_claim(&l, 100000, on("2020-06-15"));
    expect_lapses(&l, "2023-06-15");
    acknowledge(&l, "2025-01-13");
    expect_lapses(&l, "2023-06-15"); /* too late by itself */
    acknowledge(&l, "2022-03-14");
    expect_lapses(&l, "2028-01-13"); /* but not after this one */
    acknowledge(&l, "2028-01-14");
    expect_lapses(&l, "2028-01-13"); /* a day too late */
    acknowledge(&l, "2028-01-13");
    expect_lapses(&l, "2031-01-14");
    assert_int_equal(l.c.n_acknowledged_before, 3);
    life_end(&l);
}

static void test_limitation_of_case_is_ten_years_from_a_judgment(void **state) {
    (void)state;
    struct life l;
    life_begin(&l);
    life_claim(&l, 100000, on("2021-06-15"));
    judge(&l, "2025-03-03"); /* the step before it was in time */
    expect_lapses(&l, "2035-03-05");
    acknowledge(&l, "2026-05-04"); /* takes nothing from the ten */
    expect_lapses(&l, "2035-03-05");
    life_claim(&l, 50000, on("2025-03-04")); /* the judgment is not about this one */
    expect_lapses(&l, "2029-05-04");
    life_end(&l);
}

static void test_limitation_warns_on_the_day_and_when_it_is_too_late(void **state) {
    (void)state;
    static const struct {
        const char *today, *next;
        int32_t warning;
    } rows[] = {
        {"2027-03-16", "2027-03-17", 0},  {"2027-03-17", "2027-05-16", 90},
        {"2027-05-15", "2027-05-16", 90}, {"2027-05-16", "2027-06-08", 30},
        {"2027-06-07", "2027-06-08", 30}, {"2027-06-08", "2027-06-16", 7},
        {"2027-06-15", "2027-06-16", 7},  {"2027-06-16", "-", 0},
    };
    char text[DAY_TEXT];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const day last = on("2027-06-15"), today = on(rows[i].today);
        assert_string_equal(day_format(limitation_next_warning(last, today), text), rows[i].next);
        assert_int_equal(limitation_warning(last, today), rows[i].warning);
    }
    assert_int_equal(limitation_next_warning(DAY_NONE, on("2027-06-15")), DAY_NONE);
    assert_int_equal(limitation_warning(DAY_NONE, on("2027-06-15")), 0);
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
        cmocka_unit_test(test_limitation_of_claim_begins_when_it_could_be_demanded),
        cmocka_unit_test(test_limitation_of_case_is_its_first_open_claims),
        cmocka_unit_test(test_limitation_of_case_follows_every_acknowledgement),
        cmocka_unit_test(test_limitation_of_case_is_ten_years_from_a_judgment),
        cmocka_unit_test(test_limitation_warns_on_the_day_and_when_it_is_too_late),
    };
    arena_init(&memory);
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_fini(&memory);
    return failed;
}
