/* The runner of a bundle's own tests. */
#include "engine/bundle_dir.h"
#include "lab/lab.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char init[] =
    "local W = workflow { id = 'test', api = 1 }\n"
    "W.level 'normal' { label = 'Normal', calls = int { 2, says = 'calls' } }\n"
    "W.level 'soft' { label = 'Soft', calls = int { 0, says = 'calls' } }\n"
    "function W.start (c) return 'a' end\n"
    "W.stage 'a' { label = 'A',\n"
    "  enter = function (c) return { send { letter = 'reminder', days = 14 } } end,\n"
    "  decide = function (c)\n"
    "    if c.settled then return { close 'paid' } end\n"
    "    if c.debtor.business then return { move 'b' } end\n"
    "    if c.held and not c.plan.active then local seen = c return seen.nonsense end\n"
    "    return { note(tostring(c.open) .. ' ' .. c.level.calls) }\n"
    "  end }\n"
    "W.stage 'b' { label = 'B', decide = function (c) return { task 'look' } end }\n"
    "return W\n";

struct fixture {
    struct arena arena;
    struct faults faults;
    struct status st;
    struct test_report report;
};

static int run(struct fixture *f, const char *tests) {
    memset(f, 0, sizeof *f);
    arena_init(&f->arena);
    faults_init(&f->faults, &f->arena, 20);
    struct bundle_file files[] = {{TEXT("init.lua"), text_of(init)},
                                  {TEXT("tests/a_test.lua"), text_of(tests)}};
    struct bundle_source source = {files, 2};
    struct bundle *bundle = NULL;
    assert_int_equal(bundle_new(&source, &f->faults, &bundle, &f->st), STATUS_OK);
    const struct test_question q = {.rules = bundle, .law = law_builtin()};
    const int rc = lab_test(&q, &f->arena, &f->report, &f->faults, &f->st);
    bundle_free(bundle);
    return rc;
}

/* One test with this body; its result. */
static bool passes(const char *body, const char *why) {
    struct fixture f;
    char tests[1000];
    (void)snprintf(
        tests, sizeof tests,
        "local case = case_like { stage = 'a', open = 1200 * kr, today = '2025-03-03' }\n"
        "test('it', function ()\n%s\nend)\n",
        body);
    int rc = run(&f, tests);
    bool passed = rc == STATUS_OK && f.report.n_results == 1 && f.report.results[0].passed;
    if (!passed && why) {
        const char *said = rc ? f.st.text : f.report.results[0].why.ptr;
        if (strstr(said, why) == NULL) {
            print_error("%s\n  said: %s\n", body, said);
            passed = true; /* the wrong failure is no failure */
        }
    } else if (!passed) {
        print_error("%s: %s\n", body, rc ? f.st.text : f.report.results[0].why.ptr);
    }
    arena_fini(&f.arena);
    return passed;
}

static void test_lab_test_passes_what_is_true(void **state) {
    (void)state;
    static const char *const bodies[] = {
        "expect(decide(case).note[1].text).is '120000 2'",
        "expect(decide(case:with { level = 'soft' }).note[1].text).matches ' 0'",
        "expect(decide(case:with { settled = true }).close[1].why).is 'paid'",
        "expect(#decide(case).close).is(0)\nexpect(decide(case).close[1]).is(nil)",
        "local d = enter(case)\nexpect(d.send[1].letter).is "
        "'reminder'\nexpect(d.send[1].days).is(14)",
        "expect(decide(case:with { debtor = { kind = 'business' } }).move[1].stage).is_not 'a'",
        "expect(decide(case:with { debtor = { business = true } }).move[1].stage).is 'b'",
        "local d = decide(case_like {})\nexpect(d.move[1].stage).is 'a'\nexpect(d.list[2].word).is "
        "'send'",
        "local other = case:with { settled = true }\nexpect(decide(case).list[1].word).is 'note'",
        "expect(#enter(case:with { disputed = true }).refused).is(1)",
        "local d = enter(case:with { letters = { { letter = 'reminder', sent = '2025-02-01', "
        "deadline = '2025-02-15' } } })\nexpect(d.send[1].line).is(6)",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        assert_true(passes(bodies[i], NULL));
    }
}

struct failing {
    const char *body, *why;
};

static void test_lab_test_says_why_a_test_failed(void **state) {
    (void)state;
    static const struct failing failing[] = {
        {"expect(decide(case).note[1].text).is 'x'",
         "tests/a_test.lua:3: expected \"x\", got \"120000 2\""},
        {"expect(1).is '1'", "expected \"1\", got 1"},
        {"expect(nil).is(true)", "expected true, got nothing (nil)"},
        {"expect(1).is_not(1)", "expected anything but 1"},
        {"expect('abc').matches 'd'", "expected something with \"d\" in it, got \"abc\""},
        {"decide(case:with { held = true })", "init.lua:10: a case has no 'nonsense'"},
        {"case:with { opne = 1 }",
         "tests/a_test.lua:3: a case has no 'opne': did you mean 'open'?"},
        {"case:with { open = 'x' }", "open is a whole number"},
        {"case:with { settled = 1 }", "settled is true or false"},
        {"case:with { today = 'x' }", "today must be a day"},
        {"case:with { debtor = { kind = { 1 } } }", "'debtor.kind' has no parts"},
        {"case:with { letters = 1 }", "letters is a list"},
        {"decide(case:with { stage = 'nowhere' })", "no stage 'nowhere'"},
        {"decide(case:with { level = 'wild' })", "level 'wild'"},
        {"decide {}", "give a case"},
        {"while true do end", "too many steps"},
        {"os.exit()", "'os' is not a word"},
        {"local s = 'x' while true do s = s .. s end", "too much memory"},
    };
    for (size_t i = 0; i < sizeof failing / sizeof failing[0]; i++) {
        assert_false(passes(failing[i].body, failing[i].why));
    }
}

