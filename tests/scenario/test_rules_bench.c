/* test_rules_bench.c - what an agency sees before it switches, and how it comes back: try, diff, replay,
 * publish, list, rollback, page.  None of the looks changes the book. */
#include "desk.h"

#include <string.h>

#define CLAIMS "1;consumer;1000,00;2026-08-17\n2;business;2000,00;2026-08-17\n3;consumer;400,00;2026-08-17\n"

/* A reminder with so many days, then a notice; what stands in `more` comes first in each decision. */
#define FLOW(days, more)                                                                          \
    "function W.start (c) return \"reminder\" end\n"                                              \
    "W.stage \"reminder\" { label = \"Reminder\",\n"                                              \
    "  enter = function (c) return { send { letter = \"reminder\", days = " days " },\n"          \
    "                                look_again { after_deadline = 3 } } end,\n"                  \
    "  decide = function (c)\n"                                                                   \
    "    " more "\n"                                                                              \
    "    if c.settled then return { close \"paid\" } end\n"                                       \
    "    if c.deadline_missed then return { move \"notice\" } end\n"                              \
    "    return {}\n"                                                                             \
    "  end }\n"                                                                                   \
    "W.stage \"notice\" { label = \"Notice\",\n"                                                  \
    "  enter = function (c) return { send { letter = \"collection_notice\", days = 14 } } end,\n" \
    "  decide = function (c) if c.settled then return { close \"paid\" } end return {} end }"

static const char *active(struct desk *d) {
    return desk_sql_text(d, "SELECT hex(hash) FROM activations ORDER BY id DESC LIMIT 1");
}

/* A month of the example: three claims, one of them paid on the way, one disputed. */
static void live_a_month(struct desk *d) {
    desk_publish(d, "flow", FLOW("14", ""));
    desk_claims(d, CLAIMS);
    desk_until(d, "2026-09-10");
    const struct desk_payment payment = {110000, desk_kid(d, 1), "100926", "090926"};
    const char *file = desk_path(d, "%s/ocr.txt", d->dir);
    desk_ocr(d, file, DESK_ACCOUNT, &payment, 1);
    (void)desk_ok(d, "take", file);
    (void)desk_ok(d, "tell", "100000003", "dispute", "feil");
    desk_until(d, "2026-10-05");
}

static int64_t letters(const json_t *replay, const char *when, const char *kind) {
    size_t i;
    const json_t *row;
    json_array_foreach(json_object_get(json_object_get(replay, when), "letters"), i, row) {
        if (strcmp(desk_str(row, "letter"), kind) == 0) {
            return desk_num(row, "n");
        }
    }
    return 0;
}

static void test_replay_by_the_same_rules_changes_nothing(void **state) {
    struct desk *d = *state;
    live_a_month(d);
    const char *before = desk_print(d);
    const json_t *r = desk_json(d, "rules", "replay");
    assert_int_equal(desk_num(r, "cases"), 3);
    assert_int_equal(desk_num(r, "changed"), 0);
    assert_int_equal(desk_num(r, "strange"), 0);
    assert_int_equal(desk_num(r, "skipped"), 0);
    assert_int_equal(letters(r, "recorded", "reminder"), 3);
    assert_int_equal(letters(r, "replayed", "reminder"), 3);
    assert_int_equal(letters(r, "replayed", "collection_notice"),
                     letters(r, "recorded", "collection_notice"));
    assert_int_equal(json_array_size(json_object_get(r, "movers")), 0);
    assert_string_equal(desk_str(desk_json(d, "rules", "replay"), "hash"), desk_str(r, "hash"));
    assert_string_equal(desk_print(d), before);
    /* What is told after the day's work waits for the next day, there as here. */
    (void)desk_ok(d, "tell", "100000002", "dispute", "feil");
    r = desk_json(d, "rules", "replay");
    assert_int_equal(desk_num(r, "changed"), 0);
    assert_int_equal(json_array_size(json_object_get(r, "movers")), 0);
}

