/* test_commands.c - every command's two faces: text for people, one JSON document for programs;
 * and its exit code: 0 done, 1 refused or failed, 2 not understood. */
#include "desk.h"

#include <stdlib.h>
#include <string.h>

#define WORDS 10

/* A home with something of everything: letters sent, money in suspense, an objection. */
static void make_busy(struct desk *d) {
    const struct desk_payment payments[] = {
        {30000, desk_kid(d, 1), "010926", "010926"},
        {77700, "", "010926", "010926"},
    };
    const char *file = desk_path(d, "%s/ocr.txt", d->dir);
    (void)desk_ok(d, "take", desk_path(d, "%s/files/claims.csv", d->home));
    (void)desk_ok(d, "day");
    desk_ocr(d, file, DESK_ACCOUNT, payments, 2);
    (void)desk_ok(d, "take", file);
    (void)desk_ok(d, "tell", "100000003", "dispute", "feil");
}

/* Exit code and words; run as text and with --json. */
struct command {
    int code;
    const char *words[WORDS];
};

static const char *line_of(struct desk *d, const struct command *c) {
    const char *line = "krav";
    for (int i = 0; c->words[i]; i++) {
        line = desk_path(d, "%s %s", line, c->words[i]);
    }
    return line;
}

static void expect_both_faces(struct desk *d, const struct command *c) {
    const struct ran *text = desk_run_words(d, c->words);
    const char *words[WORDS + 2] = {NULL};
    int n = 0;
    for (; c->words[n]; n++) {
        words[n] = c->words[n];
    }
    words[n] = "--json";
    const struct ran *json = desk_run_words(d, words);
    if (text->code != c->code || json->code != c->code) {
        fail_msg("%s: exit %d, with --json %d, not %d:\n%s%s", line_of(d, c), text->code,
                 json->code, c->code, text->err, json->err);
    }
    if (text->out[0] == '\0' && text->err[0] == '\0') {
        fail_msg("%s: says nothing", line_of(d, c));
    }
    json_error_t error;
    json_t *document = json_loads(json->out, JSON_REJECT_DUPLICATES, &error);
    if (!document) {
        fail_msg("%s --json: %s at byte %d:\n%.500s", line_of(d, c), error.text, error.position,
                 json->out);
    }
    json_decref(document);
}

static void test_commands_that_look_have_two_faces(void **state) {
    static const struct command commands[] = {
        {0, {"check"}},
        {0, {"cases"}},
        {0, {"cases", "--stage", "reminder"}},
        {0, {"cases", "--stage", "nowhere"}},
        {0, {"cases", "--creditor", "311758489", "--limit", "1"}},
        {0, {"cases", "--attention"}},
        {0, {"case", "100000001"}},
        {0, {"case", "100000003"}},
        {0, {"creditor", "list"}},
        {0, {"creditor", "show", "311758489"}},
        {0, {"agreement", "list"}},
        {0, {"agreement", "show", "311758489"}},
        {0, {"tasks"}},
        {0, {"match"}},
        {0, {"status"}},
        {0, {"case", "100000001", "--costs"}},
        {0, {"explain", "100000001"}},
        {0, {"explain", "100000001", "6"}},
        {0, {"explain", "100000003"}},
        {0, {"ledger"}},
        {0, {"ledger", "--case", "100000001"}},
        {0, {"ledger", "--creditor", "311758489"}},
        {0, {"ledger", "--as-of", "2026-09-01"}},
        {0, {"verify"}},
        {0, {"rules", "check"}},
        {0, {"rules", "test"}},
        {0, {"rules", "publish"}},
        {0, {"plugin", "list"}},
        {0, {"law", "rates", "--on", "2026-11-22"}},
        {0, {"law", "interest", "--principal", "10000", "--due", "2025-11-15", "--until",
            "2026-02-15"}},
        {0, {"kid", "make", "100000001"}},
        {0, {"kid", "check", "10000000108"}},
        {0, {"id", "check", "311758489"}},
        {1, {"id", "check", "311758488"}},
        {0, {"words"}},
        {0, {"words", "facts"}},
        {0, {"day", "--dry-run"}},
        {0, {"day"}},
        {0, {"tell", "100000002", "note", "ringte"}},
        {1, {"take", "files/empty.csv"}},
    };
    struct desk *d = *state;
    make_busy(d);
    /* `take` is given a name as it stands: the file is beside the home's own directory. */
    const char *empty = desk_path(d, "%s/empty.csv", d->dir);
    desk_write(d, empty, "");
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        struct command c = commands[i];
        if (strcmp(c.words[0], "take") == 0) {
            c.words[1] = empty;
        }
        expect_both_faces(d, &c);
    }
    desk_verify(d);
}

