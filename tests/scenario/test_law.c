/* test_law.c - rules that ask for something unlawful get no for an answer: nothing of the list is
 * done, the reason is on record with its paragraph, and a person or a later day takes over. */
#include "desk.h"

#include <string.h>

#define CLAIM "1001;consumer;1000,00;2026-08-17\n"

/* A bundle whose one stage wants `actions` on arrival. */
#define WANTS(actions)                                                                            \
    "function W.start (c) return \"only\" end\n"                                                  \
    "W.stage \"only\" { label = \"Only\",\n"                                                      \
    "  enter = function (c) return { " actions " } end,\n"                                        \
    "  decide = function (c) return {} end }"

static const char *column(struct desk *d, const char *table, const char *what) {
    return desk_sql_text(d, desk_path(d, "SELECT coalesce(group_concat(%s), '') FROM %s", what,
                                      table));
}

static const char *reasons(struct desk *d) {
    return column(d, "steps, json_each(body, '$.verdicts') v",
                  "DISTINCT json_extract(v.value, '$.reason')");
}

/* The case stands where it stood: nowhere, with no letter promised and nothing charged. */
static void expect_nothing_done(struct desk *d) {
    const json_t *c = desk_case(d, 1);
    assert_string_equal(desk_str(c, "stage"), "");
    assert_string_equal(desk_str(c, "closed"), "");
    assert_int_equal(json_array_size(json_object_get(c, "letters")), 0);
    assert_int_equal(json_array_size(json_object_get(c, "costs")), 0);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM outbox"), 0);
    desk_verify(d);
}

/* `reason` is the id of the law's answer; the task that a person finds bears the same. */
static void expect_refused(struct desk *d, const char *bundle, const char *reason) {
    desk_publish(d, "bundle", bundle);
    desk_claims(d, CLAIM);
    assert_string_equal(reasons(d), reason);
    assert_string_equal(column(d, "tasks", "reason"), reason);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps, json_each(body, '$.verdicts') v"
                                     " WHERE json_extract(v.value, '$.reason') IS NOT NULL"
                                     " AND json_extract(v.value, '$.paragraph') IS NULL"), 0);
    expect_nothing_done(d);
    (void)desk_ok(d, "day", "--until", "2026-09-20");
    expect_nothing_done(d);
    assert_int_equal(desk_count_files(d, "out/letter_text", "*"), 0);
}

static void test_demand_without_notice(void **state) {
    expect_refused(*state, WANTS("send { letter = \"payment_demand\", days = 14 }"), "no_notice");
}

static void test_notice_with_five_days(void **state) {
    expect_refused(*state, WANTS("send { letter = \"collection_notice\", days = 5 }"),
                   "short_deadline");
}

static void test_notice_with_thirteen_days(void **state) {
    expect_refused(*state, WANTS("send { letter = \"collection_notice\", days = 13 }"),
                   "short_deadline");
}

static void test_close_with_money_open(void **state) {
    expect_refused(*state, WANTS("close \"tired\""), "money_open");
}

static void test_write_off_by_a_rule(void **state) {
    expect_refused(*state, WANTS("write_off { because = \"tired\" }"), "write_off_by_person");
}

static void test_fee_without_its_letter(void **state) {
    expect_refused(*state, WANTS("charge \"reminder_fee\""), "fee_needs_letter");
}

static void test_reminder_by_sms_alone(void **state) {
    expect_refused(*state, WANTS("send { letter = \"reminder\", days = 14, by = (\"sms\") }"),
                   "sms_alone");
}

/* One no, and the lawful letter beside it is not sent either. */
static void test_lawful_part_of_an_unlawful_list(void **state) {
    expect_refused(*state,
                   WANTS("send { letter = \"reminder\", days = 14 }, close \"and be done\""),
                   "money_open");
}

static void test_notes_and_tasks_survive_a_no(void **state) {
    struct desk *d = *state;
    desk_publish(d, "bundle",
                 WANTS("note \"looked at\", task { text = \"call them\" }, close \"tired\""));
    desk_claims(d, CLAIM);
    expect_nothing_done(d);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM tasks WHERE text = 'call them'"), 1);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM tasks WHERE reason = 'money_open'"), 1);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps, json_each(body, '$.events') e"
                                     " WHERE json_extract(e.value, '$.kind') = 'noted'"), 1);
}

/* Too early is no reason to bother a person: the core comes back by itself on the first day. */
static void test_not_before_a_day_waits_for_that_day(void **state) {
    struct desk *d = *state;
    desk_publish(d, "bundle", WANTS("send { letter = \"collection_notice\", days = 14 }"));
    desk_claims(d, "1001;consumer;1000,00;2026-09-05\n"); /* a Saturday: due on Monday the 7th */
    assert_string_equal(reasons(d), "not_due");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM tasks"), 0);
    assert_string_equal(desk_str(desk_case(d, 1), "next_day"), "2026-09-08");
    expect_nothing_done(d);
    (void)desk_ok(d, "day", "--until", "2026-09-07");
    expect_nothing_done(d);
    (void)desk_ok(d, "day");
    const json_t *letter = json_array_get(json_object_get(desk_case(d, 1), "letters"), 0);
    assert_string_equal(desk_str(letter, "state"), "sent");
    assert_string_equal(desk_str(letter, "sent"), "2026-09-08");
    assert_int_equal(desk_num(letter, "fee_ore"), 0); /* 14 days after due is the 21st */
    desk_verify(d);
}

/* The letter is judged again as it is composed: one that cannot say what it is about stays. */
static void test_letter_that_lacks_what_it_must_hold(void **state) {
    struct desk *d = *state;
    const char *file = desk_path(d, "%s/bare.csv", d->dir);
    desk_write(d, file, DESK_CSV_HEAD "A-1;311758489;consumer;;Kari Eksempel;100;2026-08-17\n");
    (void)desk_ok(d, "take", file);
    (void)desk_ok(d, "day");
    const json_t *letter = json_array_get(json_object_get(desk_case(d, 1), "letters"), 0);
    assert_string_equal(desk_str(letter, "state"), "not_sent");
    assert_string_equal(column(d, "outbox", "reason"), "part_missing");
    assert_string_equal(column(d, "tasks", "reason"), "letter_not_sent");
    assert_int_equal(desk_count_files(d, "out/letter_text", "*"), 0);
    desk_verify(d);
}

/* A person may close with money open, and may not act on what is closed. */
static void test_person_may_what_a_rule_may_not(void **state) {
    struct desk *d = *state;
    desk_claims(d, CLAIM);
    (void)desk_ok(d, "tell", "100000001", "close", "oppgitt etter avtale");
    assert_string_equal(desk_str(desk_case(d, 1), "closed"), "2026-09-01");
    const char *before = desk_print(d);
    (void)desk_fails(d, 1, "The case is closed", "tell", "100000001", "withdraw", "for sent");
    assert_string_equal(desk_print(d), before);
    desk_verify(d);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_demand_without_notice),
        TEST(test_notice_with_five_days),
        TEST(test_notice_with_thirteen_days),
        TEST(test_close_with_money_open),
        TEST(test_write_off_by_a_rule),
        TEST(test_fee_without_its_letter),
        TEST(test_reminder_by_sms_alone),
        TEST(test_lawful_part_of_an_unlawful_list),
        TEST(test_notes_and_tasks_survive_a_no),
        TEST(test_not_before_a_day_waits_for_that_day),
        TEST(test_letter_that_lacks_what_it_must_hold),
        TEST(test_person_may_what_a_rule_may_not),
    };
    return cmocka_run_group_tests_name("law", tests, NULL, NULL);
}
