/* test_pdf.c - letters as PDF for a print room: rendered before they are promised, kept, sent as
 * they were kept; one that cannot be rendered waits, and no other waits with it. */
#include "desk.h"

#include <stdio.h>
#include <string.h>

#define PDFS "SELECT count(*) FROM documents WHERE media_type = 'application/pdf'"
#define SENT "SELECT count(*) FROM outbox WHERE state = 'done'"
#define PLANNED "SELECT count(*) FROM outbox WHERE state = 'planned'"
#define UNRENDERED "SELECT count(*) FROM tasks WHERE reason = 'letter_not_rendered'"

static void use(struct desk *d, const char *channels, const char *sections) {
    desk_replace(d, "krav.conf", "letter = letter_text", channels);
    desk_write(d, "krav.conf", desk_path(d, "%s\n%s", desk_read(d, "krav.conf"), sections));
}

static void use_pdf(struct desk *d) {
    use(d, "render = render_pdf\nletter = print_folder",
        "[plugin render_pdf]\nrun = isolated\n[plugin print_folder]\nrun = isolated\n");
}

static void use_flaky(struct desk *d) {
    use(d, "render = flaky\nletter = print_folder",
        desk_path(d, "[plugin flaky]\nso = %s/flaky_renderer.so\n[plugin print_folder]\n"
                     "run = isolated\n", SCENARIO_PLUGINS));
}

static void work(struct desk *d) { (void)desk_ok(d, "day", "--until", "2026-09-01"); }

static int printed(struct desk *d) { return desk_count_files(d, "out/print_folder", "*.pdf"); }

static void test_letters_come_as_pdf_with_their_manifests(void **state) {
    struct desk *d = *state;
    use_pdf(d);
    (void)desk_ok(d, "check");
    desk_claims(d, "1;consumer;1000,00;2026-08-17\n2;consumer;2000,00;2026-08-17\n");
    work(d);
    assert_int_equal(printed(d), 2);
    assert_int_equal(desk_count_files(d, "out/print_folder", "*.json"), 2);
    /* Content, text and pages are all kept; the pages are what was sent. */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM documents"), 6);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM outbox JOIN documents ON"
                                     " outbox.document = documents.hash WHERE"
                                     " media_type = 'application/pdf' AND state = 'done'"), 2);
    desk_verify(d);
}

/* The same life in another home: the same letters, byte for byte, and the same journal. */
static void test_the_same_life_gives_the_same_pages(void **state) {
    struct desk *d = *state;
    void *other = NULL;
    const char *heads[2];
    use_pdf(d);
    (void)desk_open(&other);
    use_pdf(other);
    for (int i = 0; i < 2; i++) {
        struct desk *home = i == 0 ? d : other;
        /* A home's salt is its own: it is part of what is kept, and not of the pages. */
        desk_claims(home, "1;consumer;1000,00;2026-08-17\n");
        work(home);
        heads[i] = desk_path(d, "%s", desk_sql_text(home, "SELECT group_concat(hex(hash)) FROM"
                             " documents WHERE media_type = 'application/pdf'"));
    }
    assert_true(strlen(heads[0]) >= 64);
    assert_string_equal(heads[0], heads[1]);
    (void)desk_close(&other);
}

static void test_a_character_without_a_sign_makes_one_letter_wait(void **state) {
    struct desk *d = *state;
    use_pdf(d);
    desk_claims(d, "1\xe4\xbd\xa0;consumer;1000,00;2026-08-17\n2;consumer;2000,00;2026-08-17\n");
    work(d);
    assert_int_equal(printed(d), 1);
    assert_int_equal(desk_sql_int(d, SENT), 1);
    assert_int_equal(desk_sql_int(d, PLANNED), 1);
    assert_int_equal(desk_sql_int(d, UNRENDERED), 1);
    assert_non_null(strstr(desk_sql_text(d, "SELECT text FROM tasks"), "lacks a character"));
    desk_until(d, "2026-09-03"); /* tried every day, and asked for once */
    assert_int_equal(desk_sql_int(d, UNRENDERED), 1);
    desk_verify(d);
}

