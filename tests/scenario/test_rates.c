/* test_rates.c - a year whose rates krav was not built with: where none is known the day stands still,
 * and goes on once a person has added it. */
#include "desk.h"

#include <string.h>

#define HEAD "kind;from;to;value;source\n"
#define H1_2027 "late_interest;2027-01-01;2027-06-30;12,00;FOR-2026-12-18-2901\n"

static const char *rates_write(struct desk *d, const char *name, const char *text) {
    const char *path = desk_path(d, "%s/rates/%s", d->home, name);
    desk_write(d, path, text);
    return path;
}

static const char *today(struct desk *d) {
    return desk_sql_text(d, "SELECT value FROM book WHERE name = 'day'");
}

static int64_t n_imported(struct desk *d, const char *path) {
    return desk_num(desk_json(d, "rates", "import", path), "imported");
}

static int64_t n_rates(struct desk *d) {
    return desk_sql_int(d, "SELECT count(*) FROM rates");
}

static const json_t *balances(struct desk *d) {
    return json_object_get(desk_case(d, 1), "balances");
}

/* A claim that is looked at again on 10 January, and no rate for that day. */
static void stand_still(struct desk *d) {
    desk_until(d, "2026-12-01");
    desk_claims(d, "1001;consumer;1000,00;2026-11-17\n");
    (void)desk_fails(d, 1, "case 100000001: late interest: 2027-01-01: no rate for this day: the day "
                           "stands still until the rate is known (krav rates import)",
                     "day", "--until", "2027-01-31");
}

static void test_day_stands_still_without_a_rate_and_goes_on_with_it(void **state) {
    struct desk *d = *state;
    stand_still(d);
    const char *stopped = today(d), *before = desk_print(d);
    assert_string_equal(stopped, "2027-01-10");
    (void)desk_fails(d, 1, "no rate for this day", "day");
    /* Nothing was parked, and nobody is asked to let each case go. */
    assert_string_equal(desk_print(d), before);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM cases WHERE parked <> ''"), 0);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM tasks"), 0);
    desk_verify(d);
    assert_int_equal(n_imported(d, rates_write(d, "2027.csv", HEAD H1_2027)), 1);
    (void)desk_ok(d, "day", "--until", stopped);
    assert_string_equal(today(d), stopped);
    const json_t *letter = json_array_get(json_object_get(desk_case(d, 1), "letters"), 2);
    assert_string_equal(desk_str(letter, "sent"), stopped);
    /* Of 1000,00: 44 days at 12,25 % and 10 at 12 % are 18,0548. */
    assert_int_equal(desk_num(balances(d), "interest_ore"), 1805);
    (void)desk_ok(d, "day", "--until", "2027-02-15");
    desk_verify(d);
}

/* Money that comes on such a day is not lost, and not half booked. */
static void test_payment_waits_for_the_rate(void **state) {
    struct desk *d = *state;
    stand_still(d);
    const char *file = desk_path(d, "%s/late.ocr", d->dir);
    const struct desk_payment payment = {30000, desk_kid(d, 1), "080127", "080127"};
    desk_ocr(d, file, DESK_ACCOUNT, &payment, 1);
    const char *before = desk_print(d);
    const struct ran *r = desk_run(d, "take", file);
    assert_int_equal(r->code, 1);
    assert_non_null(strstr(r->err, "late.ocr: line 3: late interest: 2027-01-01: no rate for this day: "
                                   "the file waits"));
    assert_string_equal(desk_print(d), before);
    assert_int_equal(desk_count_files(d, "in/ocr_giro", "late.ocr"), 1);
    (void)desk_fails(d, 1, "late.ocr: line 3", "day");
    (void)n_imported(d, rates_write(d, "2027.csv", HEAD H1_2027));
    (void)desk_ok(d, "day", "--until", today(d)); /* takes what waits first */
    assert_int_equal(desk_count_files(d, "in/ocr_giro", "late.ocr"), 0);
    assert_int_equal(desk_num(balances(d), "paid_ore"), 30000);
    desk_verify(d);
}

