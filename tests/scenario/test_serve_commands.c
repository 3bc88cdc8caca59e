/* test_serve_commands.c - a command over the control socket is the command: the same output, the
 * same errors, the same exit code, and the same book afterwards.
 *
 * Two homes hear the same words: one is served, the other is worked on directly. */
#include "service.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BOOK_BYTES_MAX ((size_t)8 << 20)

struct pair {
    struct service *served;
    struct desk *alone;
};

/* The same book in both homes: each newborn one has a salt of its own. */
static void copy_book(struct desk *from, struct desk *to) {
    FILE *f = fopen(desk_path(from, "%s/krav.db", from->home), "re");
    assert_non_null(f);
    char *bytes = calloc(1, BOOK_BYTES_MAX);
    assert_non_null(bytes);
    const size_t len = fread(bytes, 1, BOOK_BYTES_MAX, f);
    assert_in_range(len, 1, BOOK_BYTES_MAX - 1);
    assert_int_equal(fclose(f), 0);
    desk_write_bytes(to, "krav.db", bytes, len);
    free(bytes);
}

static int pair_open(void **state) {
    struct pair *p = calloc(1, sizeof *p);
    void *served = NULL, *alone = NULL;
    assert_non_null(p);
    (void)service_open(&served);
    (void)desk_open(&alone);
    *p = (struct pair){served, alone};
    copy_book(&p->served->desk, p->alone);
    *state = p;
    /* Whoever runs the service is not who gives the commands. */
    (void)setenv("USER", "service", 1);
    service_start(p->served, NULL);
    (void)setenv("USER", "kari", 1);
    return 0;
}

static int pair_close(void **state) {
    struct pair *p = *state;
    void *served = p->served, *alone = p->alone;
    free(p);
    (void)service_close(&served);
    return desk_close(&alone);
}

/* The text with "HOME" for the home's path. */
static const char *without_home(struct desk *d, const char *text) {
    for (const char *at; (at = strstr(text, d->home)) != NULL;) {
        text = desk_path(d, "%.*sHOME%s", (int)(at - text), text, at + strlen(d->home));
    }
    return text;
}

static const struct ran *same_words(struct pair *p, int code, const char *const *words) {
    const struct ran *a = desk_run_words(p->alone, words);
    const struct ran *s = desk_run_words(&p->served->desk, words);
    if (a->code != code || s->code != code) {
        fail_msg("%s %s: exit %d alone, %d served, not %d:\n%s%s", words[0],
                 words[1] ? words[1] : "", a->code, s->code, code, a->err, s->err);
    }
    assert_string_equal(without_home(&p->served->desk, s->out), without_home(p->alone, a->out));
    assert_string_equal(without_home(&p->served->desk, s->err), without_home(p->alone, a->err));
    return s;
}
#define same(p, code, ...) same_words((p), (code), (const char *const[]){__VA_ARGS__, NULL})
/* As text, then as JSON: the second is said of a book that has heard the first. */
#define same_both(p, code, ...)                                                                  \
    ((void)same((p), (code), __VA_ARGS__), (void)same((p), (code), __VA_ARGS__, "--json"))

static const char *claims(struct pair *p, const char *name, int n) {
    struct desk *d = p->alone;
    const char *path = desk_path(d, "%s/%s", d->dir, name), *text = DESK_CSV_HEAD;
    for (int i = 0; i < n; i++) {
        text = desk_path(d, "%s%s-%d;311758489;consumer;;Kari Nummer %d;900,00;2026-08-17\n", text,
                         name, i, i);
    }
    desk_write(d, path, text);
    return path;
}

static const char *file(struct pair *p, const char *name, const char *text) {
    const char *path = desk_path(p->alone, "%s/%s", p->alone->dir, name);
    desk_write(p->alone, path, text);
    return path;
}

/* Both have done the day's work and stand on the same day. */
static void rest(struct pair *p, const char *day) {
    (void)desk_ok(p->alone, "day", "--until", day);
    (void)desk_ok(&p->served->desk, "day", "--until", day);
}

/* The cases, the money, and each case's facts in their order; in what order cases came up is
 * chance, since the service is at its work between two commands. */
