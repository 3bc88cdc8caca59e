#include "unit/base/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "base/conf.h"

struct fixture {
    struct arena arena;
    struct faults faults;
    struct conf conf;
};

static int set_up(void **state) {
    static struct fixture f;
    arena_init(&f.arena);
    faults_init(&f.faults, &f.arena, 100);
    *state = &f;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *f = *state;
    arena_fini(&f->arena);
    return 0;
}

static int parse(struct fixture *f, struct text content) {
    return conf_parse(content, "krav.conf", &f->arena, &f->faults, &f->conf);
}

static const struct text no_name = {NULL, 0};

static void test_conf_parse_reads_sections_names_and_values(void **state) {
    struct fixture *f = *state;
    assert_int_equal(parse(f, TEXT("\xEF\xBB\xBFtop = 1\n"
                                   "; a comment\n"
                                   "[creditor 311758489]\r\n"
                                   "name = Fjord Str\xC3\xB8m AS; avd. 2 # to\r\n"
                                   "   indented=yes\n"
                                   "\n"
                                   "# another\n"
                                   "[ creditor\t312597772 ]\n"
                                   "name: has = and :\n"
                                   "empty =\n"
                                   "[http]\n"
                                   "port\t=\t8080")),
                     STATUS_OK);
    assert_false(faults_any(&f->faults));
    assert_int_equal(f->conf.n_entries, 6);
    assert_text(conf_get(&f->conf, "", no_name, "top"), "1");
    assert_text(conf_get(&f->conf, "creditor", TEXT("311758489"), "name"),
                "Fjord Str\xC3\xB8m AS; avd. 2 # to");
    assert_text(conf_get(&f->conf, "creditor", TEXT("311758489"), "indented"), "yes");
    assert_text(conf_get(&f->conf, "creditor", TEXT("312597772"), "name"), "has = and :");
    assert_text(conf_get(&f->conf, "http", no_name, "port"), "8080");
    struct text empty = conf_get(&f->conf, "creditor", TEXT("312597772"), "empty");
    assert_non_null(empty.ptr);
    assert_int_equal(empty.len, 0);
    assert_int_equal(f->conf.entries[1].line, 4);
    assert_int_equal(f->conf.entries[5].line, 12);
}

static void test_conf_get_of_nothing_is_absent(void **state) {
    struct fixture *f = *state;
    assert_int_equal(parse(f, TEXT("[a x]\nk = 1\n")), STATUS_OK);
    assert_null(conf_get(&f->conf, "a", no_name, "k").ptr);
    assert_null(conf_get(&f->conf, "a", TEXT("y"), "k").ptr);
    assert_null(conf_get(&f->conf, "a", TEXT("x"), "K").ptr);
    assert_null(conf_get(&f->conf, "b", TEXT("x"), "k").ptr);
    assert_int_equal(parse(f, TEXT("")), STATUS_OK);
    assert_null(conf_get(&f->conf, "a", TEXT("x"), "k").ptr);
    assert_int_equal(conf_next_section(&f->conf, "a", 0), -1);
}

static void test_conf_next_section_walks_over_one_kind(void **state) {
    struct fixture *f = *state;
    assert_int_equal(parse(f, TEXT("[creditor 1]\na=1\nb=2\n[http]\na=1\n"
                                   "[creditor 2]\na=1\n[creditor 3]\na=1\n")),
                     STATUS_OK);
    int at = conf_next_section(&f->conf, "creditor", 0);
    assert_int_equal(at, 0);
    at = conf_next_section(&f->conf, "creditor", at + 1);
    assert_text(f->conf.entries[at].name, "2");
    at = conf_next_section(&f->conf, "creditor", at + 1);
    assert_text(f->conf.entries[at].name, "3");
    assert_int_equal(conf_next_section(&f->conf, "creditor", at + 1), -1);
}