/* The morning says in time what will be missing. */
static void test_status_tells_until_when_interest_is_known(void **state) {
    struct desk *d = *state;
    static const char says[] = "late interest known to 2026-12-31";
    desk_until(d, "2026-12-01");
    assert_null(strstr(desk_ok(d, "status")->out, says));
    desk_until(d, "2026-12-02");
    assert_non_null(strstr(desk_ok(d, "status")->out, says));
    (void)n_imported(d, rates_write(d, "2027.csv", HEAD H1_2027));
    assert_null(strstr(desk_ok(d, "status")->out, "late interest"));
    assert_string_equal(desk_str(desk_json(d, "status"), "interest_known_to"), "2027-06-30");
}

static void test_import_twice_is_once(void **state) {
    struct desk *d = *state;
    const char *path = rates_write(d, "2027.csv", HEAD H1_2027);
    assert_int_equal(n_imported(d, path), 1);
    const char *before = desk_print(d);
    assert_int_equal(n_imported(d, path), 0);
    /* Other bytes that say the same, or what is built in: nothing is new. */
    assert_int_equal(n_imported(d, rates_write(d, "again.csv", "# again\n" HEAD H1_2027)), 0);
    assert_int_equal(n_imported(d, rates_write(d, "old.csv", HEAD
                                    "late_interest;2026-01-01;2026-06-30;12;built in\n")), 0);
    assert_string_equal(desk_print(d), before);
    assert_int_equal(n_rates(d), 1);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps WHERE fact = 'rates_set'"), 1);
    /* A file that grew: only what was added. */
    desk_write(d, path, HEAD H1_2027 "late_interest;2027-07-01;2027-12-31;11,75;FOR-2027-06-24-1\n");
    assert_int_equal(n_imported(d, path), 1);
    assert_int_equal(n_rates(d), 2);
    desk_verify(d);
}

/* A slip that is seen in time is put right, and the old file does not bring it back. */
static void test_row_that_has_not_begun_is_given_again(void **state) {
    struct desk *d = *state;
    const char *slip = rates_write(d, "slip.csv", HEAD
                                   "late_interest;2027-01-01;2027-06-30;12,52;FOR-2026-12-18-2901\n");
    const char *right = rates_write(d, "right.csv", HEAD H1_2027);
    assert_int_equal(n_imported(d, slip), 1);
    assert_int_equal(n_imported(d, right), 1);
    assert_int_equal(n_imported(d, slip), 0);
    const json_t *rates = json_object_get(desk_json(d, "rates", "show", "late_interest"), "rates");
    const json_t *last = json_array_get(rates, json_array_size(rates) - 1);
    assert_string_equal(desk_str(last, "from"), "2027-01-01");
    assert_string_equal(desk_str(last, "percent"), "12.00");
    assert_string_equal(desk_str(last, "source"), "FOR-2026-12-18-2901");
    assert_true(json_is_false(json_object_get(last, "built_in")));
    assert_true(json_is_true(json_object_get(json_array_get(rates, 0), "built_in")));
    desk_verify(d);
}

static void test_bad_file_changes_nothing(void **state) {
    struct desk *d = *state;
    const char *before = desk_print(d);
    const char *path = rates_write(d, "bad.csv", HEAD H1_2027
                                   "inkassosats;2026-09-01;;770;FOR-2026-12-15-2850\n"
                                   "rettsgebyr;2027-01-01;;13450;rettsgebyrloven\n"
                                   "compensation;2027-07-01;2027-12-31;430;\n"
                                   "sats;2027-01-01;;1;x\n");
    const struct ran *r = desk_fails(d, 1, "bad.csv:3: from: the row from 2026-01-01 is in force "
                                           "today, 2026-09-01", "rates", "import", path);
    assert_non_null(strstr(r->err, "bad.csv:4: value: not from 500,00 to 5 000,00"));
    assert_non_null(strstr(r->err, "bad.csv:5: source: missing"));
    assert_non_null(strstr(r->err, "bad.csv:6: sats: not a kind of rate"));
    (void)desk_fails(d, 1, "No such file", "rates", "import", desk_path(d, "%s/none.csv", d->dir));
    assert_string_equal(desk_print(d), before);
    assert_int_equal(n_rates(d), 0);
    (void)desk_fails(d, 2, "rates list | show KIND | import FILE", "rates");
    (void)desk_fails(d, 2, "did you mean late_interest", "rates", "show", "late_intrest");
    (void)desk_ok(d, "rates", "show", "caps");
}

