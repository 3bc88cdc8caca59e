/* What a bundle must be to be taken, and what it says of itself. */
#include "fixture.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD  "local W = workflow { id = 'test', api = 1 }\n"
#define LEVEL "W.level 'normal' { label = 'Normal' }\n"
#define START "function W.start (c) return 'a' end\n"
#define STAGE "W.stage 'a' { label = 'A', decide = function (c) end }\n"

struct shape {
    const char *init, *fault;
};

static void test_bundle_new_names_each_fault_of_shape(void **state) {
    (void)state;
    static const struct shape shapes[] = {
        {"", "no workflow"},
        {"local x = = 1", "init.lua:1: unexpected symbol near '='"},
        {"local x = 1\nlocal y = 'abc", "init.lua:2: unfinished string"},
        {"\x1bLua", "init.lua"},
        {"local W = workflow { id = 'x', api = 2 }" LEVEL START STAGE,
         "init.lua:1: workflow: this program knows api = 1"},
        {"local W = workflow { api = 1 }" LEVEL START STAGE, "init.lua:1: the workflow's id"},
        {HEAD HEAD, "a bundle has one workflow"},
        {HEAD LEVEL STAGE, "no start"},
        {HEAD LEVEL START, "no stages"},
        {HEAD START STAGE, "no levels"},
        {HEAD LEVEL START STAGE STAGE, "init.lua:5: stage 'a' is already declared at init.lua:4"},
        {HEAD LEVEL START "W.stage 'a' { decide = function () end }",
         "init.lua:4: stage 'a': label must be a text"},
        {HEAD LEVEL START "W.stage 'a' { label = 'A' }", "init.lua:4: stage 'a' has no decide"},
        {HEAD LEVEL START "W.stage 'a' { label = 'A', decide = 'x' }", "decide must be a function"},
        {HEAD LEVEL START "W.stage 'a' { label = 'A', decde = 1, decide = function () end }",
         "unknown part 'decde': did you mean 'decide'?"},
        {HEAD LEVEL START STAGE "W.stage 'b' { label = 'B', decide = function () end }",
         "init.lua:5: stage 'b' cannot be reached"},
        {HEAD LEVEL START STAGE
         "W.stage 'b' { label = 'B', decide = function () return { move 'b' } end }",
         "stage 'b' cannot be reached"},
        {HEAD LEVEL START
         "W.stage 'a' { label = 'A', decide = function ()\nreturn { move 'aa' } end }",
         "init.lua:5: move to unknown stage 'aa': did you mean 'a'?"},
        {HEAD LEVEL START
         "W.stage 'a' { label = 'A', decide = function ()\nreturn { move('x1') } end }",
         "init.lua:5: move to unknown stage 'x1'"},
        {HEAD LEVEL START "W.stage 'a' { label = 'A', decide = function ()\nreturn { send { leter "
                          "= 'reminder' } } end }",
         "init.lua:5: send: unknown field 'leter': did you mean 'letter'?"},
        {HEAD LEVEL START "W.stage 'a' { label = 'A', decide = function ()\nreturn { send { letter "
                          "= 'remindr' } } end }",
         "init.lua:5: send: unknown letter 'remindr': did you mean 'reminder'?"},
        {HEAD START STAGE
         "W.level 'n' { label = 'N', x = int { 9, min = 0, max = 5, says = 'x' } }",
         "init.lua:4: int: 9 is outside min and max"},
        {HEAD START STAGE "W.level 'n' { label = 'N', x = int { says = 'x' } }",
         "int: the first value must be a whole number"},
        {HEAD START STAGE "W.level 'n' { label = 'N', x = int { 1 } }", "int: says what?"},
        {HEAD START STAGE "W.level 'n' { label = 'N', x = int { 1, says = 'x', counts = 'remindr' } }",
         "no letter or act is called 'remindr': did you mean 'reminder'?"},
        {HEAD START STAGE "W.level 'n' { label = 'N', x = int { 1, says = 'x', counts = 'cal' } }",
         "did you mean 'call'?"},
        {HEAD START STAGE
         "W.level 'n' { label = 'N', x = money { 1, says = 'x', counts = 'reminder' } }",
         "money: counts is for an int"},
        {HEAD START STAGE "W.level 'n' { label = 'N', x = int { 1, says = 'x', counts = 'call' } }"
         "W.level 'm' { label = 'M', x = int { 1, says = 'x' } }",
         "'x' counts something else in level 'n'"},
        {HEAD START STAGE "W.level 'n' { label = 'N', x = 7 }", "level 'n': 'x' must be an int"},
        {HEAD START STAGE LEVEL "W.level 'n' { label = 'N', x = int { 1, says = 'x' } }",
         "level 'normal' lacks 'x', which level 'n' has"},
        {HEAD START LEVEL
         "W.stage 'a' { label = 'A', decide = function (c) return c.level.cals end }",
         "no level has 'cals'"},
        {HEAD START LEVEL
         "W.stage 'a' { label = 'A', decide = function (c) return c.opne end }",
         "init.lua:4: a case has no 'opne': did you mean 'open'?"},
        {HEAD START LEVEL
         "W.stage 'a' { label = 'A', decide = function (c) return c.debtor.knd end }",
         "a case has no 'debtor.knd': did you mean 'debtor.kind'?"},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        struct fixture f;
        fixture_init(&f);
        assert_int_equal(fixture_load(&f, shapes[i].init), STATUS_INVALID);
        assert_null(f.bundle);
        fixture_expect_fault(&f, shapes[i].fault);
        fixture_fini(&f);
    }
}

