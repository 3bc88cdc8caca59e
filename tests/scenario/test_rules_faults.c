/* test_rules_faults.c - bundles that are none: each fault is told with its file and, where it has one, its
 * line, all of a bundle at once, and neither looking at it nor publishing it changes the book. */
#include "desk.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define OWN(rest) "local W = workflow { id = \"own\", api = 1, extends = \"standard\"" rest " }\n"
#define ALONE                                                                                    \
    "local W = workflow { id = \"own\", api = 1 }\n"                                             \
    "function W.start (c) return \"a\" end\n"                                                    \
    "W.stage \"a\" { label = \"A\", decide = function (c) return {} end }\n"
#define LEVELS "W.level \"normal\" { label = \"N\" }\nW.level \"gentle\" { label = \"G\" }\n"

struct bundle_file {
    const char *path, *text;
};
struct broken {
    const char *what;
    struct bundle_file files[3];
    const char *says[4];
    bool fits_no_book; /* well in itself: only publishing refuses it */
};

static const struct broken table[] = {
    {"what is extended is not there", {{"init.lua", "-- two\n" "local W = workflow { id = \"own\", api = 1,\n"
                                                    "  extends = \"standrad\" }\n"}},
     {"init.lua:3: extends 'standrad': no such bundle"}, false},
    {"a path in place of a name", {{"init.lua", "local W = workflow { id = \"own\", api = 1,\n"
                                                "  extends = \"../standard\" }\n"}},
     {"init.lua:2: extends '../standard': that is not the name"}, false},
    {"a folder in the way", {{"init.lua", OWN("")}, {"standard/mine.lua", "-- mine\n"}},
     {"init.lua:1: extends 'standard': a folder of this bundle has that name"}, false},
    {"put together while it is read", {{"init.lua", "local n = \"standard\"\nlocal W = workflow { id = "
                                                    "\"own\", api = 1, extends = n }\n"}},
     {"init.lua:2: workflow: write out what it extends"}, false},
    {"no beginning", {{"other.lua", "-- nothing\n"}}, {"init.lua: there is no such file"}, false},
    {"bytes that are no text, twice", {{"init.lua", ALONE LEVELS "return W\n"},
                                       {"one.lua", "-- fine\n-- \xff\n"},
                                       {"two.lua", "-- \x01\n"}},
     {"one.lua:2: is not UTF-8 text", "two.lua:1: is not UTF-8 text"}, false},
    {"no beginning, and slips in two files", {{"one.lua", "x = \n"}, {"two.lua", "\nif then\n"}},
     {"init.lua: there is no such file", "one.lua:2: ", "two.lua:2: "}, false},
    {"nothing of that name, no text, and a slip", {{"init.lua", "local W = workflow { id = \"own\", api = 1,\n"
                                                                "  extends = \"standrad\" }\n"},
                                                  {"one.lua", "-- \xff\n"}, {"two.lua", "if then\n"}},
     {"init.lua:2: extends 'standrad': no such bundle", "one.lua:1: is not UTF-8 text", "two.lua:1: "}, false},
    {"slips in three files", {{"init.lua", ALONE LEVELS "return W\n"},
                              {"one.lua", "function f (c)\n  return sned { letter = \"x\" }\nend\n"},
                              {"two.lua", "\n\nthis is not Lua\n"}},
     {"one.lua:2: unknown word 'sned': did you mean 'send'?", "two.lua:3: "}, false},
    {"levels out of their bounds", {{"init.lua", ALONE LEVELS
        "W.level \"low\" { label = \"L\",\n  a = int { 1, min = 2, says = \"a\" },\n"
        "  b = money { 9 * kr, max = 5 * kr, says = \"b\" },\n"
        "  c = days_list { { -1 }, says = \"c\" } }\nreturn W\n"}},
     {"init.lua:7: int: 1 is outside min and max", "init.lua:8: money: 900 is outside min and max",
      "init.lua:9: days_list: value 1 is not a number of days"}, false},
    {"like a level that is none", {{"init.lua", OWN("") "W.level \"keen\" { label = \"K\", like = \"norml\" }\n"
                                                 "return W\n"}},
     {"init.lua:2: level 'keen': like 'norml', which is not declared: did you mean 'normal'?"}, false},
    {"renames to nowhere, and of what is there",
     {{"init.lua", OWN(", renames = { old = \"remindr\", notice = \"reminder\" }") "return W\n"}},
     {"init.lua:1: renames: there is no stage 'remindr': did you mean 'reminder'?",
      "init.lua:1: renames: stage 'notice' is still there"}, false},
    {"a stage and a level that the book needs",
     {{"init.lua", "local W = workflow { id = \"own\", api = 1 }\n"
                   "function W.start (c) return \"a\" end\n"
                   "W.stage \"a\" { label = \"A\", decide = function (c) return {} end }\n"
                   "W.level \"other\" { label = \"O\" }\nreturn W\n"}},
     {"no activity level 'normal'", "stage 'reminder' is missing: 1 open cases stand in it",
      "renames = { reminder = "}, true},
};

