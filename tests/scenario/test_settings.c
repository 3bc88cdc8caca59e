/* test_settings.c - settings, databases and homes that are not as they should be: everything that
 * is wrong is said at once, and nothing is touched. */
#include "desk.h"

#include <stdio.h>
#include <string.h>

/* krav check with exit 1 says all of these. */
static void expect_faults(struct desk *d, const char *const *says) {
    const struct ran *plain = desk_run(d, "check"), *json = desk_run(d, "check", "--json");
    const json_t *document = desk_document(d, json);
    assert_int_equal(plain->code, 1);
    assert_int_equal(json->code, 1);
    assert_true(json_is_false(json_object_get(document, "ok")));
    for (; *says; says++) {
        if (!strstr(plain->err, *says) || !strstr(json->out, *says)) {
            fail_msg("krav check does not say \"%s\" but\n%s%s", *says, plain->err, json->out);
        }
    }
}

static void test_example_is_well(void **state) {
    struct desk *d = *state;
    const json_t *j = desk_json(d, "check");
    assert_true(json_is_true(json_object_get(j, "ok")));
    assert_int_equal(json_array_size(json_object_get(j, "faults")), 0);
}

/* The whole krav.conf of the next test, so that its line numbers can be read off. */
static const char broken_conf[] =
    "[home]\n"                              /*  1 */
    "clock = wall\n"                        /*  2: the book has the other clock */
    "colour = blue\n"                       /*  3: unknown */
    "[agency]\n"                            /*  4 */
    "name = Eksempel Inkasso AS\n"          /*  5 */
    "org = 312597773\n"                     /*  6: check digit */
    "address = Lillegata 1, 0150 Oslo\n"    /*  7 */
    "account = 12345678904\n"               /*  8: check digit */
    "[channels]\n"                          /*  9 */
    "letter = nobody\n"                     /* 10: no such plugin */
    "fax = letter_text\n"                   /* 11: unknown */
    "[plugin erp_csv]\n"                    /* 12 */
    "run = isolated\n"                      /* 13 */
    "colour = blue\n"                       /* 14: no such option */
    "max_bytes = 12\n"                      /* 15: below its least */
    "[plugin missing]\n"                    /* 16 */
    "run = isolated\n"                      /* 17: there is no missing.so */
    "[plugin letter_text]\n"                /* 18 */
    "sha256 = 0000000000000000000000000000000000000000000000000000000000000001\n"
    "[plugin ocr_giro]\n"                   /* 20 */
    "sha256 = beef\n"                       /* 21: not 64 digits */
    "run = sideways\n";                     /* 22: unknown */

static void test_check_lists_every_fault_at_once(void **state) {
    struct desk *d = *state;
    desk_write(d, "krav.conf", broken_conf);
    desk_replace(d, "rules/levels.lua", "W.level \"normal\" {", "W.level \"normal\" ((");
    expect_faults(d, (const char *const[]){"krav.conf:3: [home] colour", "org", "account",
        "krav.conf:11: [channels] fax", "krav.conf:21: sha256", "krav.conf:22: run", "other clock",
        "letter: names no plugin", "levels.lua:", "[plugin missing]", "missing.so",
        "[plugin erp_csv] colour", "[plugin erp_csv] max_bytes", "[plugin letter_text]",
        "is pinned", NULL});
}

static void test_other_commands_refuse_broken_settings(void **state) {
    struct desk *d = *state;
    const char *before = desk_print(d);
    const char *good = desk_read(d, "krav.conf");
    desk_write(d, "krav.conf", broken_conf);
    (void)desk_fails(d, 1, "krav.conf:3: [home] colour", "day");
    (void)desk_fails(d, 1, "krav.conf:11: [channels] fax", "take", "files/claims.csv");
    desk_write(d, "krav.conf", good);
    assert_string_equal(desk_print(d), before);
}