static void test_bundle_new_reports_all_faults_at_once(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    struct bundle_file files[] = {
        {TEXT("a.lua"), TEXT("local x = (")},
        {TEXT("b.lua"), TEXT("local n = 0\nlocal function f () n = 1 end")},
        {TEXT("init.lua"), TEXT("local W = workflow { id = 'x', api = 3 }\nW.stage 'q' {}\n"
                                "local function g () return snd 'x' end")},
    };
    struct bundle_source source = {files, 3};
    assert_int_equal(bundle_new(&source, &f.faults, &f.bundle, &f.st), STATUS_INVALID);
    fixture_expect_fault(&f, "a.lua:1:");
    fixture_expect_fault(&f, "b.lua:2: 'n' belongs");
    fixture_expect_fault(&f, "init.lua:1: workflow: this program knows api = 1");
    fixture_expect_fault(&f, "init.lua:2: stage 'q': label");
    fixture_expect_fault(&f, "init.lua:3: unknown word 'snd': did you mean 'send'?");
    fixture_expect_fault(&f, "no start");
    fixture_fini(&f);
}

static void test_bundle_new_joins_files_around_W(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    struct bundle_file files[] = {
        {TEXT("extra.lua"), TEXT("W.stage 'b' { label = 'B', decide = function (c) return { "
                                 "note(greet 'b') } end }\n" LEVEL)},
        {TEXT("helpers.lua"), TEXT("function greet (who) return 'hei ' .. who end")},
        {TEXT("init.lua"), TEXT(HEAD START "W.stage 'a' { label = 'A', decide = function (c) "
                                           "return { move 'b' } end }\nreturn W")},
        {TEXT("tests/x.lua"), TEXT("this is not even Lua")},
        {TEXT("y_test.lua"), TEXT("nor is this")},
    };
    struct bundle_source source = {files, 5};
    int rc = bundle_new(&source, &f.faults, &f.bundle, &f.st);
    assert_string_equal(f.st.text, "");
    assert_int_equal(rc, STATUS_OK);
    struct decision d;
    assert_int_equal(fixture_decide(&f, "b", &d), STATUS_OK);
    assert_true(text_is(d.actions[0].text, "hei b"));
    assert_true(text_is(d.actions[0].file, "extra.lua"));
    assert_int_equal(bundle_n_stages(f.bundle), 2);
    assert_true(text_is(bundle_stage(f.bundle, 1).label, "B"));
    assert_true(text_is(bundle_stage(f.bundle, 1).file, "extra.lua"));
    assert_true(bundle_has_stage(f.bundle, TEXT("a")));
    assert_false(bundle_has_stage(f.bundle, TEXT("c")));
    assert_true(bundle_has_level(f.bundle, TEXT("normal")));
    assert_false(bundle_has_level(f.bundle, TEXT("wild")));
    fixture_fini(&f);
}

static void test_bundle_source_hash_follows_paths_and_contents(void **state) {
    (void)state;
    struct bundle_file one = {TEXT("a.lua"), TEXT("x")};
    struct bundle_source s = {&one, 1};
    struct hash first = bundle_source_hash(&s);
    one.content = TEXT("y");
    struct hash second = bundle_source_hash(&s);
    one.content = TEXT("x");
    one.path = TEXT("b.lua");
    struct hash third = bundle_source_hash(&s);
    one.path = TEXT("a.lua");
    struct hash fourth = bundle_source_hash(&s);
    assert_false(hash_eq(&first, &second));
    assert_false(hash_eq(&first, &third));
    assert_true(hash_eq(&first, &fourth));
}

static void test_bundle_check_agreement_names_each_fault(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    assert_int_equal(fixture_load_body(&f, "", "return {}"), STATUS_OK);
    struct override overrides[] = {
        {TEXT("calls"), 5}, {TEXT("calls"), 6}, {TEXT("calls"), -1}, {TEXT("cals"), 1}};
    struct agreement a = {.level = TEXT("normal"), .overrides = overrides, .n_overrides = 1};
    bundle_check_agreement(f.bundle, &a, &f.faults);
    assert_int_equal(f.faults.n, 0);
    a.n_overrides = 4;
    bundle_check_agreement(f.bundle, &a, &f.faults);
    assert_int_equal(f.faults.n, 3);
    fixture_expect_fault(&f, "'calls' is 6, outside 0..5");
    fixture_expect_fault(&f, "no parameter 'cals': did you mean calls");
    a.level = TEXT("norml");
    bundle_check_agreement(f.bundle, &a, &f.faults);
    fixture_expect_fault(&f, "no activity level 'norml': did you mean normal");
    fixture_fini(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bundle_new_names_each_fault_of_shape),
        cmocka_unit_test(test_bundle_new_reports_all_faults_at_once),
        cmocka_unit_test(test_bundle_new_joins_files_around_W),
        cmocka_unit_test(test_bundle_source_hash_follows_paths_and_contents),
        cmocka_unit_test(test_bundle_check_agreement_names_each_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