static void test_replay_shows_what_other_rules_would_have_done(void **state) {
    struct desk *d = *state;
    live_a_month(d);
    const char *before = desk_print(d);
    const char *dir = desk_bundle(d, "patient", FLOW("40", ""));
    const json_t *r = desk_json(d, "rules", "replay", dir);
    assert_int_equal(letters(r, "recorded", "collection_notice"), 1);
    assert_int_equal(letters(r, "replayed", "collection_notice"), 0);
    assert_int_equal(desk_num(r, "changed"), 1);
    const json_t *mover = json_array_get(json_object_get(r, "movers"), 0);
    assert_int_equal(desk_num(mover, "case"), DESK_CASE(2));
    assert_string_equal(desk_str(mover, "path_recorded"), "reminder notice");
    assert_string_equal(desk_str(mover, "path_replayed"), "reminder");
    assert_string_equal(desk_print(d), before);
    /* From a day on which all letters were out already nothing is left to change. */
    r = desk_json(d, "rules", "replay", dir, "--from", "2026-10-01");
    assert_int_equal(desk_num(r, "changed"), 0);
    (void)desk_fails(d, 2, "--to", "rules", "replay", "--from", "2026-10-01", "--to", "2026-09-01");
    (void)desk_fails(d, 1, "never published here", "rules", "replay", "0123456789ab");
}

static void test_try_follows_a_case_under_what_is_said_to_be_otherwise(void **state) {
    struct desk *d = *state;
    live_a_month(d);
    const char *before = desk_print(d), *dir = desk_path(d, "%s/flow", d->dir);
    const char *number = "100000003";
    (void)desk_ok(d, "tell", number, "settle-dispute", "--outcome", "withdrawn", "greit");
    before = desk_print(d);
    const struct ran *r = desk_ok(d, "rules", "try", "--case", number, dir, "--days", "30");
    assert_non_null(strstr(r->out, "collection_notice"));
    r = desk_ok(d, "rules", "try", "--case", number, dir, "--days", "30", "--set",
                "paid=5000@2026-10-05");
    assert_null(strstr(r->out, "letter   inkassovarsel"));
    assert_non_null(strstr(r->out, "the case is closed: paid"));
    r = desk_ok(d, "rules", "try", "--case", number, dir, "--days", "30", "--set",
                "dispute=2026-10-05");
    assert_null(strstr(r->out, "letter   inkassovarsel"));
    (void)desk_fails(d, 1, "--set paid=x@2026-10-06", "rules", "try", "--case", number, "--set",
                     "paid=x@2026-10-06");
    (void)desk_fails(d, 1, "no such parameter", "rules", "try", "--case", number, "--set",
                     "level.hurry=3");
    (void)desk_fails(d, 1, "closed or parked", "rules", "try", "--case", "100000001", dir);
    assert_string_equal(desk_print(d), before);
}

static void test_diff_tells_what_the_open_cases_would_feel(void **state) {
    struct desk *d = *state;
    live_a_month(d);
    const char *before = desk_print(d);
    const char *dir = desk_bundle(d, "keen", FLOW("14", "if c.disputed then return { note \"x\" } end"));
    const json_t *r = desk_json(d, "rules", "diff", dir);
    assert_int_equal(desk_num(r, "cases"), 2);
    assert_int_equal(desk_num(r, "different"), 1);
    const json_t *line = json_array_get(json_object_get(r, "decisions"), 0);
    assert_string_equal(desk_str(line, "stage"), "reminder");
    assert_string_equal(desk_str(line, "now"), "note x");
    assert_int_equal(desk_num(line, "example"), DESK_CASE(3));
    assert_string_equal(desk_print(d), before);
}

static void test_publish_refuses_what_an_open_case_would_be_parked_by(void **state) {
    struct desk *d = *state;
    live_a_month(d);
    const char *bundle = active(d), *before = desk_print(d);
    const char *dir =
        desk_bundle(d, "trap", FLOW("14", "if c.disputed then error \"not thought of\" end"));
    const struct ran *r = desk_fails(d, 1, "not thought of", "rules", "publish", dir);
    assert_non_null(strstr(r->err, "case 100000003 could not be decided: init.lua:"));
    assert_non_null(strstr(r->err, "1 of 2 open cases would be parked: nothing is published"));
    assert_string_equal(active(d), bundle);
    assert_string_equal(desk_print(d), before);
    desk_verify(d);
}

