/* What a bundle's text asks for by name, and nobody in a home does. */
#include "fixture.h"

#include "rules/providers.h"

/* The faults of a bundle that decides by `body`, in a home with these providers. */
static void look(struct fixture *f, const struct providers *has, const char *body) {
    fixture_init(f);
    if (fixture_load_body(f, "", body)) {
        fail_msg("the bundle has faults of its own: %s", f->st.text);
    }
    providers_check(f->bundle, has, &f->faults);
}

static void expect(const struct providers *has, const char *body, const char *fault) {
    struct fixture f;
    look(&f, has, body);
    if (fault) {
        fixture_expect_fault(&f, fault);
        assert_int_equal(f.faults.n, 1);
    } else {
        assert_int_equal(f.faults.n, 0);
    }
    fixture_fini(&f);
}

static const struct providers nobody = {{false}, false, false};

static void test_providers_check_names_file_line_word_and_cure(void **state) {
    (void)state;
    expect(&nobody, "return { send { letter = 'reminder', by = 'email', days = 14 } }",
           "init.lua:6: send: by = \"email\": nobody sends that way here: name a plugin in "
           "[channels] email of krav.conf, or write by = \"letter\"");
    expect(&nobody, "return {\n send { letter = 'reminder',\n by = 'sms' } }",
           "init.lua:8: send: by = \"sms\"");
    expect(&nobody, "return { score {} }",
           "init.lua:6: score: nobody answers that here: name a plugin in [channels] score of "
           "krav.conf, or leave the word out");
    expect(&nobody, "return { wash { because = 'week' } }", "[channels] wash of krav.conf");
    expect(&nobody, "return { wash({}) }", "init.lua:6: wash");
    expect(&nobody, "return { send { by = 'portal', letter = 'reminder' } }", "[channels] portal");
    expect(&nobody, "return { send { letter = 'reminder', by = 'mailbox' } }", "by = \"mailbox\"");
}

static void test_providers_check_is_content_with_those_who_are_named(void **state) {
    (void)state;
    struct providers has = nobody;
    has.sends[CHANNEL_EMAIL] = true;
    expect(&has, "return { send { letter = 'reminder', by = 'email' } }", NULL);
    expect(&has, "return { send { letter = 'reminder', by = 'sms' } }", "by = \"sms\"");
    has.scores = true;
    expect(&has, "return { score {} }", NULL);
    expect(&has, "return { wash {} }", "wash: nobody");
    has.washes = true;
    expect(&has, "return { score {}, wash {} }", NULL);
}

static void test_providers_check_leaves_what_is_computed_to_the_day(void **state) {
    (void)state;
    expect(&nobody, "local way = 'email'\nreturn { send { letter = 'reminder', by = way } }", NULL);
    expect(&nobody, "local s = score\nreturn { s {} }", NULL);
    expect(&nobody, "return { send { letter = 'reminder', by = c.disputed and 'sms' or 'letter' } }",
           NULL);
}

static void test_providers_check_knows_what_is_no_use(void **state) {
    (void)state;
    expect(&nobody, "return { send { letter = 'reminder', by = 'letter' } }", NULL);
    expect(&nobody, "return { send { letter = 'reminder' } } -- by = 'email', score {}", NULL);
    expect(&nobody, "return { note \"score {} by = 'email'\" }", NULL);
    expect(&nobody, "if c.score.points then return { look_again { after = 1 } } end", NULL);
}

static void test_providers_check_tells_all_at_once_and_skips_tests(void **state) {
    (void)state;
    struct fixture f;
    struct bundle_file files[] = {
        {TEXT("init.lua"), TEXT("local W = workflow { id = 'x', api = 1 }\n"
                                "W.level 'normal' { label = 'N' }\n"
                                "function W.start (c) return 'a' end\n"
                                "W.stage 'a' { label = 'A', decide = function (c)\n"
                                "return { score {}, wash {} } end }\nreturn W\n")},
        {TEXT("more.lua"), TEXT("function more (c)\n"
                                "return { send { letter = 'reminder', by = 'sms' } } end\n")},
        {TEXT("more_test.lua"), TEXT("test 'it' { case = { by = 'email' } } score {}\n")}};
    const struct bundle_source source = {files, 3};
    fixture_init(&f);
    assert_int_equal(bundle_new(&source, &f.faults, &f.bundle, &f.st), STATUS_OK);
    providers_check(f.bundle, &nobody, &f.faults);
    assert_int_equal(f.faults.n, 3);
    fixture_expect_fault(&f, "init.lua:5: score");
    fixture_expect_fault(&f, "init.lua:5: wash");
    fixture_expect_fault(&f, "more.lua:2: send");
    fixture_fini(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_providers_check_names_file_line_word_and_cure),
        cmocka_unit_test(test_providers_check_is_content_with_those_who_are_named),
        cmocka_unit_test(test_providers_check_leaves_what_is_computed_to_the_day),
        cmocka_unit_test(test_providers_check_knows_what_is_no_use),
        cmocka_unit_test(test_providers_check_tells_all_at_once_and_skips_tests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