/* A book with one case in the reminder's stage. */
static void begin(struct desk *d) {
    desk_claims(d, "1;consumer;1000,00;2026-08-17\n");
    desk_until(d, "2026-09-05");
    assert_string_equal(desk_str(desk_case(d, 1), "stage"), "reminder");
}

static const char *active(struct desk *d) {
    return desk_sql_text(d, "SELECT group_concat(hex(hash)) FROM (SELECT hash FROM activations"
                            " ORDER BY id)");
}

static void write_files(struct desk *d, const char *dir, const struct bundle_file *files) {
    (void)mkdir(dir, 0755);
    for (int i = 0; i < 3 && files[i].path; i++) {
        const char *path = desk_path(d, "%s/%s", dir, files[i].path), *slash = strrchr(path, '/');
        (void)mkdir(desk_path(d, "%.*s", (int)(slash - path), path), 0755);
        desk_write(d, path, files[i].text);
    }
}

/* Refused by these words, each of them, and the book is as it was. */
static void refused(struct desk *d, const char *what, const char *dir, const struct broken *b) {
    const char *before = desk_print(d), *bundles = active(d);
    for (int publish = b->fits_no_book; publish <= 1; publish++) {
        const struct ran *r = desk_run(d, "rules", publish ? "publish" : "check", dir);
        for (int i = 0; i < 4 && b->says[i]; i++) {
            if (r->code != 1 || !strstr(r->err, b->says[i])) {
                fail_msg("%s: %s: %d, and not '%s' but: %s", what, publish ? "publish" : "check",
                         r->code, b->says[i], r->err);
            }
        }
    }
    assert_string_equal(desk_print(d), before);
    assert_string_equal(active(d), bundles);
}

static void test_each_fault_of_a_bundle_is_told_with_its_place(void **state) {
    struct desk *d = *state;
    begin(d);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const char *dir = desk_path(d, "%s/broken-%zu", d->dir, i);
        write_files(d, dir, table[i].files);
        refused(d, table[i].what, dir, &table[i]);
    }
    desk_verify(d);
}

/* Whoever looks at a folder by another verb hears of as much. */
static void test_each_verb_tells_all_that_is_wrong(void **state) {
    struct desk *d = *state;
    const char *dir = desk_path(d, "%s/slips", d->dir);
    const char *number = desk_path(d, "%lld", (long long)DESK_CASE(1));
    begin(d);
    write_files(d, dir, (const struct bundle_file[3]){{"init.lua", ALONE LEVELS "return W\n"},
                                                      {"one.lua", "if then\n"}, {"two.lua", "x =\n"}});
    const char *const verbs[][6] = {{"rules", "check", dir}, {"rules", "test", dir}, {"rules", "walk", dir},
        {"rules", "diff", dir}, {"rules", "replay", dir}, {"rules", "publish", dir},
        {"rules", "try", dir, "--case", number}};
    for (int slip = 0; slip <= 1; slip++) {
        const char *says[] = {slip ? "three.lua:1: is not UTF-8 text" : "one.lua:1: ", "two.lua:2: "};
        if (slip) { /* what cannot be read does not hide what can */
            desk_write(d, desk_path(d, "%s/three.lua", dir), "-- \xff\n");
        }
        for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
            (void)desk_fails_words(d, 1, says[0], verbs[i]);
            (void)desk_fails_words(d, 1, says[1], verbs[i]);
        }
    }
    desk_verify(d);
}

