/* test_rules.c - broken rules never get in, and what still goes wrong stops one case, not the
 * book. */
#include "desk.h"

#include <string.h>

#define FIRM "2;business;1000,00;2026-08-17\n"
#define PERSON "1;consumer;1000,00;2026-08-17\n"

/* A reminder, then a notice; `before` is what the reminder's decide does first. */
#define FLOW(before)                                                                              \
    "function W.start (c) return \"reminder\" end\n"                                              \
    "W.stage \"reminder\" { label = \"Reminder\",\n"                                              \
    "  enter = function (c) return { send { letter = \"reminder\", days = 14 },\n"                \
    "                                look_again { after_deadline = 3 } } end,\n"                  \
    "  decide = function (c)\n"                                                                   \
    "    " before "\n"                                                                            \
    "    if c.deadline_missed then return { move \"notice\" } end\n"                              \
    "    return {}\n"                                                                             \
    "  end }\n"                                                                                   \
    "W.stage \"notice\" { label = \"Notice\",\n"                                                  \
    "  enter = function (c) return { send { letter = \"collection_notice\", days = 14 } } end,\n" \
    "  decide = function (c) return {} end }"

static const char *active(struct desk *d) {
    return desk_sql_text(d, "SELECT hex(hash) FROM activations ORDER BY id DESC LIMIT 1");
}

/* check and publish say all of this; the book goes on with the bundle it had. */
static void expect_unpublished(struct desk *d, const char *dir, const char *const *says) {
    const char *before = desk_print(d), *bundle = active(d);
    const struct ran *checked = desk_run(d, "rules", "check", dir);
    const struct ran *published = desk_run(d, "rules", "publish", dir);
    assert_int_equal(checked->code, 1);
    assert_int_equal(published->code, 1);
    for (; *says; says++) {
        if (!strstr(checked->err, *says) || !strstr(published->err, *says)) {
            fail_msg("rules check and publish do not both say \"%s\":\n%s\n%s", *says,
                     checked->err, published->err);
        }
    }
    assert_string_equal(active(d), bundle);
    assert_string_equal(desk_print(d), before);
    desk_verify(d);
}

static void test_example_passes_its_own_tests(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "rules", "check");
    (void)desk_ok(d, "rules", "test");
    (void)desk_ok(d, "rules", "publish");
}

static void test_syntax_error_is_told_with_its_line(void **state) {
    struct desk *d = *state;
    const char *dir = desk_bundle(d, "broken",
                                  "function W.start (c) return \"a\" end\n"
                                  "W.stage \"a\" { label = \"A\" decide = function (c) end }");
    expect_unpublished(d, dir, (const char *const[]){"init.lua:3:", NULL});
}

static void test_every_mistake_is_told_at_once(void **state) {
    struct desk *d = *state;
    const char *dir =
        desk_bundle(d, "mistakes",
                    "function W.start (c) return \"a\" end\n"                           /* 2 */
                    "W.stage \"a\" { label = \"A\", decide = function (c)\n"            /* 3 */
                    "  if c.settled then return { move \"nowhere\" } end\n"             /* 4 */
                    "  return { send { letter = \"love_letter\", days = 14 } }\n"       /* 5 */
                    "end }\n"                                                           /* 6 */
                    "W.stage \"lonely\" { label = \"L\", decide = function (c) return {} end }");
    expect_unpublished(d, dir, (const char *const[]){"init.lua:4:", "nowhere", "init.lua:5:",
        "love_letter", "init.lua:7:", "lonely", NULL});
}

static void test_rules_that_would_remember_are_told_at_once(void **state) {
    struct desk *d = *state;
    const char *dir =
        desk_bundle(d, "memory",
                    "local seen = 0\n"                                                  /* 2 */
                    "function W.start (c) last = c.open return \"a\" end\n"             /* 3 */
                    "W.stage \"a\" { label = \"A\", decide = function (c)\n"            /* 4 */
                    "  seen = seen + 1\n"                                               /* 5 */
                    "  return {}\n"
                    "end }");
    expect_unpublished(d, dir, (const char *const[]){"init.lua:3:", "last", "init.lua:5:", "seen",
        NULL});
}

static void test_bundle_whose_tests_fail_is_not_published(void **state) {
    struct desk *d = *state;
    const char *bundle = active(d);
    desk_replace(d, "rules/tests/standard_test.lua", "expect(d.send[1].days).is(14)",
                 "expect(d.send[1].days).is(15)");
    (void)desk_ok(d, "rules", "check");
    (void)desk_fails(d, 1, "standard_test.lua:", "rules", "publish");
    assert_string_equal(active(d), bundle);
}