static void test_unknown_setting_proposes_the_nearest(void **state) {
    struct desk *d = *state;
    const char *conf = desk_read(d, "krav.conf");
    static const struct { const char *lines, *says; } rows[] = {
        {"[channels]\nleter = letter_text\n", "leter: not a setting krav knows: did you mean 'letter'?"},
        {"[chanels]\nletter = letter_text\n", "[chanels] letter: not a setting krav knows: did you mean [channels]?"},
        {"[law]\nnew_20_notise = 2027-01-01\n", "did you mean 'new_20_notice'?"},
        {"[channels]\nfax = letter_text\n", "[channels] fax: not a setting krav knows\n"},
        {"[plugin]\nrun = isolated\n", "[plugin] run: not a setting krav knows"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        desk_write(d, "krav.conf", conf);
        if (strncmp(rows[i].lines, "[channels]\n", 11) == 0) {
            desk_replace(d, "krav.conf", "[channels]\n", rows[i].lines);
        } else {
            desk_write(d, "krav.conf", desk_path(d, "%s\n%s", conf, rows[i].lines));
        }
        (void)desk_fails(d, 1, rows[i].says, "check");
    }
}

/* What the table prints is what the reader takes: each key with a value that it may have. */
static void test_help_settings_lists_what_may_be_set(void **state) {
    struct desk *d = *state;
    static const char *const keys[] = {"[home]", "clock = wall or book", "hour = ", "[agency]", "org = ",
        "phone_hours = ", "[channels]", "letter = ", "render = ", "email = ", "sms = ", "portal = ",
        "mailbox = ", "payout = ", "requests = ", "request_days = 1 to 60", "checkout = ", "score = ",
        "wash = ", "wash_days = 0, or 7 to 366", "[accounts]", "booked_by = ", "[http]", "listen = ",
        "public_url = ", "[serve]", "watch_rules = ", "[law]", "contact_on_eves = ", "agreed_rate_above = ",
        "new_15_hours = ", "new_30_guardian = ", "[plugin NAME]", "so = ", "run = isolated", "sha256 = ",
        "conformance = ", "poll_minutes = 1 to 10080", "shadow = "};
    const struct ran *help = desk_ok(d, "help", "settings"), *man = desk_ok(d, "help", "settings", "--man");
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (!strstr(help->out, keys[i])) {
            fail_msg("krav help settings has no '%s'", keys[i]);
        }
    }
    assert_int_equal(strncmp(man->out, ".TH KRAV.CONF 5 ", 16), 0);
    assert_non_null(strstr(man->out, ".BI wash_days \" = 0, or 7 to 366\""));
    assert_non_null(strstr(man->out, ".SH [plugin NAME]"));
    assert_null(strstr(man->out, "\n."  "TP\n\n"));
}

static void test_line_that_is_no_setting_is_named(void **state) {
    struct desk *d = *state;
    desk_replace(d, "krav.conf", "[channels]\n", "what is this\n[channels]\n");
    const struct ran *r = desk_fails(d, 1, "krav.conf:", "check");
    assert_non_null(strstr(r->err, "neither [section] nor key = value"));
}

static void test_clock_of_settings_and_book_must_agree(void **state) {
    struct desk *d = *state;
    desk_replace(d, "krav.conf", "clock = book", "clock = wall");
    expect_faults(d, (const char *const[]){"the book was made with the other clock", NULL});
    (void)desk_fails(d, 1, "other clock", "day");
}

/* The act of 2026: what is known may be set, what waits for the regulation not. */
static void test_switches_of_the_act_are_checked(void **state) {
    struct desk *d = *state;
    const char *conf = desk_read(d, "krav.conf");
    desk_write(d, "krav.conf", desk_path(d, "%s\n[law]\nnew_17_answers = 2027-01-01 received\n",
                                         conf));
    const json_t *j = desk_json(d, "check");
    assert_true(json_is_true(json_object_get(j, "ok")));
    const json_t *rows = json_object_get(desk_json(d, "law", "acts"), "provisions");
    const json_t *answers = json_array_get(rows, 2), *notice = json_array_get(rows, 5);
    assert_string_equal(desk_str(answers, "name"), "new_17_answers");
    assert_string_equal(desk_str(answers, "set_from"), "2027-01-01");
    assert_string_equal(desk_str(answers, "reference"), "received");
    assert_string_equal(desk_str(notice, "name"), "new_20_notice");
    assert_string_equal(desk_str(notice, "set_from"), "");
    assert_int_equal(json_array_size(json_object_get(notice, "missing")), 2);
    desk_write(d, "krav.conf", desk_path(d, "%s\n[law]\nnew_20_notice = 2027-01-01\n"
                                         "new_99 = 2027-01-01\nnew_15_hours = soon\n", conf));
    expect_faults(d, (const char *const[]){"new_20_notice: inkassoloven (2026) § 20: waits",
        "fee_notice", "cap_table", "new_99: no provision", "new_15_hours: soon: not a day", NULL});
}

static void test_plugin_with_another_hash_is_not_used(void **state) {
    struct desk *d = *state;
    desk_replace(d, "krav.conf", "[plugin erp_csv]\n",
                 "[plugin erp_csv]\nsha256 = "
                 "00000000000000000000000000000000000000000000000000000000000000aa\n");
    expect_faults(d, (const char *const[]){"[plugin erp_csv]", "is pinned", NULL});
    const char *before = desk_print(d);
    const struct ran *r = desk_run(d, "take", desk_path(d, "%s/files/claims.csv", d->home));
    assert_int_equal(r->code, 1);
    assert_string_equal(desk_print(d), before);
}

