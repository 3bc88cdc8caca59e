/* Decisions: start, moves, levels, limits, and that none can feel the one before it. */
#include "fixture.h"

static void test_rules_decide_starts_a_case_without_a_stage(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    assert_int_equal(fixture_load_body(&f, "", "return {}"), STATUS_OK);
    struct decision d;
    assert_int_equal(fixture_decide(&f, NULL, &d), STATUS_OK);
    assert_int_equal(d.n_actions, 1);
    assert_int_equal(d.actions[0].kind, ACTION_MOVE);
    assert_true(text_is(d.actions[0].stage, "bad"));
    assert_int_equal(d.actions[0].line, 3);
    assert_true(text_is(d.stage, ""));
    assert_int_equal(fixture_decide(&f, "gone", &d), STATUS_INVALID);
    assert_string_equal(f.st.text, "the rules have no stage 'gone'");
    fixture_fini(&f);
}

#define HEAD                                                                                       \
    "local W = workflow { id = 'test', api = 1 }\n"                                                \
    "W.level 'normal' { label = 'Normal' }\n"                                                      \
    "function W.start (c) return 's1' end\n"
#define STEP(from, to)                                                                             \
    "W.stage '" from "' { label = 'X', enter = function (c) return { note '" from "', move '" to   \
    "', note 'after' } end, decide = function (c) return { move '" to "' } end }\n"

static void test_rules_decide_follows_moves_depth_first(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    const char *init = HEAD STEP("s1", "s2") STEP(
        "s2", "s3") "W.stage 's3' { label = 'End', enter = function (c) return { note 's3' } end,"
                    " decide = function (c) end }\nreturn W";
    assert_int_equal(fixture_load(&f, init), STATUS_OK);
    struct decision d;
    assert_int_equal(fixture_decide(&f, "s1", &d), STATUS_OK);
    /* move s2; note s2; move s3; note s3; note after */
    assert_int_equal(d.n_actions, 5);
    assert_true(text_is(d.actions[0].stage, "s2"));
    assert_true(text_is(d.actions[1].text, "s2"));
    assert_true(text_is(d.actions[2].stage, "s3"));
    assert_true(text_is(d.actions[3].text, "s3"));
    assert_true(text_is(d.actions[4].text, "after"));
    assert_int_equal(rules_enter(f.bundle, &f.snapshot, TEXT("s3"), &f.arena, &d, &f.st),
                     STATUS_OK);
    assert_int_equal(d.n_actions, 1);
    fixture_fini(&f);
}

static void test_rules_decide_stops_a_circle_of_moves(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    assert_int_equal(fixture_load(&f, HEAD STEP("s1", "s2") STEP("s2", "s1") "return W"),
                     STATUS_OK);
    struct decision d;
    assert_int_equal(fixture_decide(&f, "s1", &d), STATUS_INVALID);
    assert_non_null(strstr(f.st.text, "a chain of moves that does not end"));
    assert_non_null(strstr(f.st.text, "init.lua:"));
    fixture_fini(&f);
}

static void test_rules_decide_allows_four_moves_and_no_fifth(void **state) {
    (void)state;
    const char *four = HEAD STEP("s1", "s2") STEP("s2", "s3") STEP("s3", "s4")
        STEP("s4", "s5") "W.stage 's5' { label = 'End', decide = function (c) end }\nreturn W";
    const char *five = HEAD STEP("s1", "s2") STEP("s2", "s3") STEP("s3", "s4") STEP("s4", "s5")
        STEP("s5", "s6") "W.stage 's6' { label = 'End', decide = function (c) end }\nreturn W";
    struct decision d;
    struct fixture f;
    fixture_init(&f);
    assert_int_equal(fixture_load(&f, four), STATUS_OK);
    assert_int_equal(fixture_decide(&f, "s1", &d), STATUS_OK);
    fixture_fini(&f);
    fixture_init(&f);
    assert_int_equal(fixture_load(&f, five), STATUS_OK);
    assert_int_equal(fixture_decide(&f, "s1", &d), STATUS_INVALID);
    fixture_fini(&f);
}

static void test_level_comes_from_the_agreement(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    assert_int_equal(fixture_load_body(&f, "", "return { note(tostring(c.level.calls)) }"),
                     STATUS_OK);
    struct decision d;
    assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_OK);
    assert_true(text_is(d.actions[0].text, "2"));
    struct override o = {TEXT("calls"), 5};
    f.agreement.overrides = &o;
    f.agreement.n_overrides = 1;
    assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_OK);
    assert_true(text_is(d.actions[0].text, "5"));
    f.agreement.level = TEXT("wild");
    assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_INVALID);
    assert_non_null(strstr(f.st.text, "level 'wild'"));
    f.snapshot.agreement = NULL;
    assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_INVALID);
    assert_int_equal(fixture_decide(&f, "good", &d), STATUS_OK);
    fixture_fini(&f);
}