static void test_stage_with_open_cases_must_stay(void **state) {
    struct desk *d = *state;
    desk_claims(d, PERSON);
    const char *dir = desk_bundle(d, "short",
                                  "function W.start (c) return \"other\" end\n"
                                  "W.stage \"other\" { label = \"Other\",\n"
                                  "  decide = function (c) return {} end }");
    const char *bundle = active(d);
    (void)desk_fails(d, 1, "stage 'reminder' is missing: 1 open cases", "rules", "publish", dir);
    assert_string_equal(active(d), bundle);
    desk_verify(d);
}

static void test_level_of_an_agreement_must_stay(void **state) {
    struct desk *d = *state;
    desk_replace(d, "rules/levels.lua", "W.level \"gentle\"", "W.level \"soft\"");
    const char *bundle = active(d);
    (void)desk_fails(d, 1, "gentle", "rules", "publish");
    assert_string_equal(active(d), bundle);
}

/* ---- errors in a decision -------------------------------------------------------------------- */

/* Case 1 goes on to its notice; case 2 is parked with `says` and its rule's line. */
static void expect_one_parked(struct desk *d, const char *before, const char *says) {
    desk_publish(d, "bad", before);
    desk_claims(d, PERSON FIRM);
    desk_until(d, "2026-09-20");
    const json_t *parked = desk_case(d, 2);
    assert_string_equal(desk_str(desk_case(d, 1), "stage"), "notice");
    assert_string_equal(desk_str(parked, "stage"), "reminder");
    assert_string_equal(desk_str(parked, "parked"), "rules_failed");
    const json_t *task = json_array_get(json_object_get(parked, "tasks"), 0);
    assert_string_equal(desk_str(task, "reason"), "rules_failed");
    if (!strstr(desk_str(task, "text"), says)) {
        fail_msg("the task does not say \"%s\" but: %s", says, desk_str(task, "text"));
    }
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM outbox WHERE letter ="
                                     " 'collection_notice'"), 1);
}

/* A parked case is left alone until a person lets it go on, and then does what was due. */
static void test_error_parks_one_case_until_released(void **state) {
    struct desk *d = *state;
    expect_one_parked(d, FLOW("if c.debtor.kind == \"business\" and c.deadline_missed then"
                              " error \"firms are not thought of\" end"),
                      "firms are not thought of");
    desk_publish(d, "good", FLOW(""));
    desk_until(d, "2026-09-25");
    assert_string_equal(desk_str(desk_case(d, 2), "stage"), "reminder");
    (void)desk_ok(d, "tell", "100000002", "release");
    desk_until(d, "2026-09-26");
    const json_t *c = desk_case(d, 2);
    assert_string_equal(desk_str(c, "parked"), "");
    assert_string_equal(desk_str(c, "stage"), "notice");
    assert_int_equal(json_array_size(json_object_get(c, "tasks")), 0);
    const json_t *notice = json_array_get(json_object_get(c, "letters"), 1);
    assert_string_equal(desk_str(notice, "sent"), "2026-09-25");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM outbox WHERE letter ="
                                     " 'collection_notice'"), 2);
}

static void test_endless_loop_parks_one_case(void **state) {
    expect_one_parked(*state, FLOW("if c.debtor.kind == \"business\" and c.deadline_missed then"
                                   " while true do end end"), "steps");
}

static void test_endless_growth_parks_one_case(void **state) {
    expect_one_parked(*state, FLOW("if c.debtor.kind == \"business\" and c.deadline_missed then"
                                   " local t, s = {}, \"x\""
                                   " for i = 1, 60000 do s = s .. \"xxxxxxxxxxxxxxxx\" t[i] = s end"
                                   " end"), "");
}

static void test_released_too_early_is_parked_again(void **state) {
    struct desk *d = *state;
    expect_one_parked(d, FLOW("if c.debtor.kind == \"business\" and c.deadline_missed then"
                              " error \"still not\" end"), "still not");
    (void)desk_ok(d, "tell", "100000002", "release");
    assert_string_equal(desk_str(desk_case(d, 2), "parked"), "rules_failed");
    assert_int_equal(json_array_size(json_object_get(desk_case(d, 2), "tasks")), 1);
    desk_verify(d);
}

/* Money is taken and an objection heard, whatever the rules are worth. */
static void test_parked_case_still_takes_facts(void **state) {
    struct desk *d = *state;
    expect_one_parked(d, FLOW("if c.debtor.kind == \"business\" and c.deadline_missed then"
                              " error \"no\" end"), "no");
    const struct desk_payment payment = {10000, desk_kid(d, 2), "200926", "200926"};
    const char *file = desk_path(d, "%s/ocr.txt", d->dir);
    desk_ocr(d, file, DESK_ACCOUNT, &payment, 1);
    (void)desk_ok(d, "take", file);
    (void)desk_ok(d, "tell", "100000002", "dispute", "feil");
    const json_t *c = desk_case(d, 2);
    assert_int_equal(desk_num(json_object_get(c, "balances"), "paid_ore"), 10000);
    assert_true(json_is_true(json_object_get(c, "disputed")));
    assert_string_equal(desk_str(c, "parked"), "rules_failed");
    desk_verify(d);
}