static void test_check_names_what_is_not_imported(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "check");
    const char *path = rates_write(d, "2027.csv", HEAD H1_2027);
    (void)rates_write(d, "notes.txt", "no rates");
    (void)desk_fails(d, 1, "rates/2027.csv: not imported yet (krav rates import", "check");
    (void)n_imported(d, path);
    (void)desk_ok(d, "check");
    (void)rates_write(d, "odd.csv", HEAD "late_interest;2028-01-01;2028-06-30;12;FOR\n");
    (void)desk_fails(d, 1, "rates/odd.csv:2: from: a gap: the last row known ends 2027-06-30", "check");
}

/* In a home the statute's arithmetic knows what the home knows; elsewhere what krav was built with. */
static void test_law_and_walk_know_the_rates_of_their_home(void **state) {
    struct desk *d = *state;
    (void)desk_fails(d, 1, "2027-01-01: no rate", "law", "interest", "--principal", "36500", "--due",
                     "2026-12-31", "--until", "2027-01-10");
    (void)desk_fails(d, 1, "no rate", "rules", "walk", "--due", "2027-01-04", "--days", "30");
    (void)n_imported(d, rates_write(d, "2027.csv", HEAD H1_2027
                                    "rettsgebyr;2027-01-01;;1380;FOR-2026-12-01-1\n"));
    const json_t *interest = desk_json(d, "law", "interest", "--principal", "36500", "--due",
                                       "2026-12-31", "--until", "2027-01-10");
    assert_int_equal(desk_num(interest, "interest_ore"), 12000); /* ten days of 12,00 */
    (void)desk_ok(d, "law", "rates", "--on", "2027-06-30");
    (void)desk_fails(d, 1, "not every rate", "law", "rates", "--on", "2027-07-01");
    (void)desk_ok(d, "rules", "walk", "--due", "2027-01-04", "--days", "30");
    const struct ran *r = desk_bare(d, "-C", d->dir, "law", "rates", "--on", "2027-01-01");
    assert_int_equal(r->code, 1);
    assert_int_equal(desk_bare(d, "-C", d->dir, "rates", "list")->code, 0);
}

static void test_verify_holds_rates_against_their_file(void **state) {
    struct desk *d = *state;
    (void)n_imported(d, rates_write(d, "2027.csv", HEAD H1_2027));
    desk_sql_do(d, "DROP TRIGGER rates_no_update");
    desk_sql_do(d, "UPDATE rates SET hundredths = 1300");
    (void)desk_fails(d, 1, "late_interest of step", "verify");
    desk_sql_do(d, "UPDATE rates SET hundredths = 1200, step = 1");
    (void)desk_fails(d, 1, "step 1 did not set it from its file", "verify");
    desk_sql_do(d, "DROP TRIGGER rates_no_delete");
    desk_sql_do(d, "DELETE FROM rates");
    (void)desk_fails(d, 1, "set rates, and the book has none of them", "verify");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_day_stands_still_without_a_rate_and_goes_on_with_it),
        TEST(test_payment_waits_for_the_rate),
        TEST(test_status_tells_until_when_interest_is_known),
        TEST(test_import_twice_is_once),
        TEST(test_row_that_has_not_begun_is_given_again),
        TEST(test_bad_file_changes_nothing),
        TEST(test_check_names_what_is_not_imported),
        TEST(test_law_and_walk_know_the_rates_of_their_home),
        TEST(test_verify_holds_rates_against_their_file),
    };
    return cmocka_run_group_tests_name("rates", tests, NULL, NULL);
}
