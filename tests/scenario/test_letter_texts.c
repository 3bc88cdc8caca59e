/* test_letter_texts.c - an agency's own words for a letter: what does not hold what it must is refused with
 * every fault and changes nothing; what loads is what the debtor gets, on paper and in pages. */
#include "desk.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define SENT "SELECT count(*) FROM outbox WHERE state = 'done'"
#define OWN "local W = workflow { id = \"own\", api = 1, extends = \"standard\" }\nreturn W\n"
#define TEXTS                                                                                      \
    "subject: Har {du|dere} glemt oss, sak {case}?\n"                                              \
    "\n"                                                                                           \
    "Hei {recipient}! Vi kan ikke se at {creditor.name} har fått betalt.{?fee} Brevet koster\n"    \
    "{fee}.{/fee}{!fee} Brevet koster ingenting.{/fee}\n"                                          \
    "\n"                                                                                           \
    "{claims}\n{amounts}\n{payment}\n"                                                             \
    "Betal gjerne {amount} innen {deadline}.\n\n{objection}\n{greeting}\n"

/* The agency's own rules, with this as the text of its reminders; NULL: without. */
static void rules_with(struct desk *d, const char *reminder) {
    (void)mkdir(desk_path(d, "%s/rules", d->home), 0755);
    (void)mkdir(desk_path(d, "%s/rules/letters", d->home), 0755);
    desk_write(d, "rules/init.lua", OWN);
    if (reminder) {
        desk_write(d, "rules/letters/reminder.txt", reminder);
    } else {
        (void)remove(desk_path(d, "%s/rules/letters/reminder.txt", d->home));
    }
}

static void publish(struct desk *d, const char *reminder) {
    rules_with(d, reminder);
    (void)desk_ok(d, "rules", "publish");
}

static const char *active(struct desk *d) {
    return desk_sql_text(d, "SELECT group_concat(hex(hash)) FROM (SELECT hash FROM activations"
                            " ORDER BY id)");
}

static void assert_has(const char *text, const char *what) {
    if (!strstr(text, what)) {
        fail_msg("'%s' is not in: %s", what, text);
    }
}

static void test_a_text_that_lacks_what_the_law_demands_changes_nothing(void **state) {
    struct desk *d = *state;
    static const char *const says[] = {
        "letters/payment_demand.txt:3: {openin} is no field: did you mean {opening}?",
        "letters/payment_demand.txt:4: '500' is an amount of money",
        "letters/payment_demand.txt:5: '15. august' is a day, which only krav writes",
        "letters/payment_demand.txt:6: a payment_demand must hold creditor (inkassoloven § 10 second"
        " par. letter a): write on a line of its own {creditor}",
        "must hold objection (inkassoloven § 10 first par.)",
        "must hold consequence (inkassoloven § 10 second par. letter e)",
        "must hold board (inkassoloven § 10 second par. letter f)",
        "must hold estimate (inkassoloven (2026) § 21)",
        "letters/reminder.txt:3: {board} is in no reminder letter",
        "letters/remainder.txt:1: there is no letter 'remainder': did you mean letters/reminder.txt?",
    };
    static const char *const commands[][3] = {{"rules", "check", NULL}, {"rules", "publish", NULL},
                                              {"reload", NULL, NULL}};
    publish(d, TEXTS);
    desk_claims(d, "1;consumer;1000,00;2026-08-17\n");
    desk_write(d, "rules/letters/payment_demand.txt",
               "subject: Betal\n\n{openin}\nEllers kr 500\n15. august\n{claims}\n");
    desk_write(d, "rules/letters/reminder.txt", "subject: a\n\n{board}\n");
    desk_write(d, "rules/letters/remainder.txt", TEXTS);
    const char *before = desk_print(d), *bundles = active(d);
    for (size_t c = 0; c < sizeof commands / sizeof commands[0]; c++) {
        const struct ran *r = desk_run_words(d, commands[c]);
        assert_int_equal(r->code, 1);
        for (size_t i = 0; i < sizeof says / sizeof says[0]; i++) {
            assert_has(r->err, says[i]);
        }
    }
    assert_string_equal(desk_print(d), before);
    assert_string_equal(active(d), bundles);
    desk_verify(d);
}

/* The only file in a folder, as it was written. */
static const char *only_file(struct desk *d, const char *dir, const char *pattern) {
    const char *found = desk_path(d, "%s/found", d->dir);
    assert_int_equal(desk_count_files(d, dir, pattern), 1);
    FILE *ls = popen(desk_path(d, "cat %s/%s/%s > %s", d->home, dir, pattern, found), "r");
    assert_non_null(ls);
    assert_int_equal(pclose(ls), 0);
    return desk_read(d, found);
}