static void test_a_bundle_has_its_bounds(void **state) {
    struct desk *d = *state;
    const struct broken large = {.says = {"large.lua: larger than 1 MiB", "huge.lua: larger than 1 MiB"}};
    const struct broken many = {.says = {": more than 100 files"}};
    const char *dir = desk_path(d, "%s/large", d->dir);
    const size_t size = (1u << 20) + 1;
    char *bytes = malloc(size);
    begin(d);
    assert_non_null(bytes);
    memset(bytes, '-', size);
    write_files(d, dir, (const struct bundle_file[3]){{"init.lua", ALONE LEVELS "return W\n"}});
    desk_write_bytes(d, desk_path(d, "%s/large.lua", dir), bytes, size);
    desk_write_bytes(d, desk_path(d, "%s/huge.lua", dir), bytes, size);
    refused(d, "too large", dir, &large);
    desk_write_bytes(d, desk_path(d, "%s/huge.lua", dir), bytes, size - 1); /* a comment of 1 MiB */
    desk_write(d, desk_path(d, "%s/large.lua", dir), "-- small\n");
    (void)desk_ok(d, "rules", "check", dir);
    for (int i = 3; i < 100; i++) {
        desk_write(d, desk_path(d, "%s/f%d.lua", dir, i), "-- one more\n");
    }
    (void)desk_ok(d, "rules", "check", dir);
    desk_write(d, desk_path(d, "%s/last.lua", dir), "-- one too many\n");
    refused(d, "too many", dir, &many);
    free(bytes);
    desk_verify(d);
}

#define WISHES                                                                                   \
    "local W = workflow { id = \"own\", api = 1 }\n"                                             \
    "function W.start (c) return \"reminder\" end\n"                                                    \
    "W.stage \"reminder\" { label = \"A\", decide = function (c)\n"                                     \
    "  return { send { letter = \"reminder\",\n"                                                \
    "                  by = \"email\", days = 14 }, score {}, wash {} }\n"                      \
    "end }\n" LEVELS "return W\n"

static const struct broken wishes = {.says = {
    "init.lua:5: send: by = \"email\": nobody sends that way here: name a plugin in [channels] email",
    "init.lua:5: score: nobody answers that here: name a plugin in [channels] score",
    "init.lua:5: wash: nobody answers that here: name a plugin in [channels] wash"}};

static void test_what_nobody_carries_out_is_found_before_the_night(void **state) {
    struct desk *d = *state;
    const char *dir = desk_path(d, "%s/wishes", d->dir);
    begin(d);
    write_files(d, dir, (const struct bundle_file[3]){{"init.lua", WISHES}});
    refused(d, "nobody is named", dir, &wishes);
    /* The folder alone is held against no home. */
    assert_int_equal(desk_bare(d, "-C", d->dir, "rules", "check", dir)->code, 0);
    desk_replace(d, "krav.conf", "letter = letter_text",
                 "letter = letter_text\nemail = letter_text\nscore = score_card");
    const struct ran *r = desk_fails(d, 1, "[channels] wash of krav.conf", "rules", "check", dir);
    assert_null(strstr(r->err, "email"));
    assert_null(strstr(r->err, "score"));
    desk_replace(d, "krav.conf", "score = score_card", "score = score_card\nwash = brreg");
    (void)desk_ok(d, "rules", "check", dir);
    (void)desk_ok(d, "rules", "publish", dir);
    desk_verify(d);
}

static void test_reload_and_check_of_a_home_hold_its_rules_against_it(void **state) {
    struct desk *d = *state;
    begin(d);
    desk_write(d, "rules/wish.lua", "function wish (c)\n  return { send { letter = \"reminder\", "
                                    "by = \"sms\", days = 14 } }\nend\n");
    (void)desk_fails(d, 1, "wish.lua:2: send: by = \"sms\"", "reload", "--rules");
    (void)desk_fails(d, 1, "wish.lua:2: send: by = \"sms\"", "check");
    (void)desk_fails(d, 1, "wish.lua:2: send: by = \"sms\"", "rules", "check");
    const json_t *j = desk_document(d, desk_run(d, "rules", "check", "--json"));
    assert_true(json_is_false(json_object_get(j, "ok")));
    assert_int_equal(json_array_size(json_object_get(j, "faults")), 1);
    desk_replace(d, "rules/wish.lua", "by = \"sms\"", "by = \"letter\"");
    (void)desk_ok(d, "reload", "--rules");
    desk_verify(d);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_each_fault_of_a_bundle_is_told_with_its_place),
        TEST(test_each_verb_tells_all_that_is_wrong),
        TEST(test_a_bundle_has_its_bounds),
        TEST(test_what_nobody_carries_out_is_found_before_the_night),
        TEST(test_reload_and_check_of_a_home_hold_its_rules_against_it),
    };
    return cmocka_run_group_tests_name("rules_faults", tests, NULL, NULL);
}