static void test_an_unknown_field_names_the_nearest(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    assert_int_equal(fixture_load_body(&f, "", "local seen = c return { note(seen.debtor.knd) }"), STATUS_OK);
    struct decision d;
    assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_INVALID);
    assert_string_equal(f.st.text,
                        "init.lua:6: a case has no 'debtor.knd': did you mean 'c.debtor.kind'?");
    fixture_fini(&f);
}

/* More than half the fuel, less than all: made again in a fresh state, and that answer stands. */
static void test_a_long_decision_is_made_again_and_stands(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    const char *body = "local n = 0\nfor i = 1, c.open do n = n + 1 end\n"
                       "return { note(tostring(n)) }";
    assert_int_equal(fixture_load_body(&f, "", body), STATUS_OK);
    struct decision d;
    for (int round = 0; round < 3; round++) {
        f.snapshot.open = 350000; /* two instructions each */
        assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_OK);
        assert_true(text_is(d.actions[0].text, "350000"));
        assert_true(text_is(d.actions[0].file, "init.lua"));
        assert_true(d.fuel_used > RULES_FUEL_MAX / 2 && d.fuel_used <= RULES_FUEL_MAX);
        f.snapshot.open = 600000;
        assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_LIMIT);
        assert_non_null(strstr(f.st.text, "init.lua:7: the rules took too many steps"));
        f.snapshot.open = 10;
        assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_OK);
        assert_true(text_is(d.actions[0].text, "10"));
    }
    fixture_fini(&f);
}

/* A bundle_interrupt between decisions changes nothing, and an uncounted one ends the same. */
static void test_bundle_set_counted_does_not_change_answers(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    assert_int_equal(fixture_load_body(&f, "", "return { note(tostring(c.open)) }"), STATUS_OK);
    bundle_set_counted(f.bundle, false);
    bundle_interrupt(f.bundle);
    struct decision d;
    assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_OK);
    assert_true(text_is(d.actions[0].text, "120000"));
    assert_int_equal(d.fuel_used, 0);
    fixture_fini(&f);
}

/* Ten thousand decisions leave no trace in the next one, nor in memory. */
static void test_decisions_do_not_feel_each_other(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    const char *body = "local t = {}\nfor i = 1, 50 do t['k' .. i] = { i, tostring(c.open) } end\n"
                       "local n = 0\nfor k, v in pairs(t) do n = n + v[1] end\n"
                       "return { note(n .. ' ' .. t.k1[2]), look_again { after = 7 } }";
    assert_int_equal(fixture_load_body(&f, "", body), STATUS_OK);
    struct decision first, d;
    assert_int_equal(fixture_decide(&f, "bad", &first), STATUS_OK);
    struct arena arena;
    arena_init(&arena);
    for (int i = 0; i < 10000; i++) {
        arena_reset(&arena);
        f.snapshot.open = i;
        int rc = rules_decide(f.bundle, &f.snapshot, &arena, &d, &f.st);
        assert_int_equal(rc, STATUS_OK);
        assert_true(text_starts(d.actions[0].text, TEXT("1275 ")));
    }
    f.snapshot.open = 120000;
    assert_int_equal(rules_decide(f.bundle, &f.snapshot, &arena, &d, &f.st), STATUS_OK);
    assert_int_equal(d.n_actions, first.n_actions);
    for (uint32_t i = 0; i < d.n_actions; i++) {
        assert_true(record_eq(&action_record, &d.actions[i], &first.actions[i]));
    }
    arena_fini(&arena);
    fixture_fini(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules_decide_starts_a_case_without_a_stage),
        cmocka_unit_test(test_rules_decide_follows_moves_depth_first),
        cmocka_unit_test(test_rules_decide_stops_a_circle_of_moves),
        cmocka_unit_test(test_rules_decide_allows_four_moves_and_no_fifth),
        cmocka_unit_test(test_level_comes_from_the_agreement),
        cmocka_unit_test(test_an_unknown_field_names_the_nearest),
        cmocka_unit_test(test_a_long_decision_is_made_again_and_stands),
        cmocka_unit_test(test_bundle_set_counted_does_not_change_answers),
        cmocka_unit_test(test_decisions_do_not_feel_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