/* ---- walking --------------------------------------------------------------------------------- */

static const json_t *nth_of_kind(const json_t *walk, const char *kind, int n) {
    size_t i;
    const json_t *entry;
    json_array_foreach(json_object_get(walk, "entries"), i, entry) {
        if (strcmp(desk_str(entry, "kind"), kind) == 0 && n-- == 0) {
            return entry;
        }
    }
    fail_msg("the walk tells no such %s", kind);
    return NULL;
}

static void test_walk_shows_what_the_debtor_would_get(void **state) {
    struct desk *d = *state;
    desk_publish(d, "flow", FLOW(""));
    const char *before = desk_print(d), *dir = desk_path(d, "%s/flow", d->dir);
    const json_t *walk = desk_json(d, "rules", "walk", dir, "--due", "2025-06-16", "--days", "60");
    const json_t *reminder = nth_of_kind(walk, "letter", 0);
    const json_t *notice = nth_of_kind(walk, "letter", 1);
    assert_string_equal(desk_str(reminder, "day"), "2025-06-30");
    assert_string_equal(desk_str(reminder, "norwegian"), "purring");
    assert_string_equal(desk_str(reminder, "deadline"), "2025-07-14");
    assert_int_equal(desk_num(reminder, "total_ore"), 194310);
    assert_string_equal(desk_str(notice, "stage"), "notice");
    assert_string_equal(desk_str(json_object_get(notice, "no_fee"), "not_before"), "2025-07-18");
    assert_string_equal(desk_str(nth_of_kind(walk, "charge", 0), "fee"), "reminder_fee");
    assert_string_equal(desk_str(walk, "end"), "days");
    assert_string_equal(desk_print(d), before);
}

static void test_walk_needs_no_home(void **state) {
    struct desk *d = *state;
    const char *rules = desk_path(d, "%s/rules", d->home);
    const struct ran *r = desk_bare(d, "rules", "walk", rules, "--letters");
    assert_int_equal(r->code, 0);
    assert_non_null(strstr(r->out, "365 days are over"));
    assert_non_null(strstr(r->out, "      Betalingsfrist: "));
    assert_string_equal(desk_bare(d, "rules", "walk", rules, "--letters")->out, r->out);
    r = desk_bare(d, "rules", "walk", rules, "--due", "2026-10-01");
    assert_int_equal(r->code, 0);
    assert_non_null(strstr(r->out, "can go no further: late interest: 2027-01-01: no rate"));
}

static void test_walk_says_what_it_cannot_begin_with(void **state) {
    struct desk *d = *state;
    (void)desk_fails(d, 1, "did you mean gentle", "rules", "walk", "--level", "gentel");
    (void)desk_fails(d, 1, "no rate for this day", "rules", "walk", "--due", "2027-03-01");
    (void)desk_fails(d, 2, "--amount", "rules", "walk", "--amount", "0");
    (void)desk_fails(d, 2, "--days", "rules", "walk", "--days", "0");
    (void)desk_fails(d, 2, "--debtor", "rules", "walk", "--debtor", "friend");
    (void)desk_fails(d, 2, "--due", "rules", "walk", "--due", "9999-12-31");
    (void)desk_fails(d, 2, "--notice-sent", "rules", "walk", "--notice-sent", "2025-08-01",
                     "--from", "2025-07-01");
    (void)desk_fails(d, 2, "--wide", "rules", "walk", "--wide");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_example_passes_its_own_tests),
        TEST(test_syntax_error_is_told_with_its_line),
        TEST(test_every_mistake_is_told_at_once),
        TEST(test_rules_that_would_remember_are_told_at_once),
        TEST(test_bundle_whose_tests_fail_is_not_published),
        TEST(test_stage_with_open_cases_must_stay),
        TEST(test_level_of_an_agreement_must_stay),
        TEST(test_error_parks_one_case_until_released),
        TEST(test_endless_loop_parks_one_case),
        TEST(test_endless_growth_parks_one_case),
        TEST(test_released_too_early_is_parked_again),
        TEST(test_parked_case_still_takes_facts),
        TEST(test_walk_shows_what_the_debtor_would_get),
        TEST(test_walk_needs_no_home),
        TEST(test_walk_says_what_it_cannot_begin_with),
    };
    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