static const char *book(struct desk *d) {
    static const char journal[] =
        "SELECT group_concat(fact || ' ' || case_id || ' ' || booked_day || ' ' ||"
        " json_extract(body, '$.fact'), char(10))"
        " FROM (SELECT * FROM steps ORDER BY case_id, id)";
    return desk_path(d, "%s%s%s", desk_ok(d, "cases", "--json")->out,
                     desk_ok(d, "ledger", "--json")->out, desk_sql_text(d, journal));
}

static void same_lines(const char *served, const char *alone) {
    while (*served || *alone) {
        const size_t a = strcspn(served, "\n"), b = strcspn(alone, "\n");
        if (a != b || memcmp(served, alone, a) != 0) {
            fail_msg("served: %.*s\nalone:  %.*s", (int)a, served, (int)b, alone);
        }
        served += a + (served[a] == '\n');
        alone += b + (alone[b] == '\n');
    }
}

static void end(struct pair *p) {
    assert_int_equal(service_stop(p->served), 0);
    desk_verify(&p->served->desk);
    desk_verify(p->alone);
    same_lines(book(&p->served->desk), book(p->alone));
}

static void test_take_is_the_same(void **state) {
    struct pair *p = *state;
    const char *a = claims(p, "a.csv", 3), *b = claims(p, "b.csv", 2);
    const char *bad = file(p, "bad.csv", DESK_CSV_HEAD "B-1;311758489;consumer;;Ola;much;x\n"
                                                       "B-2;999999999;consumer;;Ola;1,00;x\n");
    const char *strange = file(p, "strange.bin", "what is this\n");
    (void)same(p, 0, "take", a);
    (void)same(p, 0, "take", a, b, "--json");
    (void)same(p, 0, "take", a);
    same_both(p, 1, "take", bad);
    same_both(p, 1, "take", strange);
    same_both(p, 1, "take", "/nowhere/at_all.csv");
    (void)same(p, 1, "take", desk_path(p->alone, "%s", p->alone->dir)); /* a directory */
    (void)same(p, 2, "take", a, "--nonsense");
    rest(p, "2026-09-01");
    end(p);
}

static void test_relative_paths_are_those_of_who_asks(void **state) {
    struct pair *p = *state;
    char cwd[400];
    assert_non_null(getcwd(cwd, sizeof cwd));
    (void)claims(p, "near.csv", 2);
    (void)claims(p, "sub.csv", 1);
    assert_int_equal(mkdir(desk_path(p->alone, "%s/sub", p->alone->dir), 0700), 0);
    assert_int_equal(chdir(desk_path(p->alone, "%s/sub", p->alone->dir)), 0);
    const struct ran *r = same(p, 0, "take", "../near.csv", "--json");
    assert_int_equal(chdir(p->alone->dir), 0);
    (void)same(p, 0, "take", "sub.csv");
    (void)same(p, 1, "take", "../near.csv"); /* from here there is no such file */
    assert_int_equal(chdir(cwd), 0);
    const json_t *report = json_array_get(desk_document(p->alone, r), 0);
    assert_int_equal(desk_num(report, "taken"), 2);
    rest(p, "2026-09-01");
    end(p);
}

static void test_tell_and_tasks_are_the_same(void **state) {
    struct pair *p = *state;
    /* Rules that send nothing because of a word: the service would send it at once, and the other
     * home with its next day. */
    (void)same(p, 0, "rules", "publish", SCENARIO_RULES "/three_stages");
    (void)same(p, 0, "take", claims(p, "a.csv", 4));
    rest(p, "2026-09-03");
    (void)same(p, 0, "tell", "100000001", "note", "Ringte; ingen hjemme.");
    (void)same(p, 0, "tell", "100000002", "dispute", "The meter was read wrongly.", "--json");
    (void)same(p, 0, "tell", "100000003", "hold", "In hospital.", "--until", "2026-10-01", "--by",
               "ola");
    (void)same(p, 0, "tell", "100000004", "withdraw", "Sent in error.");
    same_both(p, 1, "tell", "100000001", "release", "Nothing is held.");
    same_both(p, 1, "tell", "100000001", "no-such-word");
    same_both(p, 1, "tell", "999", "note", "no such case");
    (void)same(p, 2, "tell");
    (void)same(p, 2, "tell", "100000001", "note", "x", "--until", "yesterday");
    (void)same(p, 2, "tell", "100000001", "note", "\xff\xfe");
    same_both(p, 0, "tasks");
    const json_t *tasks = desk_json(p->alone, "tasks");
    assert_true(json_array_size(tasks) > 0);
    const char *id = desk_sql_text(p->alone, "SELECT min(id) FROM tasks WHERE done = 0");
    (void)same(p, 0, "tasks", "--done", id);
    same_both(p, 1, "tasks", "--done", id);
    same_both(p, 1, "tasks", "--done", "4711");
    (void)same(p, 2, "tasks", "--done", "first");
    rest(p, "2026-09-03");
    /* Nothing came in meanwhile, so the one journal is the other, to the byte. */
    static const char head[] = "SELECT hex(hash) FROM steps ORDER BY id DESC LIMIT 1";
    assert_string_equal(desk_sql_text(&p->served->desk, head), desk_sql_text(p->alone, head));
    end(p);
}