static void test_rollback_is_the_same_swap_to_what_was_before(void **state) {
    struct desk *d = *state;
    live_a_month(d);
    const char *first = active(d);
    desk_publish(d, "patient", FLOW("40", ""));
    const char *second = active(d);
    assert_string_not_equal(first, second);
    (void)desk_ok(d, "rules", "rollback", "--by", "kari");
    assert_string_equal(active(d), first);
    const json_t *list = desk_json(d, "rules", "list");
    assert_string_equal(desk_str(json_array_get(list, 0), "by"), "kari");
    assert_true(json_is_true(json_object_get(json_array_get(list, 0), "active")));
    (void)desk_ok(d, "rules", "rollback");
    assert_string_equal(active(d), second);
    (void)desk_fails(d, 1, "never published here", "rules", "rollback", "0000000000");
    desk_verify(d);
}

static void test_rollback_keeps_a_stage_in_which_cases_stand(void **state) {
    struct desk *d = *state;
    live_a_month(d);
    const char *bundle = active(d);
    desk_publish(d, "renamed",
                 "function W.start (c) return \"first\" end\n"
                 "W.stage \"first\" { label = \"F\", decide = function (c) return { move \"second\" } end }\n"
                 "W.stage \"second\" { label = \"S\", decide = function (c) return {} end }\n"
                 "W.stage \"reminder\" { label = \"R\", decide = function (c) return { move \"second\" } end }\n"
                 "W.stage \"notice\" { label = \"N\", decide = function (c) return { move \"reminder\" } end }\n"
                 "local kept = { \"reminder\", \"notice\" }");
    assert_string_not_equal(active(d), bundle);
    (void)desk_ok(d, "tell", "100000002", "acknowledged");
    assert_string_equal(desk_str(desk_case(d, 2), "stage"), "reminder");
    (void)desk_ok(d, "tell", "100000002", "acknowledged");
    assert_string_equal(desk_str(desk_case(d, 2), "stage"), "second");
    (void)desk_fails(d, 1, "stage 'second' is missing: 1 open cases stand in it", "rules",
                     "rollback");
    desk_verify(d);
}

static void test_page_is_what_the_agreement_keeps(void **state) {
    struct desk *d = *state;
    const json_t *page = desk_json(d, "rules", "page", "normal", "--creditor", "311758489");
    const char *hash = desk_str(page, "hash"), *file = desk_path(d, "%s/signed.ini", d->dir);
    assert_non_null(strstr(desk_str(page, "page"), "purringer før inkassovarselet"));
    assert_non_null(strstr(desk_ok(d, "rules", "page", "normal", "--creditor", "311758489")->out,
                           "For kreditor"));
    desk_write(d, file, desk_path(d, "[agreement 311758489]\nfrom = 2026-09-02\nlevel = normal\n"
                                  "page = %s\n", hash));
    (void)desk_ok(d, "agreement", "import", file);
    assert_non_null(strstr(desk_ok(d, "agreement", "list", "--json")->out, hash));
    desk_write(d, file, desk_path(d, "[agreement 311758489]\nfrom = 2026-09-02\nlevel = gentle\n"
                                  "page = %s\n", hash));
    (void)desk_fails(d, 1, "what was signed are other terms", "agreement", "import", file);
    desk_write(d, file, desk_path(d, "[agreement 311758489]\nfrom = 2026-09-02\nlevel = normal\n"
                                  "override.reminders = 2\npage = %s\n", hash));
    (void)desk_fails(d, 1, "what was signed are other terms", "agreement", "import", file);
    (void)desk_fails(d, 1, "no activity level 'keen'", "rules", "page", "keen");
}