static void test_what_is_not_understood_is_exit_2(void **state) {
    static const struct command commands[] = {
        {2, {"dance"}},
        {2, {"cases", "--colour"}},
        {2, {"cases", "--limit", "few"}},
        {2, {"cases", "--limit", "0"}},
        {2, {"cases", "more", "words"}},
        {2, {"case"}},
        {2, {"case", "abc"}},
        {2, {"check", "twice"}},
        {2, {"verify", "--fast"}},
        {2, {"day", "--until", "tomorrow"}},
        {2, {"day", "tomorrow"}},
        {2, {"take", "--all"}},
        {2, {"tell"}},
        {2, {"tell", "100000001"}},
        {2, {"tell", "100000001", "hold", "x", "--until", "2026-13-01"}},
        {2, {"init"}},
        {2, {"init", "x", "--clock", "sun"}},
        {2, {"creditor"}},
        {2, {"agreement", "sing"}},
        {2, {"ledger", "--as-of", "then"}},
        {2, {"rules", "dance"}},
        {2, {"law", "gravity"}},
        {2, {"law", "interest", "--principal", "ten"}},
        {2, {"kid", "make"}},
        {2, {"id"}},
    };
    struct desk *d = *state;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        const struct ran *r = desk_run_words(d, commands[i].words);
        if (r->code != 2 || strncmp(r->err, "krav: ", 6) != 0) {
            fail_msg("%s: exit %d, not 2:\n%s%s", line_of(d, &commands[i]), r->code, r->out,
                     r->err);
        }
    }
    desk_verify(d);
}

static void test_what_is_refused_is_exit_1_with_a_reason(void **state) {
    static const struct {
        const char *says;
        const char *words[WORDS];
    } commands[] = {
        {"4711", {"case", "4711"}},
        {"4711", {"tell", "4711", "note", "hei"}},
        {"not a word krav knows", {"tell", "100000001", "sing", "hei"}},
        {"say why", {"tell", "100000001", "hold"}},
        {"no objection is open", {"tell", "100000001", "settle-dispute", "ferdig", "--outcome",
            "rejected"}},
        {"neither held nor parked", {"tell", "100000001", "release"}},
        {"the last day is past", {"tell", "100000001", "hold", "x", "--until", "2026-08-31"}},
        {"in the future", {"tell", "100000001", "dispute", "x", "--on", "2026-09-20"}},
        {"no such creditor", {"cases", "--creditor", "312597772"}},
        {"312597772", {"creditor", "show", "312597772"}},
        {"nowhere.ini", {"creditor", "import", "nowhere.ini"}},
        {"nowhere", {"rules", "check", "nowhere"}},
    };
    struct desk *d = *state;
    (void)desk_ok(d, "take", desk_path(d, "%s/files/claims.csv", d->home));
    const char *before = desk_print(d);
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        const struct ran *r = desk_run_words(d, commands[i].words);
        if (r->code != 1 || strncmp(r->err, "krav: ", 6) != 0 ||
            !strstr(r->err, commands[i].says)) {
            fail_msg("krav %s %s: exit %d, or does not say \"%s\":\n%s%s", commands[i].words[0],
                     commands[i].words[1], r->code, commands[i].says, r->out, r->err);
        }
        assert_string_equal(desk_print(d), before);
    }
}

