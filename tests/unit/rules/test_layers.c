/* A bundle that extends another: whose word counts, and what is refused. */
#include "fixture.h"

#include "rules/layers.h"
#include "rules/level.h"

#define BASE_INIT                                                                               \
    "local W = workflow { id = 'base', api = 1 }\n"                                             \
    "function W.start (c) return first(c) end\n"                                                \
    "function first (c) return 'a' end\n"                                                       \
    "W.level 'normal' { label = 'Normal', calls = int { 1, max = 5, says = 'calls' },\n"        \
    "  days = int { 14, min = 14, says = 'days' } }\n"                                          \
    "return W\n"
#define BASE_MORE                                                                               \
    "W.stage 'a' { label = 'A', enter = function (c) return { note 'base enter' } end,\n"       \
    "  decide = function (c) return { move 'b' } end }\n"                                       \
    "W.stage 'b' { label = 'B', decide = function (c) return { note(words()) } end }\n"         \
    "function words () return 'base words' end\n"
#define OWN "local W = workflow { id = 'own', api = 1, extends = 'base' }\n"

static int load_over(struct fixture *f, const char *init) {
    struct bundle_file files[] = {{TEXT("base/init.lua"), TEXT(BASE_INIT)},
                                  {TEXT("base/more.lua"), TEXT(BASE_MORE)},
                                  {TEXT("init.lua"), text_of(init)}};
    const struct bundle_source source = {files, 3};
    return bundle_new(&source, &f->faults, &f->bundle, &f->st);
}

static void must_load(struct fixture *f, const char *init) {
    fixture_init(f);
    const int rc = load_over(f, init);
    assert_string_equal(f->st.text, "");
    assert_int_equal(rc, STATUS_OK);
}

static void test_layers_what_is_not_said_is_as_in_the_extended_bundle(void **state) {
    (void)state;
    struct fixture f;
    struct decision d;
    must_load(&f, OWN);
    assert_int_equal(bundle_n_stages(f.bundle), 2);
    assert_int_equal(fixture_decide(&f, "", &d), STATUS_OK);
    assert_true(text_is(d.actions[0].stage, "a"));
    assert_true(text_is(d.actions[1].text, "base enter"));
    assert_true(text_is(d.actions[1].file, "base/more.lua"));
    fixture_fini(&f);
}

static void test_layers_a_stage_keeps_the_parts_that_are_not_said_anew(void **state) {
    (void)state;
    struct fixture f;
    struct decision d;
    must_load(&f, OWN "W.stage 'a' { enter = function (c) return { note 'own enter' } end }\n");
    assert_true(text_is(bundle_stage(f.bundle, 0).label, "A"));
    assert_true(text_is(bundle_stage(f.bundle, 0).file, "init.lua"));
    assert_int_equal(fixture_decide(&f, "", &d), STATUS_OK);
    assert_true(text_is(d.actions[1].text, "own enter"));
    assert_int_equal(fixture_decide(&f, "a", &d), STATUS_OK);
    assert_true(text_is(d.actions[0].stage, "b"));
    assert_true(text_is(d.file, "base/more.lua"));
    fixture_fini(&f);
}

static void test_layers_start_helpers_and_stages_can_be_replaced(void **state) {
    (void)state;
    struct fixture f;
    struct decision d;
    must_load(&f, OWN "function W.start (c) return 'c' end\n"
                      "W.stage 'c' { label = 'C', decide = function (c) return { move 'b' } end }\n"
                      "function words () return 'own words' end\n");
    assert_int_equal(fixture_decide(&f, "", &d), STATUS_OK);
    assert_true(text_is(d.actions[0].stage, "c"));
    assert_int_equal(fixture_decide(&f, "b", &d), STATUS_OK);
    assert_true(text_is(d.actions[0].text, "own words"));
    /* 'a' is not reached any more, which is nobody's fault. */
    assert_true(bundle_has_stage(f.bundle, TEXT("a")));
    fixture_fini(&f);
}

static void check_calls(struct fixture *f, const char *level, int64_t calls, int64_t days) {
    struct decision d;
    f->agreement.level = text_of(level);
    assert_int_equal(fixture_decide(f, "b", &d), STATUS_OK);
    const struct text expected = arena_printf(&f->arena, "%d %d", (int)calls, (int)days);
    assert_true(text_eq(d.actions[0].text, expected));
}

static void test_layers_a_level_keeps_the_values_that_are_not_said_anew(void **state) {
    (void)state;
    struct fixture f;
    must_load(&f, OWN "W.level 'normal' { calls = int { 3, max = 5, says = 'calls' } }\n"
                      "W.level 'keen' { label = 'Ivrig', like = 'normal',\n"
                      "  days = int { 20, min = 14, says = 'days' } }\n"
                      "W.stage 'b' { decide = function (c) return { note("
                      "tostring(c.level.calls) .. ' ' .. tostring(c.level.days)) } end }\n");
    check_calls(&f, "normal", 3, 14);
    check_calls(&f, "keen", 3, 20);
    fixture_fini(&f);
}