static void test_conf_parse_finds_all_faults_with_their_lines(void **state) {
    struct fixture *f = *state;
    static const char *const expected[] = {
        "krav.conf:1: neither [section] nor key = value",
        "krav.conf:2: neither [section] nor key = value",
        "krav.conf:3: a section is written [kind] or [kind name]",
        "krav.conf:4: a section is written [kind] or [kind name]",
        "krav.conf:5: a section is written [kind] or [kind name]",
        "krav.conf:9: not UTF-8",
        "krav.conf:10: a control character",
        "krav.conf:11: a control character",
        "krav.conf:12: the section has no keys",
        "krav.conf:13: the section has no keys",
        "krav.conf:13: section 'a' stands already in line 6",
        "krav.conf:8: key 'k' stands already in line 7",
    };
    assert_int_equal(parse(f, TEXT("word\n= value\n[open\n[]\n[a] b\n[a x]\nk = 1\nk = 2\n"
                                   "l = \xE5\nm = \x01\nn = a\rb\n[b]\n[a  x]\n")),
                     STATUS_INVALID);
    assert_int_equal(f->faults.n, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < f->faults.n; i++) {
        assert_text(f->faults.items[i], expected[i]);
    }
}

static void test_conf_parse_blames_a_faulty_section_once(void **state) {
    struct fixture *f = *state;
    assert_int_equal(parse(f, TEXT("[a]\n[b\n[c]\nk = 1\n[d\nk = 2\n[e]\nk = 3\n")),
                     STATUS_INVALID);
    assert_int_equal(f->faults.n, 3);
    assert_text(f->faults.items[0], "krav.conf:1: the section has no keys");
    assert_text(f->faults.items[1], "krav.conf:2: a section is written [kind] or [kind name]");
    assert_text(f->faults.items[2], "krav.conf:5: a section is written [kind] or [kind name]");
}

static void add_repeated(struct buf *b, char c, int n) {
    for (int i = 0; i < n; i++) {
        buf_add_char(b, c);
    }
}

/* "[s...]", "k... = v..." with n letters each; nothing may be cut on its way through libinih. */
static int parse_long(struct fixture *f, int section, int key, int value) {
    struct buf b;
    buf_init(&b, 1 << 20);
    buf_add_char(&b, '[');
    add_repeated(&b, 's', section);
    buf_add_str(&b, "]\n");
    add_repeated(&b, 'k', key);
    buf_add_str(&b, " = ");
    add_repeated(&b, 'v', value);
    buf_add_str(&b, "\nafter = 1\n");
    int code = parse(f, buf_text(&b));
    buf_fini(&b);
    return code;
}

static void test_conf_parse_refuses_what_is_too_long(void **state) {
    struct fixture *f = *state;
    assert_int_equal(parse_long(f, 49, 49, 1000), STATUS_OK);
    assert_int_equal(f->conf.entries[0].section.len, 49);
    assert_int_equal(f->conf.entries[0].key.len, 49);
    assert_int_equal(f->conf.entries[0].value.len, 1000);
    assert_int_equal(parse_long(f, 50, 49, 1000), STATUS_INVALID);
    assert_text(f->faults.items[0], "krav.conf:1: the section's name is longer than 49 bytes");
    assert_int_equal(parse_long(f, 49, 50, 1000), STATUS_INVALID);
    assert_text(f->faults.items[1], "krav.conf:2: the key is longer than 49 bytes");
    assert_int_equal(parse_long(f, 49, 49, 1001), STATUS_INVALID);
    assert_text(f->faults.items[2], "krav.conf:2: the value is longer than 1,000 bytes");
    assert_int_equal(parse_long(f, 5, 5, 100000), STATUS_INVALID);
    assert_int_equal(f->conf.n_entries, 1); /* the line after it is read */

    struct buf b;
    buf_init(&b, 4000);
    buf_add_str(&b, "k");
    add_repeated(&b, ' ', 2500);
    buf_add_str(&b, "= v\n");
    assert_int_equal(parse(f, buf_text(&b)), STATUS_INVALID);
    assert_text(f->faults.items[4], "krav.conf:1: the line is longer than 2,000 bytes");
    buf_fini(&b);
}

