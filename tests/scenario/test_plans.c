/* test_plans.c - instalments as their users see them: reckoned before anybody says yes, offered by
 * letter, accepted by paying, adjusted when money is short, and paid to the last øre.
 *
 * The standard rules, one claim on one person. */
#include "desk.h"

#include <stdio.h>
#include <string.h>

static int plans_open(void **state) {
    const int rc = desk_open(state);
    desk_claims(*state, "7001;consumer;1000,00;2026-08-17\n");
    return rc;
}

static const char *number(struct desk *d) { return desk_path(d, "%d", DESK_CASE(1)); }

static const json_t *parts_of(const json_t *holder, const char *key) {
    const json_t *parts = json_object_get(json_object_get(holder, key), "instalments");
    assert_non_null(parts);
    return parts;
}

/* By the KID of the k-th instalment, wherever it stands in the plan. */
static void pay(struct desk *d, int64_t ore, const char *iso, int purpose) {
    char ddmmyy[8];
    const json_t *kid = desk_json(d, "kid", "make", number(d), desk_path(d, "%d", purpose));
    (void)snprintf(ddmmyy, sizeof ddmmyy, "%.2s%.2s%.2s", iso + 8, iso + 5, iso + 2);
    const struct desk_payment p = {ore, desk_str(kid, "kid"), ddmmyy, ddmmyy};
    const char *file = desk_path(d, "%s/ocr-%d.txt", d->dir, ++d->n_files);
    desk_ocr(d, file, DESK_ACCOUNT, &p, 1);
    (void)desk_ok(d, "take", file);
}

static int64_t letters_sent(struct desk *d, const char *kind) {
    return desk_sql_int(d, desk_path(d, "SELECT count(*) FROM outbox WHERE kind = 'letter' AND"
                                        " letter = '%s' AND state = 'done'", kind));
}

static void expect_closed_at_zero(struct desk *d) {
    const json_t *c = desk_case(d, 1);
    if (desk_str(c, "closed")[0] == '\0') {
        fail_msg("not closed: %s", desk_ok(d, "case", number(d))->out);
    }
    assert_int_equal(desk_sql_int(d, "SELECT coalesce(sum(amount), 0) FROM postings"), 0);
    assert_int_equal(desk_sql_int(d, "SELECT coalesce(sum(amount), 0) FROM postings WHERE account"
                                     " IN ('principal', 'interest', 'overpaid')"), 0);
    desk_verify(d);
}

static void test_a_dry_run_shows_every_day_and_ore_and_changes_nothing(void **state) {
    struct desk *d = *state;
    const char *before = desk_print(d);
    const json_t *told = desk_json(d, "tell", number(d), "plan", "--parts", "3", "--first",
                                   "2026-10-01", "--dry-run");
    const json_t *rows = parts_of(told, "schedule"), *row;
    int64_t sum = 0, interest = 0;
    size_t i;
    assert_int_equal(json_array_size(rows), 3);
    json_array_foreach(rows, i, row) {
        sum += desk_num(row, "amount_ore");
        interest += desk_num(row, "interest_ore");
    }
    const json_t *s = json_object_get(told, "schedule");
    assert_int_equal(sum, desk_num(s, "total_ore"));
    assert_int_equal(sum, desk_num(s, "owed_ore") + interest);
    assert_int_equal(desk_num(json_array_get(rows, 2), "left_ore"), 0);
    assert_string_equal(desk_str(json_array_get(rows, 1), "due"), "2026-11-02");
    const char *text = desk_ok(d, "tell", number(d), "plan", "--amount", "300", "--first",
                               "2026-10-01", "--dry-run")->out;
    assert_non_null(strstr(text, "300,00"));
    assert_non_null(strstr(text, "of it interest"));
    assert_string_equal(desk_print(d), before);
    (void)desk_fails(d, 1, "--amount KR each", "tell", number(d), "plan", "--first", "2026-10-01");
    (void)desk_fails(d, 1, "so much each", "tell", number(d), "plan", "--first", "2026-10-01",
                     "--parts", "3", "--amount", "300");
    (void)desk_fails(d, 1, "§ 2-4", "tell", number(d), "plan", "--first", "2026-10-01", "--parts",
                     "3", "--uplift");
}