/* A document is read where the command was typed, by whichever process does the work. */
static void test_documents_are_those_of_who_asks(void **state) {
    struct pair *p = *state;
    char cwd[400];
    assert_non_null(getcwd(cwd, sizeof cwd));
    (void)same(p, 0, "take", claims(p, "a.csv", 2));
    rest(p, "2026-09-02");
    (void)file(p, "brev.txt", "Jeg er uenig.\n");
    (void)file(p, "strange.bin", "what\x01is this\n");
    assert_int_equal(mkdir(desk_path(p->alone, "%s/sub", p->alone->dir), 0700), 0);
    assert_int_equal(chdir(desk_path(p->alone, "%s/sub", p->alone->dir)), 0);
    same_both(p, 0, "tell", "100000001", "message-in", "--from", "debtor", "--document",
              "../brev.txt");
    same_both(p, 1, "tell", "100000001", "message-in", "--from", "debtor", "--document",
              "brev.txt");
    same_both(p, 1, "tell", "100000001", "note", "x", "--document", "../strange.bin");
    assert_int_equal(chdir(cwd), 0);
    same_both(p, 0, "tell", "100000002", "plan", "--parts", "3", "--first", "2026-10-01",
              "--dry-run");
    same_both(p, 1, "tell", "100000002", "plan", "--parts", "3");
    same_both(p, 0, "case", "100000001");
    same_both(p, 0, "person", "100000001");
    same_both(p, 0, "report", "letters");
    end(p);
}

static void test_imports_are_the_same(void **state) {
    struct pair *p = *state;
    const char *one = file(p, "one.ini", "[creditor 312597772]\nname = Ny Kreditor AS\n"
                           "address = Torget 1, 0001 Oslo\nemail = a@b.invalid\n"
                           "account = 61050659274\n");
    const char *bad = file(p, "bad.ini", "[creditor 1]\nname = X\naccount = 2\ncolour = red\n");
    const char *good = desk_read(p->alone, desk_path(p->alone, "%s/files/claims.csv",
                                                     p->alone->home));
    same_both(p, 0, "creditor", "import", one);
    same_both(p, 1, "creditor", "import", bad);
    same_both(p, 1, "creditor", "import", "/nowhere.ini");
    same_both(p, 0, "creditor", "list");
    same_both(p, 1, "agreement", "import", bad);
    same_both(p, 0, "agreement", "list");
    (void)same(p, 2, "creditor", "forget");
    (void)same(p, 0, "take", file(p, "claims.csv", good)); /* what was imported is in force */
    rest(p, "2026-09-01");
    end(p);
}

/* The running service goes on by what was imported into it. */
static void test_rates_are_the_same(void **state) {
    struct pair *p = *state;
    const char *heading = "kind;from;to;value;source\n";
    const char *bad = file(p, "bad.csv", heading);
    const char *good = file(p, "good.csv", desk_path(p->alone, "%slate_interest;2027-01-01;"
                                                     "2027-06-30;12;FOR-2026-12-18-2901\n",
                                                     heading));
    (void)same(p, 0, "take", claims(p, "a.csv", 1));
    rest(p, "2026-12-20");
    (void)same(p, 1, "day", "--until", "2027-04-30");
    same_both(p, 1, "rates", "import", bad);
    same_both(p, 1, "rates", "import", "/nowhere.csv");
    same_both(p, 0, "rates", "import", good);
    same_both(p, 0, "rates", "list");
    same_both(p, 0, "rates", "show", "late_interest");
    (void)same(p, 2, "rates", "show", "weather");
    rest(p, "2027-04-30");
    end(p);
}