static void test_lab_test_goes_on_after_a_failure_and_counts(void **state) {
    (void)state;
    struct fixture f;
    assert_int_equal(run(&f, "test('one', function () error 'no' end)\n"
                             "test('two', function () expect(1).is(1) end)\n"
                             "test('three', function () local x = nil\nreturn x.y end)\n"),
                     STATUS_OK);
    assert_int_equal(f.report.n_results, 3);
    assert_int_equal(f.report.n_failed, 2);
    assert_false(f.report.results[0].passed);
    assert_true(f.report.results[1].passed);
    assert_true(text_is(f.report.results[2].name, "three"));
    assert_true(text_is(f.report.results[2].file, "tests/a_test.lua"));
    assert_int_equal(f.report.results[2].line, 3);
    arena_fini(&f.arena);
}

static void test_lab_test_names_what_no_test_reached(void **state) {
    (void)state;
    struct fixture f;
    assert_int_equal(run(&f, "test('x', function () enter(case_like { stage = 'a' }) end)"),
                     STATUS_OK);
    assert_int_equal(f.report.n_failed, 0);
    assert_int_equal(f.report.n_stages_not_entered, 1);
    assert_true(text_is(f.report.stages_not_entered[0], "b"));
    assert_int_equal(f.report.n_words_not_used, 4); /* move, task, note, close; not send */
    arena_fini(&f.arena);
}

static void test_lab_test_refuses_a_test_file_that_does_not_load(void **state) {
    (void)state;
    struct fixture f;
    assert_int_equal(run(&f, "test('x', function ("), STATUS_INVALID);
    assert_int_equal(f.faults.n, 1);
    assert_non_null(strstr(f.faults.items[0].ptr, "tests/a_test.lua:1:"));
    arena_fini(&f.arena);
}

struct breaths {
    int taken, stop_at;
};

static bool breathe(void *ctx) {
    struct breaths *b = ctx;
    return ++b->taken != b->stop_at;
}

/* Three tests with these breaths; how it ended. */
static int run_breathing(struct breaths *b, struct test_report *report) {
    struct arena arena;
    struct faults faults;
    struct status st = {0};
    arena_init(&arena);
    faults_init(&faults, &arena, 20);
    struct bundle_file files[] = {
        {TEXT("init.lua"), text_of(init)},
        {TEXT("tests/a_test.lua"), TEXT("test('1', function () end)\ntest('2', function () end)\n")},
        {TEXT("tests/b_test.lua"), TEXT("test('3', function () end)\n")}};
    struct bundle_source source = {files, 3};
    struct bundle *bundle = NULL;
    assert_int_equal(bundle_new(&source, &faults, &bundle, &st), STATUS_OK);
    const struct test_question q = {bundle, law_builtin(), breathe, b};
    const int rc = lab_test(&q, &arena, report, &faults, &st);
    bundle_free(bundle);
    arena_fini(&arena);
    return rc;
}

static void test_lab_test_breathes_after_each_test_and_may_be_stopped(void **state) {
    (void)state;
    struct test_report report;
    struct breaths b = {0, 0};
    assert_int_equal(run_breathing(&b, &report), STATUS_OK);
    assert_int_equal(b.taken, 3);
    b = (struct breaths){0, 2}; /* the second is the last: the other file is not begun */
    assert_int_equal(run_breathing(&b, &report), STATUS_BUSY);
    assert_int_equal(b.taken, 2);
    assert_int_equal(report.n_results, 2);
}

/* The bundle that `krav init` gives an agency passes its own tests, and they reach all of it. */
static void test_standard_bundle_passes_its_own_tests(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct faults faults;
    faults_init(&faults, &arena, 20);
    struct status st = {0};
    struct bundle_source source;
    struct bundle *bundle = NULL;
    struct test_report report;
    assert_int_equal(
        bundle_source_read(TEST_DIR "/../../../scripts/standard", NULL, &arena, &source, &st), STATUS_OK);
    assert_int_equal(bundle_new(&source, &faults, &bundle, &st), STATUS_OK);
    const struct test_question q = {.rules = bundle, .law = law_builtin()};
    assert_int_equal(lab_test(&q, &arena, &report, &faults, &st), STATUS_OK);
    for (uint32_t i = 0; i < report.n_results; i++) {
        if (!report.results[i].passed) {
            print_error("%s: %s\n", report.results[i].name.ptr, report.results[i].why.ptr);
        }
    }
    assert_int_equal(report.n_failed, 0);
    assert_true(report.n_results > 15);
    assert_int_equal(report.n_stages_not_entered, 0);
    assert_int_equal(report.n_words_not_used, 0);
    bundle_free(bundle);
    arena_fini(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lab_test_passes_what_is_true),
        cmocka_unit_test(test_lab_test_says_why_a_test_failed),
        cmocka_unit_test(test_lab_test_goes_on_after_a_failure_and_counts),
        cmocka_unit_test(test_lab_test_names_what_no_test_reached),
        cmocka_unit_test(test_lab_test_refuses_a_test_file_that_does_not_load),
        cmocka_unit_test(test_lab_test_breathes_after_each_test_and_may_be_stopped),
        cmocka_unit_test(test_standard_bundle_passes_its_own_tests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
