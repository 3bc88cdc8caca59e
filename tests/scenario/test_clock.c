/* test_clock.c - homes with a clock of their own, and homes whose day is Oslo's. */
#include "desk.h"

#include <stdio.h>
#include <string.h>

static void make_wall_home(struct desk *d) {
    assert_int_equal(desk_bare(d, "init", d->home, "--example", "--clock", "wall")->code, 0);
}

static void test_wall_home_does_not_move_its_day(void **state) {
    struct desk *d = *state;
    make_wall_home(d);
    (void)desk_ok(d, "check");
    const char *before = desk_print(d);
    (void)desk_fails(d, 1, "this home's day is Oslo's", "day", "--until", "2199-01-01");
    assert_string_equal(desk_print(d), before);
}

/* The day's work is done on the day that it is, once: nothing is opened, nothing comes twice. */
static void test_wall_home_does_the_work_of_its_day(void **state) {
    struct desk *d = *state;
    make_wall_home(d);
    const char *file = desk_path(d, "%s/old.csv", d->dir);
    desk_write(d, file, "creditor_org;invoice_no;debtor_kind;debtor_name;principal;due\n"
                        "311758489;1001;consumer;Kari Eksempel;100;2026-01-05\n");
    (void)desk_ok(d, "take", file);
    const json_t *days = desk_json(d, "day");
    assert_int_equal(json_array_size(days), 1);
    assert_int_equal(desk_num(json_array_get(days, 0), "letters_sent"), 1);
    assert_int_equal(desk_num(json_array_get(desk_json(d, "day"), 0), "letters_sent"), 0);
    assert_int_equal(desk_count_files(d, "out/letter_text", "*"), 1);
    desk_verify(d);
}

static void test_book_home_moves_one_day_or_to_a_day(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "day");
    assert_string_equal(desk_sql_text(d, "SELECT value FROM book WHERE name = 'day'"),
                        "2026-09-02");
    const json_t *days = desk_json(d, "day", "--until", "2026-09-05");
    assert_int_equal(json_array_size(days), 3);
    assert_string_equal(desk_str(json_array_get(days, 2), "day"), "2026-09-05");
    (void)desk_fails(d, 1, "passed that day already", "day", "--until", "2026-09-04");
    assert_string_equal(desk_sql_text(d, "SELECT value FROM book WHERE name = 'day'"),
                        "2026-09-05");
    (void)desk_ok(d, "day", "--until", "2026-09-05"); /* where it stands: nothing to open */
    desk_verify(d);
}

static void test_init_takes_a_first_day(void **state) {
    struct desk *d = *state;
    assert_int_equal(desk_bare(d, "init", d->home, "--example", "--day", "2026-02-28")->code, 0);
    (void)desk_ok(d, "day");
    assert_string_equal(desk_sql_text(d, "SELECT value FROM book WHERE name = 'day'"),
                        "2026-03-01");
}

static void test_day_that_does_not_exist_is_a_usage_error(void **state) {
    struct desk *d = *state;
    const char *before = desk_print(d);
    (void)desk_fails(d, 2, "2026-02-30 is not a day", "day", "--until", "2026-02-30");
    (void)desk_fails(d, 2, "--until needs a value", "day", "--until");
    (void)desk_fails(d, 2, "--soon", "day", "--soon");
    assert_string_equal(desk_print(d), before);
}

/* A rehearsal: as many lines as days, and not one byte of the book is another. */
static void test_dry_run_writes_nothing(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "take", desk_path(d, "%s/files/claims.csv", d->home));
    const char *before = desk_print(d), *heads = "";
    if (desk_exists(d, "heads.log")) {
        heads = desk_read(d, "heads.log");
    }
    const json_t *days = desk_json(d, "day", "--dry-run", "--until", "2026-10-01");
    assert_int_equal(json_array_size(days), 31); /* 1 September to 1 October, both included */
    assert_string_equal(desk_print(d), before);
    assert_string_equal(desk_sql_text(d, "SELECT value FROM book WHERE name = 'day'"),
                        "2026-09-01");
    assert_int_equal(desk_count_files(d, "out/letter_text", "*"), 0);
    assert_string_equal(desk_exists(d, "heads.log") ? desk_read(d, "heads.log") : "", heads);
}

/* However the days are cut into commands, the same steps come of them. */
static void test_day_by_day_is_the_same_as_all_at_once(void **state) {
    struct desk *d = *state;
    static const char steps[] = "SELECT count(*) || group_concat(case_id || fact || booked_day)"
                                " FROM (SELECT * FROM steps ORDER BY id)";
    const char *claims = desk_path(d, "%s/claims.csv", d->dir);
    desk_write(d, claims, desk_read(d, "files/claims.csv"));
    (void)desk_ok(d, "take", claims);
    (void)desk_ok(d, "day", "--until", "2026-10-03");
    const char *at_once = desk_sql_text(d, steps);
    const char *other = desk_path(d, "%s/other", d->dir);
    assert_int_equal(desk_bare(d, "init", other, "--example")->code, 0);
    (void)snprintf(d->home, sizeof d->home, "%s", other);
    (void)desk_ok(d, "take", claims);
    for (int i = 0; i < 32; i++) {
        (void)desk_ok(d, "day");
    }
    assert_string_equal(desk_sql_text(d, steps), at_once);
    desk_verify(d);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
#define BARE(f) cmocka_unit_test_setup_teardown(f, desk_open_empty, desk_close)
    const struct CMUnitTest tests[] = {
        BARE(test_wall_home_does_not_move_its_day),
        BARE(test_wall_home_does_the_work_of_its_day),
        TEST(test_book_home_moves_one_day_or_to_a_day),
        BARE(test_init_takes_a_first_day),
        TEST(test_day_that_does_not_exist_is_a_usage_error),
        TEST(test_dry_run_writes_nothing),
        TEST(test_day_by_day_is_the_same_as_all_at_once),
    };
    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