static void test_a_letter_goes_in_the_agencys_own_words(void **state) {
    struct desk *d = *state;
    publish(d, TEXTS);
    desk_claims(d, "1;consumer;1000,00;2026-08-17\n");
    desk_until(d, "2026-09-01");
    assert_int_equal(desk_sql_int(d, SENT), 1);
    const char *sent = only_file(d, "out/letter_text", "*.txt");
    assert_has(sent, "Har du glemt oss, sak 100000001?");
    assert_has(sent, "Vi kan ikke se at Fjord");
    assert_has(sent, "Betal gjerne 1 0");
    assert_has(sent, "Brevet koster 38,00 kroner.");
    assert_has(sent, "KID: ");
    desk_verify(d);
    /* What was kept says which words and of which bundle. */
    const char *hash = desk_sql_text(d, "SELECT lower(hex(hash)) FROM documents WHERE what = 'content'");
    const char *content = desk_read(d, desk_path(d, "documents/%.2s/%s", hash, hash));
    const char *bundle = desk_sql_text(d, "SELECT lower(hex(hash)) FROM activations ORDER BY id DESC"
                                          " LIMIT 1");
    assert_has(content, desk_path(d, "\"rules\":\"%s\"", bundle));
    assert_has(content, "\"template\":\"subject: Har {du|dere} glemt oss, sak {case}?");
    /* And by the same rules it would have been the same letter. */
    const json_t *replay = desk_json(d, "rules", "replay");
    assert_int_equal(desk_num(replay, "cases"), 1);
    assert_int_equal(desk_num(replay, "changed"), 0);
}

/* A text may change between two letters; what it was is with the letter, and in the bundle. */
static void test_another_text_is_named_before_it_is_published(void **state) {
    struct desk *d = *state;
    publish(d, NULL);
    rules_with(d, TEXTS);
    assert_has(desk_ok(d, "rules", "check")->out, "letters with a text of their own: reminder\n");
    assert_has(desk_ok(d, "rules", "diff")->out,
               "letter reminder: a text of its own: letters/reminder.txt\n");
    assert_has(desk_ok(d, "rules", "walk", "--letters", "--days", "20")->out,
               "Har du glemt oss, sak ");
    assert_has(desk_ok(d, "rules", "walk", "--letters", "--days", "20", "--debtor", "business")->out,
               "Har dere glemt oss, sak ");
    (void)desk_ok(d, "rules", "publish");
    desk_write(d, "rules/letters/reminder.txt", desk_path(d, "%s\nTakk.\n", TEXTS));
    assert_has(desk_ok(d, "rules", "diff")->out,
               "letter reminder: its text is changed: letters/reminder.txt\n");
    rules_with(d, NULL);
    assert_has(desk_ok(d, "rules", "diff")->out, "letter reminder: krav's own text again\n");
}

static void use_pdf(struct desk *d) {
    desk_replace(d, "krav.conf", "letter = letter_text", "render = render_pdf\nletter = print_folder");
    desk_write(d, "krav.conf",
               desk_path(d, "%s\n[plugin render_pdf]\nrun = isolated\n[plugin print_folder]\n"
                            "run = isolated\n", desk_read(d, "krav.conf")));
}

static const char *pages(struct desk *d, const char *reminder) {
    use_pdf(d);
    publish(d, reminder);
    desk_claims(d, "1;consumer;1000,00;2026-08-17\n");
    desk_until(d, "2026-09-01");
    assert_int_equal(desk_sql_int(d, SENT), 1);
    assert_int_equal(desk_count_files(d, "out/print_folder", "*.pdf"), 1);
    desk_verify(d);
    return desk_path(d, "%s", desk_sql_text(d, "SELECT hex(hash) FROM documents WHERE"
                                               " media_type = 'application/pdf'"));
}

/* The text that krav gives to begin with makes krav's own pages, byte for byte; another makes others. */
static void test_pages_are_made_of_the_text(void **state) {
    struct desk *d = *state;
    void *begun = NULL, *own = NULL;
    const char *without = pages(d, NULL);
    (void)desk_open(&begun);
    const char *begin = desk_ok(begun, "rules", "letter", "reminder")->out;
    assert_string_equal(pages(begun, begin), without);
    (void)desk_open(&own);
    const char *other = pages(own, TEXTS);
    assert_true(strlen(other) == 64 && strcmp(other, without) != 0);
    (void)desk_close(&begun);
    (void)desk_close(&own);
}

static void test_words_list_fields_and_demands(void **state) {
    struct desk *d = *state;
    assert_has(desk_ok(d, "words", "letter_fields")->out, "{payment}");
    assert_has(desk_ok(d, "words", "letter_demands")->out,
               "payment_demand      board         {board}        inkassoloven § 10 second par. letter f");
    const json_t *all = json_object_get(desk_json(d, "words", "letter_fields"), "letter_fields");
    size_t i;
    const json_t *row;
    int found = 0;
    json_array_foreach(all, i, row) {
        found += strcmp(desk_str(row, "word"), "deadline") == 0 &&
                 strcmp(desk_str(row, "type"), "day") == 0 &&
                 strcmp(desk_str(row, "norwegian"), "fristen") == 0;
    }
    assert_int_equal(found, 1);
    (void)desk_fails(d, 2, "did you mean reminder?", "rules", "letter", "remindr");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_a_text_that_lacks_what_the_law_demands_changes_nothing),
        TEST(test_a_letter_goes_in_the_agencys_own_words),
        TEST(test_another_text_is_named_before_it_is_published),
        TEST(test_pages_are_made_of_the_text),
        TEST(test_words_list_fields_and_demands),
    };
    return cmocka_run_group_tests_name("letter_texts", tests, NULL, NULL);
}
