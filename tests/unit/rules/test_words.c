/* The words: what they take, what they refuse, and what comes out of them. */
#include "fixture.h"

struct wrong {
    const char *body, *why;
};

static void test_words_name_what_is_wrong_and_propose_a_fix(void **state) {
    (void)state;
    /* Computed, so that only the words themselves can see it. */
    static const struct wrong wrongs[] = {
        {"local l = 'remindr'\nreturn { send { letter = l, days = 14 } }",
         "init.lua:7: send: unknown letter 'remindr': did you mean 'reminder'?"},
        {"local t = { leter = 'reminder' }\nreturn { send(t) }",
         "init.lua:7: send: unknown field 'leter': did you mean 'letter'?"},
        {"local t = { colour = 'red' }\nreturn { send(t) }", "it takes letter, by, days, because"},
        {"return { send { days = 14 } }", "send: letter is missing"},
        {"return { send 'reminder' }", "send: 'reminder' asks for payment: say days = 14"},
        {"return { send { letter = 'reminder', days = 'x' } }", "days must be a whole number"},
        {"return { send { letter = 'reminder', days = 14.0 } }", "not a broken number"},
        {"return { send { letter = 'reminder', days = 0 } }", "days is 0, outside 1..3660"},
        {"return { send { letter = 7, days = 14 } }", "letter must be a word in quotes"},
        {"return { send { letter = 'reminder', days = 14, stage = c.stage } }",
         "send: unknown field 'stage'"},
        {"return { look_again {} }", "give one of on, after, after_deadline"},
        {"return { look_again { after = 1, on = c.today } }", "give one of"},
        {"return { look_again { on = 'tomorrow' } }", "on must be a day"},
        {"return { look_again { on = 0 } }", "on must be a day"},
        {"return { look_again(3) }", "look_again: write look_again { ... }"},
        {"return { close() }", "close: what is missing"},
        {"return { close('a', 'b') }", "close: give one value"},
        {"return { close { 'a', what = 'b' } }", "close: what is given twice"},
        {"return { close(12) }", "close: what must be a text in quotes"},
        {"return { task { who = 'cook', text = 'x' } }", "unknown task owner 'cook'"},
        {"local s = 'gdo'\nreturn { move(s) }", "init.lua:7: move to unknown stage 'gdo'"},
    };
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        struct fixture f;
        fixture_init(&f);
        struct decision d;
        const char *said = NULL;
        if (fixture_load_body(&f, "", wrongs[i].body) != STATUS_OK) {
            said = f.faults.items[0].ptr;
        } else {
            assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_INVALID);
            said = f.st.text;
        }
        if (strstr(said, wrongs[i].why) == NULL) {
            fail_msg("%s\n  said: %s", wrongs[i].body, said);
        }
        fixture_fini(&f);
    }
}

static void test_words_carry_every_field_across(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    const char *body = "return {\n"
                       "send { letter = 'reminder', by = 'email', days = 14, because = 'due' },\n"
                       "look_again { on = '2025-04-01' }, look_again { after_deadline = 0 },\n"
                       "look_again { after = 9 },\n"
                       "hold { what = 'ill', until_day = c.today + 30 },\n"
                       "plan { parts = 3, first = day '2025-05-01' },\n"
                       "charge 'reminder_fee', task 'look', ask_creditor { 'why', days = 7 },\n"
                       "nil, false, c.settled and note 'never',\n"
                       "release(), close 'done' }";
    assert_int_equal(fixture_load_body(&f, "", body), STATUS_OK);
    struct decision d;
    assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_OK);
    assert_int_equal(d.n_actions, 11);
    const struct action *a = d.actions;
    assert_int_equal(a[0].kind, ACTION_SEND);
    assert_int_equal(a[0].letter, LETTER_REMINDER);
    assert_int_equal(a[0].by, CHANNEL_EMAIL);
    assert_int_equal(a[0].days, 14);
    assert_true(text_is(a[0].because, "due"));
    assert_true(text_is(a[0].file, "init.lua"));
    assert_int_equal(a[0].line, 7);
    assert_int_equal(a[1].on, day_of(2025, 4, 1));
    assert_int_equal(a[1].after_deadline, -1);
    assert_int_equal(a[2].after_deadline, 0);
    assert_int_equal(a[3].after, 9);
    assert_true(text_is(a[4].what, "ill"));
    assert_int_equal(a[4].until, day_of(2025, 4, 2));
    assert_int_equal(a[5].parts, 3);
    assert_int_equal(a[5].first, day_of(2025, 5, 1));
    assert_int_equal(a[6].fee, FEE_REMINDER);
    assert_int_equal(a[7].who, TASK_CASEWORKER);
    assert_true(text_is(a[8].what, "why"));
    assert_int_equal(a[8].days, 7);
    assert_int_equal(a[9].kind, ACTION_RELEASE);
    assert_int_equal(a[10].kind, ACTION_CLOSE);
    assert_true(text_is(d.stage, "bad"));
    assert_int_equal(d.line, 5);
    fixture_fini(&f);
}

/* Exactly the limits pass. */
static void test_actions_at_the_limit_pass(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    const char *body = "local s = 'x'\nfor i = 1, 12 do s = s .. s end\n"
                       "local t = {}\nfor i = 1, 32 do t[i] = note(s) end\nreturn t";
    assert_int_equal(fixture_load_body(&f, "", body), STATUS_OK);
    struct decision d;
    assert_int_equal(fixture_decide(&f, "bad", &d), STATUS_OK);
    assert_int_equal(d.n_actions, ACTIONS_MAX);
    assert_int_equal(d.actions[31].text.len, ACTION_TEXT_MAX);
    fixture_fini(&f);
}

static void test_words_of_persons_are_not_in_the_language(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    assert_int_equal(fixture_load_body(&f, "", "return { withdraw 'x' }"), STATUS_INVALID);
    fixture_expect_fault(&f, "unknown word 'withdraw'");
    fixture_fini(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_name_what_is_wrong_and_propose_a_fix),
        cmocka_unit_test(test_words_carry_every_field_across),
        cmocka_unit_test(test_actions_at_the_limit_pass),
        cmocka_unit_test(test_words_of_persons_are_not_in_the_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