static void test_book_of_a_newer_krav_is_refused_with_both_numbers(void **state) {
    struct desk *d = *state;
    const int64_t ours = desk_sql_int(d, "PRAGMA user_version");
    desk_sql_do(d, "PRAGMA user_version = 4711");
    const char *const commands[] = {"day", "cases", "verify", "check"};
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        const struct ran *r = desk_fails(d, 1, "4711", commands[i]);
        if (!strstr(r->err, desk_path(d, "%lld", (long long)ours))) {
            fail_msg("krav %s does not name its own version: %s", commands[i], r->err);
        }
    }
    assert_int_equal(desk_sql_int(d, "PRAGMA user_version"), 4711);
}

static void test_file_that_is_no_database_is_refused_and_kept(void **state) {
    struct desk *d = *state;
    static const char text[] = "This is a shopping list: milk, bread.  It is longer than a header,"
                               " so that nothing can take it for an empty database file.\n";
    (void)desk_ok(d, "verify"); /* leaves no write-ahead log behind that could hide the file */
    (void)desk_run(d, "check");
    desk_write(d, "krav.db", text);
    const char *const commands[] = {"day", "cases", "verify", "check"};
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        (void)desk_fails(d, 1, "krav.db", commands[i]);
    }
    assert_string_equal(desk_read(d, "krav.db"), text);
}

static void test_foreign_database_is_refused(void **state) {
    struct desk *d = *state;
    desk_sql_do(d, "PRAGMA application_id = 42");
    (void)desk_fails(d, 1, "krav.db", "day");
    (void)desk_fails(d, 1, "krav.db", "cases");
}

static void test_home_that_is_not_there_is_named(void **state) {
    struct desk *d = *state;
    const char *const commands[] = {"day", "cases", "verify", "check", "take"};
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        (void)desk_fails(d, 1, d->home, commands[i]);
    }
    assert_false(desk_exists(d, "."));
}

static void test_directory_that_is_no_home_is_named(void **state) {
    struct desk *d = *state;
    (void)snprintf(d->home, sizeof d->home, "%s", d->dir);
    (void)desk_fails(d, 1, "krav.conf", "day");
    (void)desk_fails(d, 1, "krav.conf", "check");
    assert_false(desk_exists(d, "run"));
    assert_false(desk_exists(d, "krav.db"));
}

static void test_init_does_not_touch_what_is_there(void **state) {
    struct desk *d = *state;
    const char *before = desk_print(d);
    const struct ran *r = desk_bare(d, "init", d->home, "--example");
    assert_int_equal(r->code, 1);
    assert_non_null(strstr(r->err, d->home));
    assert_string_equal(desk_print(d), before);
    const char *nowhere = desk_path(d, "%s/no/such/place", d->dir);
    assert_int_equal(desk_bare(d, "init", nowhere)->code, 1);
    assert_false(desk_exists(d, nowhere));
}

/* An unconfigured agency is made, and check says what is still to be filled in. */
static void test_empty_home_says_what_is_missing(void **state) {
    struct desk *d = *state;
    assert_int_equal(desk_bare(d, "init", d->home)->code, 0);
    expect_faults(d, (const char *const[]){"[agency] name: missing", "[agency] org: missing",
        "[agency] account: missing", NULL});
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
#define BARE(f) cmocka_unit_test_setup_teardown(f, desk_open_empty, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_example_is_well),
        TEST(test_check_lists_every_fault_at_once),
        TEST(test_other_commands_refuse_broken_settings),
        TEST(test_unknown_setting_proposes_the_nearest),
        TEST(test_help_settings_lists_what_may_be_set),
        TEST(test_line_that_is_no_setting_is_named),
        TEST(test_clock_of_settings_and_book_must_agree),
        TEST(test_switches_of_the_act_are_checked),
        TEST(test_plugin_with_another_hash_is_not_used),
        TEST(test_book_of_a_newer_krav_is_refused_with_both_numbers),
        TEST(test_file_that_is_no_database_is_refused_and_kept),
        TEST(test_foreign_database_is_refused),
        BARE(test_home_that_is_not_there_is_named),
        BARE(test_directory_that_is_no_home_is_named),
        TEST(test_init_does_not_touch_what_is_there),
        BARE(test_empty_home_says_what_is_missing),
    };
    return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