static void test_rules_are_the_same(void **state) {
    struct pair *p = *state;
    struct desk *d = p->alone;
    const char *simple = "W.stage \"first\" { label = \"First\", enter = function (c) return {}"
                         " end, decide = function (c) return {} end }\n"
                         "function W.start (c) return \"first\" end";
    const char *good = desk_bundle(d, "good", simple);
    const char *broken = desk_bundle(d, "broken", "this is not Lua");
    same_both(p, 0, "rules", "check");
    same_both(p, 0, "rules", "test");
    (void)same(p, 0, "rules", "publish");
    (void)same(p, 0, "rules", "publish", "--json", "--by", "ola");
    const struct ran *a = desk_run(d, "rules", "check", good);
    same_both(p, a->code, "rules", "check", good);
    same_both(p, a->code, "rules", "publish", good);
    same_both(p, 1, "rules", "publish", broken);
    same_both(p, 1, "rules", "publish", "/nowhere");
    (void)same(p, 2, "rules", "obey");
    (void)same(p, 0, "take", claims(p, "a.csv", 2)); /* by the rules now in force */
    rest(p, "2026-09-01");
    end(p);
}

static void test_day_is_the_same(void **state) {
    struct pair *p = *state;
    (void)same(p, 0, "take", claims(p, "a.csv", 4));
    rest(p, "2026-09-01");
    (void)same(p, 0, "day", "--dry-run", "--until", "2026-10-01");
    (void)same(p, 0, "tell", "100000001", "note", "A look ahead moves no day.");
    (void)same(p, 0, "day");
    (void)same(p, 0, "day", "--until", "2026-09-20", "--json");
    (void)same(p, 0, "day", "--until", "2026-10-05");
    same_both(p, 1, "day", "--until", "2026-09-20");
    (void)same(p, 2, "day", "--until", "tomorrow");
    end(p);
}

static void test_readers_work_beside_the_service(void **state) {
    struct pair *p = *state;
    (void)same(p, 0, "take", claims(p, "a.csv", 3));
    rest(p, "2026-09-02");
    same_both(p, 0, "cases");
    same_both(p, 0, "case", "100000001");
    same_both(p, 0, "explain", "100000001");
    same_both(p, 0, "ledger");
    same_both(p, 0, "status");
    same_both(p, 0, "match");
    (void)desk_ok(&p->served->desk, "plugin", "list"); /* those of the service: since, answered */
    (void)desk_ok(p->alone, "plugin", "list");
    (void)same(p, 0, "check");
    (void)same(p, 0, "help");
    (void)same(p, 0, "law", "rates", "--on", "2026-09-01");
    end(p);
}

/* One person's word while the service works through a large file: it is let in between. */
static void test_a_word_is_let_in_while_a_file_is_taken(void **state) {
    struct pair *p = *state;
    struct service *s = p->served;
    (void)desk_ok(&s->desk, "take", claims(p, "a.csv", 1));
    service_drop(s, "erp_csv/large.csv", desk_read(p->alone, claims(p, "large.csv", 3000)));
    service_until_number(s, "SELECT count(*) > 1 FROM cases", 1);
    (void)desk_ok(&s->desk, "tell", "100000001", "note", "in between");
    const int64_t told = desk_sql_int(&s->desk, "SELECT max(id) FROM steps WHERE fact = 'note'");
    service_until_file(s, "in/erp_csv/done/large.csv");
    service_until_number(s, "SELECT count(*) FROM cases", 3001);
    assert_true(desk_sql_int(&s->desk, "SELECT max(id) FROM steps WHERE fact = 'claim_received'") >
                told);
    assert_int_equal(service_stop(s), 0);
    desk_verify(&s->desk);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, pair_open, pair_close)
    const struct CMUnitTest tests[] = {
        TEST(test_take_is_the_same),
        TEST(test_relative_paths_are_those_of_who_asks),
        TEST(test_tell_and_tasks_are_the_same),
        TEST(test_documents_are_those_of_who_asks),
        TEST(test_imports_are_the_same),
        TEST(test_rates_are_the_same),
        TEST(test_rules_are_the_same),
        TEST(test_day_is_the_same),
        TEST(test_readers_work_beside_the_service),
        TEST(test_a_word_is_let_in_while_a_file_is_taken),
    };
    return cmocka_run_group_tests_name("serve_commands", tests, NULL, NULL);
}