static void test_a_letter_that_kills_the_renderer_takes_no_other_with_it(void **state) {
    struct desk *d = *state;
    use_flaky(d);
    desk_claims(d, "DIE;consumer;1000,00;2026-08-17\n2;consumer;2000,00;2026-08-17\n"
                   "NO;consumer;1000,00;2026-08-17\n4;consumer;2000,00;2026-08-17\n"
                   "EMPTY;consumer;1000,00;2026-08-17\n");
    work(d);
    assert_int_equal(printed(d), 2);
    assert_int_equal(desk_sql_int(d, SENT), 2);
    assert_int_equal(desk_sql_int(d, PLANNED), 3);
    assert_int_equal(desk_sql_int(d, UNRENDERED), 3);
    assert_int_equal(desk_sql_int(d, UNRENDERED " AND text LIKE '%: it says no'"), 1);
    assert_int_equal(desk_sql_int(d, UNRENDERED " AND owner = 'operator'"), 3);
    desk_verify(d);
    /* A better renderer comes: the letters go, and the tasks with them. */
    desk_replace(d, "krav.conf", "render = flaky", "render = render_pdf");
    desk_write(d, "krav.conf", desk_path(d, "%s\n[plugin render_pdf]\nrun = isolated\n",
                                         desk_read(d, "krav.conf")));
    desk_until(d, "2026-09-02");
    assert_int_equal(desk_sql_int(d, SENT), 5);
    assert_int_equal(desk_sql_int(d, UNRENDERED " AND done = 0"), 0);
    desk_verify(d);
}

static size_t read_pages(struct desk *d, int n, char *out, size_t size) {
    const char *key = desk_sql_text(d, "SELECT lower(substr(hex(key), 1, 16)) FROM outbox");
    FILE *f = fopen(desk_path(d, "%s/out/flaky/pages-%s-%d", d->home, key, n), "re");
    assert_non_null(f);
    const size_t len = fread(out, 1, size, f);
    (void)fclose(f);
    return len;
}

/* Never arrived: the pages that were kept go out again, and none are made anew. */
static void test_what_is_sent_again_is_what_was_kept(void **state) {
    struct desk *d = *state;
    static char first[1 << 18], again[1 << 18];
    use(d, "render = render_pdf\nletter = flaky",
        desk_path(d, "[plugin render_pdf]\nrun = isolated\n[plugin flaky]\n"
                     "so = %s/flaky_channel.so\nsend = doubt\ntimes = 1\n", SCENARIO_PLUGINS));
    desk_claims(d, "1;consumer;1000,00;2026-08-17\n");
    work(d);
    assert_int_equal(desk_sql_int(d, SENT), 1);
    assert_int_equal(desk_sql_int(d, "SELECT attempts FROM outbox"), 2);
    assert_int_equal(desk_sql_int(d, PDFS), 1);
    const size_t n = read_pages(d, 1, first, sizeof first);
    assert_true(n > 1000);
    assert_int_equal(read_pages(d, 2, again, sizeof again), n);
    assert_memory_equal(first, again, n);
    desk_verify(d);
}

static void test_a_renderer_that_is_not_there_stops_the_letters(void **state) {
    struct desk *d = *state;
    use(d, "render = nobody\nletter = letter_text", "");
    (void)desk_fails(d, 1, "[channels] render: names no plugin", "check");
    desk_claims(d, "1;consumer;1000,00;2026-08-17\n");
    (void)desk_fails(d, 1, "nobody: cannot render letters now", "day", "--until", "2026-09-01");
    assert_int_equal(desk_sql_int(d, PLANNED), 1);
    desk_verify(d);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_letters_come_as_pdf_with_their_manifests),
        TEST(test_the_same_life_gives_the_same_pages),
        TEST(test_a_character_without_a_sign_makes_one_letter_wait),
        TEST(test_a_letter_that_kills_the_renderer_takes_no_other_with_it),
        TEST(test_what_is_sent_again_is_what_was_kept),
        TEST(test_a_renderer_that_is_not_there_stops_the_letters),
    };
    return cmocka_run_group_tests_name("pdf", tests, NULL, NULL);
}