static void test_conf_parse_refuses_what_is_too_much(void **state) {
    struct fixture *f = *state;
    struct buf b;
    buf_init(&b, 5000000);
    for (int i = 0; i < 100000; i++) {
        buf_addf(&b, "k%d=1\n", i);
    }
    assert_int_equal(parse(f, buf_text(&b)), STATUS_OK);
    assert_int_equal(f->conf.n_entries, 100000);
    assert_text(conf_get(&f->conf, "", no_name, "k99999"), "1");
    buf_add_str(&b, "one=more\nand=more\n");
    assert_int_equal(parse(f, buf_text(&b)), STATUS_INVALID);
    assert_int_equal(f->faults.n, 1);
    assert_text(f->faults.items[0], "krav.conf:100001: more than 100,000 entries");
    add_repeated(&b, '\n', 4 * 1024 * 1024);
    assert_int_equal(parse(f, buf_text(&b)), STATUS_INVALID);
    assert_text(f->faults.items[1], "krav.conf:1: the file is larger than 4 MiB");
    buf_fini(&b);
}

static void test_conf_read_reads_a_file_or_says_why_not(void **state) {
    struct fixture *f = *state;
    struct status st = {0};
    char path[] = "/tmp/krav-test-conf-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "[a]\nk = v\n", 10), 10);
    assert_int_equal(close(fd), 0);
    assert_int_equal(conf_read(path, &f->arena, &f->faults, &f->conf, &st), STATUS_OK);
    assert_text(conf_get(&f->conf, "a", no_name, "k"), "v");
    assert_text(f->conf.path, path);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(conf_read(path, &f->arena, &f->faults, &f->conf, &st), STATUS_IO);
    assert_non_null(strstr(st.text, path));
    assert_non_null(strstr(st.text, "No such file"));
    st = (struct status){0};
    assert_int_equal(conf_read("/tmp", &f->arena, &f->faults, &f->conf, &st), STATUS_IO);
    assert_false(faults_any(&f->faults));
}

static void test_conf_parse_survives_noise(void **state) {
    struct fixture *f = *state;
    static const char spice[] = "[]=:;#ab \n\n\t\r\xC3\xA5\0";
    uint32_t seed = 20261123;
    for (int round = 0; round < 5000; round++) {
        char noise[200];
        for (size_t i = 0; i < sizeof noise; i++) {
            seed = seed * 1664525u + 1013904223u;
            noise[i] = spice[(seed >> 8) % (sizeof spice - 1)];
        }
        size_t n_before = f->faults.n + f->faults.n_dropped;
        int code = parse(f, (struct text){noise, sizeof noise});
        assert_int_equal(code == STATUS_OK, f->faults.n + f->faults.n_dropped == n_before);
        for (uint32_t i = 0; i < f->conf.n_entries; i++) {
            assert_true(f->conf.entries[i].key.len > 0);
        }
        arena_reset(&f->arena);
        faults_init(&f->faults, &f->arena, 100);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static void test_conf_line_names_the_key_or_its_section(void **state) {
    struct fixture *f = *state;
    assert_int_equal(parse(f, TEXT("; first\n[a]\nx = 1\ny = 2\n[b one]\nx = 3\n")), STATUS_OK);
    assert_int_equal(conf_line(&f->conf, "a", no_name, "y"), 4);
    assert_int_equal(conf_line(&f->conf, "a", no_name, "z"), 3);
    assert_int_equal(conf_line(&f->conf, "a", no_name, NULL), 3);
    assert_int_equal(conf_line(&f->conf, "b", TEXT("one"), "x"), 6);
    assert_int_equal(conf_line(&f->conf, "b", no_name, "x"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_conf_parse_reads_sections_names_and_values),
        TEST(test_conf_get_of_nothing_is_absent),
        TEST(test_conf_line_names_the_key_or_its_section),
        TEST(test_conf_next_section_walks_over_one_kind),
        TEST(test_conf_parse_finds_all_faults_with_their_lines),
        TEST(test_conf_parse_blames_a_faulty_section_once),
        TEST(test_conf_parse_refuses_what_is_too_long),
        TEST(test_conf_parse_refuses_what_is_too_much),
        TEST(test_conf_read_reads_a_file_or_says_why_not),
        TEST(test_conf_parse_survives_noise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