static void test_an_offer_is_accepted_by_paying_and_kept_to_the_last_ore(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "tell", number(d), "offer-plan", "--parts", "3", "--first", "2026-10-01");
    assert_true(json_is_object(json_object_get(desk_case(d, 1), "plan_offered")));
    assert_non_null(strstr(desk_ok(d, "case", number(d))->out, "to be accepted by 2026-10-01"));
    desk_until(d, "2026-09-02");
    assert_int_equal(letters_sent(d, "plan_offer"), 1);
    int64_t amounts[3];
    for (size_t i = 0; i < 3; i++) {
        const json_t *row = json_array_get(parts_of(desk_case(d, 1), "plan_offered"), i);
        amounts[i] = desk_num(row, "amount_ore");
    }
    desk_until(d, "2026-10-01");
    pay(d, amounts[0], "2026-10-01", 2); /* another instalment's KID: it does not matter */
    assert_true(json_is_null(json_object_get(desk_case(d, 1), "plan_offered")));
    assert_int_equal(desk_num(json_object_get(desk_case(d, 1), "plan"), "paid_ore"), amounts[0]);
    desk_until(d, "2026-11-02");
    assert_int_equal(letters_sent(d, "plan_agreed"), 1);
    pay(d, amounts[1], "2026-11-02", 1);
    desk_until(d, "2026-12-01");
    pay(d, amounts[2], "2026-12-01", 3);
    desk_until(d, "2026-12-03");
    expect_closed_at_zero(d);
}

static void test_a_plan_is_adjusted_when_an_instalment_is_skipped(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "tell", number(d), "plan", "--parts", "3", "--first", "2026-10-01");
    desk_until(d, "2026-10-01");
    const int64_t first =
        desk_num(json_array_get(parts_of(desk_case(d, 1), "plan"), 0), "amount_ore");
    pay(d, first, "2026-10-01", 1);
    desk_until(d, "2026-10-20");
    (void)desk_fails(d, 1, "what becomes of the instalments", "tell", number(d), "adjust-plan",
                     "syk");
    (void)desk_ok(d, "tell", number(d), "adjust-plan", "syk i november", "--first", "2026-12-01");
    const json_t *plan = json_object_get(desk_case(d, 1), "plan");
    assert_int_equal(desk_num(plan, "done_before"), 1);
    assert_string_equal(desk_str(json_array_get(parts_of(desk_case(d, 1), "plan"), 0), "due"),
                        "2026-12-01");
    assert_int_equal(desk_sql_int(d, "SELECT json_extract(e.value, '$.was[0].parts') FROM steps s,"
                                     " json_each(s.body, '$.events') e WHERE"
                                     " json_extract(e.value, '$.kind') = 'plan_adjusted'"), 3);
    desk_until(d, "2026-10-21");
    assert_int_equal(letters_sent(d, "plan_agreed"), 2);
    desk_until(d, "2026-11-20"); /* November is free */
    assert_int_equal(letters_sent(d, "plan_broken"), 0);
    desk_until(d, "2026-12-01");
    const json_t *left = parts_of(desk_case(d, 1), "plan");
    for (size_t i = 0; i < json_array_size(left); i++) { /* both at once: less interest */
        pay(d, desk_num(json_array_get(left, i), "amount_ore"), "2026-12-01", 1);
    }
    desk_until(d, "2026-12-03");
    const json_t *c = desk_case(d, 1);
    if (desk_str(c, "closed")[0] == '\0') {
        fail_msg("not closed: %s", desk_ok(d, "case", number(d))->out);
    }
    assert_true(desk_sql_int(d, "SELECT sum(amount) FROM postings WHERE account = 'overpaid'") < 0);
    desk_verify(d);
}

/* Missing, asked for with fourteen days, paid within them: it goes on.  Missing again: it ends. */
static void test_a_missed_instalment_is_asked_for_before_the_plan_ends(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "tell", number(d), "plan", "--parts", "3", "--first", "2026-10-01");
    desk_until(d, "2026-10-08");
    assert_int_equal(letters_sent(d, "plan_broken"), 1);
    const json_t *part = json_array_get(parts_of(desk_case(d, 1), "plan"), 0);
    desk_until(d, "2026-10-15");
    pay(d, desk_num(part, "amount_ore"), "2026-10-15", 1);
    desk_until(d, "2026-11-04");
    assert_string_equal(desk_str(desk_case(d, 1), "stage"), "plan");
    assert_int_equal(letters_sent(d, "plan_agreed"), 1);
    desk_until(d, "2026-12-10");
    assert_int_equal(letters_sent(d, "plan_broken"), 2);
    assert_true(json_is_null(json_object_get(desk_case(d, 1), "plan")));
    assert_int_equal(desk_num(desk_case(d, 1), "plans_broken"), 1);
    desk_verify(d);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, plans_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_a_dry_run_shows_every_day_and_ore_and_changes_nothing),
        TEST(test_an_offer_is_accepted_by_paying_and_kept_to_the_last_ore),
        TEST(test_a_plan_is_adjusted_when_an_instalment_is_skipped),
        TEST(test_a_missed_instalment_is_asked_for_before_the_plan_ends),
    };
    return cmocka_run_group_tests_name("plans", tests, NULL, NULL);
}