static void test_a_small_bundle_extends_the_standard_one(void **state) {
    struct desk *d = *state;
    const char *dir = desk_path(d, "%s/own", d->dir);
    (void)desk_bundle(d, "own", "");
    desk_write(d, desk_path(d, "%s/init.lua", dir),
               "local W = workflow { id = \"own\", api = 1, extends = \"standard\" }\n"
               "W.level \"normal\" { reminders = int { 2, min = 0, max = 3, says = \"purringer\" } }\n"
               "return W\n");
    (void)desk_ok(d, "rules", "check", dir);
    (void)desk_ok(d, "rules", "publish", dir);
    desk_claims(d, CLAIMS);
    desk_until(d, "2026-09-30");
    assert_string_equal(desk_str(desk_case(d, 1), "stage"), "reminder");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM outbox WHERE letter = 'reminder'"
                                     " AND case_id = 100000001"), 2);
    desk_write(d, desk_path(d, "%s/init.lua", dir),
               "local W = workflow { id = \"own\", api = 1, extends = \"standrad\" }\nreturn W\n");
    (void)desk_fails(d, 1, "extends 'standrad': no such bundle", "rules", "check", dir);
    desk_verify(d);
}

static void test_annotations_know_every_word(void **state) {
    struct desk *d = *state;
    const struct ran *r = desk_ok(d, "rules", "annotations");
    static const char *const says[] = {"---@meta", "function send(what) end", "krav.Case.claim",
        "---@field days_overdue integer", "---| \"payment_demand\"", "---@field reminders integer",
        "extends? string", "--   {deadline} (day): ", "--   {objection} (block): ",
        "--       in plan_offer, plan_agreed", NULL};
    for (const char *const *s = says; *s; s++) {
        if (!strstr(r->out, *s)) {
            fail_msg("the annotations lack: %s", *s);
        }
    }
    (void)desk_ok(d, "rules", "annotations", "--write", desk_path(d, "%s/rules", d->home));
    assert_true(desk_exists(d, "rules/.luals/krav.lua"));
    assert_true(desk_exists(d, "rules/.luarc.json"));
    (void)desk_ok(d, "rules", "check"); /* and they are no part of the bundle */
}

/* Rules that ask whether the debtor wants messages find out on the day that it was told, not before. */
static void test_replay_knows_what_was_told_of_a_person_from_its_day_on(void **state) {
    struct desk *d = *state;
    live_a_month(d);
    (void)desk_ok(d, "tell", "100000002", "contact-opt-out", "--channel", "electronic");
    desk_until(d, "2026-10-09");
    const char *asks = desk_bundle(d, "asks",
        "function W.start (c) return c.debtor.no_messages and \"quiet\" or \"loud\" end\n"
        "W.stage \"loud\" { label = \"L\", enter = function (c) return { look_again { after = 3 } } end,\n"
        "  decide = function (c)\n"
        "    if c.debtor.no_messages then return { move \"quiet\" } end\n"
        "    return { look_again { after = 3 } }\n"
        "  end }\n"
        "W.stage \"quiet\" { label = \"Q\", decide = function (c) return {} end }");
    const json_t *r = desk_json(d, "rules", "replay", asks);
    size_t i;
    const json_t *mover;
    int seen = 0;
    json_array_foreach(json_object_get(r, "movers"), i, mover) {
        const bool told = desk_num(mover, "case") == 100000002;
        assert_string_equal(desk_str(mover, "path_replayed"), told ? "loud quiet" : "loud");
        seen++;
    }
    assert_int_equal(seen, 3);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_replay_by_the_same_rules_changes_nothing),
        TEST(test_replay_shows_what_other_rules_would_have_done),
        TEST(test_replay_knows_what_was_told_of_a_person_from_its_day_on),
        TEST(test_try_follows_a_case_under_what_is_said_to_be_otherwise),
        TEST(test_diff_tells_what_the_open_cases_would_feel),
        TEST(test_publish_refuses_what_an_open_case_would_be_parked_by),
        TEST(test_rollback_is_the_same_swap_to_what_was_before),
        TEST(test_rollback_keeps_a_stage_in_which_cases_stand),
        TEST(test_page_is_what_the_agreement_keeps),
        TEST(test_a_small_bundle_extends_the_standard_one),
        TEST(test_annotations_know_every_word),
    };
    return cmocka_run_group_tests_name("rules_bench", tests, NULL, NULL);
}