/* What fulfils a promise is said once: it holds for the level that is extended, and one like it. */
static void test_layers_what_is_counted_is_kept(void **state) {
    (void)state;
    struct fixture f;
    must_load(&f, OWN "W.level 'normal' { calls = int { 3, max = 5, says = 'calls', counts = 'call' } }\n"
                      "W.level 'keen' { label = 'Ivrig', like = 'normal',\n"
                      "  calls = int { 4, max = 5, says = 'calls' } }\n");
    const struct level_set *levels = bundle_levels(f.bundle);
    for (uint32_t i = 0; i < levels->n; i++) {
        assert_true(text_is(level_param(&levels->items[i], TEXT("calls"))->counts, "call"));
        assert_int_equal(level_param(&levels->items[i], TEXT("days"))->counts.len, 0);
    }
    assert_int_equal(levels->n, 2);
    fixture_fini(&f);
}

static void test_layers_renames_lead_to_a_stage_that_is_there(void **state) {
    (void)state;
    struct fixture f;
    must_load(&f, "local W = workflow { id = 'own', api = 1, extends = 'base',\n"
                  "  renames = { old = 'b' } }\n");
    assert_true(text_is(bundle_renamed(f.bundle, TEXT("old")), "b"));
    assert_int_equal(bundle_renamed(f.bundle, TEXT("b")).len, 0);
    fixture_fini(&f);
}

struct refusal {
    const char *init, *fault;
};

static void test_layers_each_fault_is_named(void **state) {
    (void)state;
    static const struct refusal refusals[] = {
        {"local W = workflow { id = 'x', api = 1, extends = 'bse' }", "extends 'bse'"},
        {"local W = workflow { id = 'x', api = 1, extends = '../base' }", "is not the name"},
        {"local n = 'base'\nlocal W = workflow { id = 'x', api = 1, extends = n }",
         "init.lua:2: workflow: write out what it extends"},
        {OWN OWN, "init.lua:2: a bundle has one workflow"},
        {OWN "W.stage 'a' { decde = 1 }", "unknown part 'decde'"},
        {OWN "W.stage 'a' { label = 'X' }\nW.stage 'a' { label = 'Y' }",
         "stage 'a' is already declared at init.lua:2"},
        {OWN "W.stage 'c' { label = 'C', decide = function (c) end }",
         "stage 'c' cannot be reached"},
        {OWN "W.level 'keen' { label = 'K', like = 'norml' }", "did you mean 'normal'?"},
        {OWN "W.level 'keen' { label = 'K' }", "level 'keen' lacks 'calls'"},
        {"local W = workflow { id = 'x', api = 1, extends = 'base', renames = { a = 'b' } }",
         "renames: stage 'a' is still there"},
        {"local W = workflow { id = 'x', api = 1, extends = 'base', renames = { old = 'bb' } }",
         "renames: there is no stage 'bb': did you mean 'b'?"},
        {"local W = workflow { id = 'x', api = 1, extends = 'base', renames = 7 }",
         "write renames = "},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        struct fixture f;
        fixture_init(&f);
        assert_int_equal(load_over(&f, refusals[i].init), STATUS_INVALID);
        assert_null(f.bundle);
        fixture_expect_fault(&f, refusals[i].fault);
        fixture_fini(&f);
    }
}

static void test_layers_a_bundle_cannot_extend_itself(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    struct bundle_file files[] = {
        {TEXT("a/init.lua"), TEXT("local W = workflow { id = 'a', api = 1, extends = 'b' }")},
        {TEXT("b/init.lua"), TEXT("local W = workflow { id = 'b', api = 1, extends = 'a' }")},
        {TEXT("init.lua"), TEXT("local W = workflow { id = 'x', api = 1, extends = 'a' }")}};
    const struct bundle_source source = {files, 3};
    assert_int_equal(bundle_new(&source, &f.faults, &f.bundle, &f.st), STATUS_INVALID);
    fixture_expect_fault(&f, "b/init.lua:1: extends 'a': a bundle cannot extend itself");
    fixture_fini(&f);
}

static void test_layers_extends_is_read_from_the_words_themselves(void **state) {
    (void)state;
    assert_true(text_is(layers_extends(TEXT("-- extends = 'x'\nworkflow { extends = \"y\" }")), "y"));
    assert_null(layers_extends(TEXT("local extends = 'x'\nworkflow { id = 'y' }")).ptr);
    assert_null(layers_extends(TEXT("workflow { id = 'extends = \"x\"' }")).ptr);
    assert_null(layers_extends(TEXT("")).ptr);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layers_what_is_not_said_is_as_in_the_extended_bundle),
        cmocka_unit_test(test_layers_a_stage_keeps_the_parts_that_are_not_said_anew),
        cmocka_unit_test(test_layers_start_helpers_and_stages_can_be_replaced),
        cmocka_unit_test(test_layers_a_level_keeps_the_values_that_are_not_said_anew),
        cmocka_unit_test(test_layers_what_is_counted_is_kept),
        cmocka_unit_test(test_layers_renames_lead_to_a_stage_that_is_there),
        cmocka_unit_test(test_layers_each_fault_is_named),
        cmocka_unit_test(test_layers_a_bundle_cannot_extend_itself),
        cmocka_unit_test(test_layers_extends_is_read_from_the_words_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