static void test_home_is_named_by_option_environment_or_place(void **state) {
    struct desk *d = *state;
    const struct ran *help = desk_bare(d, "help");
    assert_int_equal(help->code, 0);
    assert_non_null(strstr(help->out, "krav take"));
    assert_int_equal(desk_bare(d, "--version")->code, 0);
    (void)setenv("KRAV_HOME", d->home, 1);
    assert_int_equal(desk_bare(d, "cases")->code, 0);
    (void)setenv("KRAV_HOME", "/nowhere", 1);
    assert_int_equal(desk_bare(d, "cases")->code, 1);
    (void)desk_ok(d, "cases"); /* -C is stronger */
    (void)unsetenv("KRAV_HOME");
}

/* Names and words from outside stand in JSON as they were, whatever they hold. */
static void test_json_holds_any_words(void **state) {
    struct desk *d = *state;
    static const char words[] = "\"sitat\" \\ </script> \xc3\xa6\xc3\xb8\xc3\xa5 \xf0\x9f\x92\xb0";
    (void)desk_ok(d, "take", desk_path(d, "%s/files/claims.csv", d->home));
    (void)desk_ok(d, "tell", "100000001", "note", words);
    const json_t *facts = json_object_get(desk_case(d, 1), "facts"), *fact;
    size_t i;
    bool found = false;
    json_array_foreach(facts, i, fact) {
        found = found || strcmp(desk_str(fact, "words"), words) == 0;
    }
    assert_true(found);
    (void)desk_fails(d, 2, "plain UTF-8", "tell", "100000001", "note", "a\x01");
    (void)desk_fails(d, 2, "plain UTF-8", "tell", "100000001", "note", "\xff");
}

/* Years later as on the day: every cost is reckoned from what was recorded, a new agreement counts
 * only from its day on, and its price is honoured. */
static void test_each_cost_is_explained_by_the_law_and_the_price_of_its_day(void **state) {
    struct desk *d = *state;
    const char *file = desk_path(d, "%s/cheap.ini", d->dir);
    (void)desk_ok(d, "take", desk_path(d, "%s/files/claims.csv", d->home));
    desk_write(d, file, "[agreement 311758489]\nfrom = 2026-09-20\nlevel = normal\n"
                        "light_costs = 50\nletter_fee = 20,00\n");
    desk_until(d, "2026-09-10");
    (void)desk_ok(d, "agreement", "import", file);
    desk_until(d, "2026-12-01");
    int n_cheap = 0, n = 0;
    for (int number = 1; number <= 4; number++) {
        const char *word = desk_path(d, "%d", DESK_CASE(number));
        json_t *costs = json_object_get(desk_json(d, "case", word, "--costs"), "costs");
        for (size_t i = 0; i < json_array_size(costs); i++, n++) {
            const json_t *cost = json_array_get(costs, i);
            const json_t *x = json_object_get(cost, "explained");
            const bool is_letter = json_object_get(x, "lawful_ore") != NULL;
            const char *lawful = is_letter ? "lawful_ore" : "cap_ore";
            assert_int_equal(desk_num(x, "reckoned_ore"), desk_num(cost, "amount_ore"));
            assert_true(desk_num(cost, "amount_ore") <= desk_num(x, "price_ore"));
            n_cheap += desk_num(x, "price_ore") < desk_num(x, lawful);
        }
    }
    assert_true(n > n_cheap && n_cheap > 1);
    desk_verify(d);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_commands_that_look_have_two_faces),
        TEST(test_what_is_not_understood_is_exit_2),
        TEST(test_what_is_refused_is_exit_1_with_a_reason),
        TEST(test_home_is_named_by_option_environment_or_place),
        TEST(test_json_holds_any_words),
        TEST(test_each_cost_is_explained_by_the_law_and_the_price_of_its_day),
    };
    return cmocka_run_group_tests_name("commands", tests, NULL, NULL);
}
