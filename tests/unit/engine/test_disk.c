/* Files that appear whole or not at all. */
#include "unit/base/cmocka_all.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "engine/disk.h"

struct place {
    char dir[64], path[256], content[256];
};

static int begin(void **state) {
    static struct place p;
    (void)snprintf(p.dir, sizeof p.dir, "%s", "/tmp/krav-disk-XXXXXX");
    *state = &p;
    return mkdtemp(p.dir) ? 0 : -1;
}

static int end(void **state) {
    struct place *p = *state;
    char command[128];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", p->dir);
    return system(command);
}

static const char *in(struct place *p, const char *name) {
    (void)snprintf(p->path, sizeof p->path, "%s/%s", p->dir, name);
    return p->path;
}

/* NULL if there is no such file. */
static const char *content_of(struct place *p, const char *name) {
    FILE *f = fopen(in(p, name), "re");
    if (!f) {
        return NULL;
    }
    p->content[fread(p->content, 1, sizeof p->content - 1, f)] = '\0';
    assert_int_equal(fclose(f), 0);
    return p->content;
}

static void test_disk_write_leaves_the_file_and_nothing_else(void **state) {
    struct place *p = *state;
    struct status st = {0};
    assert_int_equal(disk_write(p->dir, "a.txt", TEXT("hei\n"), &st), STATUS_OK);
    assert_string_equal(content_of(p, "a.txt"), "hei\n");
    assert_null(content_of(p, ".a.txt.part"));
    assert_int_equal(disk_write(p->dir, "a.txt", TEXT(""), &st), STATUS_OK);
    assert_string_equal(content_of(p, "a.txt"), "");
}

static void test_disk_write_refuses_other_than_plain_names(void **state) {
    struct place *p = *state;
    static const char *const bad[] = {"", ".", "..", ".hidden", "a/b", "../a", "/etc/passwd"};
    char longest[DISK_NAME_MAX + 2];
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct status st = {0};
        assert_false(disk_name_is_plain(bad[i]));
        assert_int_equal(disk_write(p->dir, bad[i], TEXT("x"), &st), STATUS_INVALID);
    }
    memset(longest, 'a', DISK_NAME_MAX + 1);
    longest[DISK_NAME_MAX + 1] = '\0';
    assert_false(disk_name_is_plain(longest));
    longest[DISK_NAME_MAX] = '\0';
    assert_true(disk_name_is_plain(longest));
    struct status st = {0};
    assert_int_equal(disk_write(p->dir, longest, TEXT("x"), &st), STATUS_OK);
}

static void test_disk_write_says_where_it_failed(void **state) {
    struct place *p = *state;
    struct status st = {0};
    assert_int_equal(disk_write("/nowhere/at/all", "a", TEXT("x"), &st), STATUS_IO);
    assert_non_null(strstr(st.text, "/nowhere/at/all"));
    st = (struct status){0};
    assert_int_equal(disk_copy(in(p, "missing"), p->dir, "b", &st), STATUS_IO);
    assert_non_null(strstr(st.text, "missing"));
    assert_null(content_of(p, "b"));
}

/* A name that is a directory: the rename fails, and the temporary file goes with it. */
static void test_disk_write_that_fails_leaves_nothing(void **state) {
    struct place *p = *state;
    struct status st = {0};
    assert_int_equal(disk_make_dir(in(p, "a"), &st), STATUS_OK);
    assert_int_equal(disk_write(p->dir, "a", TEXT("x"), &st), STATUS_IO);
    assert_null(content_of(p, ".a.part"));
}

static void test_disk_copy_copies_every_byte(void **state) {
    struct place *p = *state;
    struct status st = {0};
    struct buf big;
    char from[256];
    buf_init(&big, 1u << 20);
    for (int i = 0; i < 30000; i++) {
        buf_addf(&big, "%d\n", i); /* more than one piece */
    }
    (void)snprintf(from, sizeof from, "%s/big", p->dir);
    assert_int_equal(disk_write(p->dir, "big", buf_text(&big), &st), STATUS_OK);
    assert_int_equal(disk_copy(from, p->dir, "copy", &st), STATUS_OK);
    FILE *f = fopen(in(p, "copy"), "re");
    char *read = test_malloc(big.len + 1);
    assert_int_equal(fread(read, 1, big.len + 1, f), big.len);
    assert_memory_equal(read, big.ptr, big.len);
    test_free(read);
    assert_int_equal(fclose(f), 0);
    buf_fini(&big);
}

static void test_disk_append_adds_at_the_end(void **state) {
    struct place *p = *state;
    struct status st = {0};
    assert_int_equal(disk_append(in(p, "log"), TEXT("one\n"), &st), STATUS_OK);
    assert_int_equal(disk_append(in(p, "log"), TEXT("two\n"), &st), STATUS_OK);
    assert_string_equal(content_of(p, "log"), "one\ntwo\n");
    assert_int_equal(disk_append("/nowhere/log", TEXT("x"), &st), STATUS_IO);
}

static void test_disk_move_never_destroys_a_file_of_that_name(void **state) {
    struct place *p = *state;
    struct status st = {0};
    char to[128];
    (void)snprintf(to, sizeof to, "%s/done", p->dir);
    static const char *const contents[] = {"first", "second", "third"};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(disk_write(p->dir, "f.csv", text_of(contents[i]), &st), STATUS_OK);
        assert_int_equal(disk_move(p->dir, "f.csv", to, &st), STATUS_OK);
        assert_null(content_of(p, "f.csv"));
    }
    assert_string_equal(content_of(p, "done/f.csv"), "first");
    assert_string_equal(content_of(p, "done/f.csv.2"), "second");
    assert_string_equal(content_of(p, "done/f.csv.3"), "third");
    assert_int_equal(disk_move(p->dir, "f.csv", to, &st), STATUS_IO);
}

static void test_disk_make_dir_is_content_with_one_there(void **state) {
    struct place *p = *state;
    struct status st = {0};
    assert_int_equal(disk_make_dir(in(p, "d"), &st), STATUS_OK);
    assert_int_equal(disk_make_dir(in(p, "d"), &st), STATUS_OK);
    assert_int_equal(disk_make_dir(in(p, "x/y"), &st), STATUS_IO);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_disk_write_leaves_the_file_and_nothing_else),
        T(test_disk_write_refuses_other_than_plain_names),
        T(test_disk_write_says_where_it_failed),
        T(test_disk_write_that_fails_leaves_nothing),
        T(test_disk_copy_copies_every_byte),
        T(test_disk_append_adds_at_the_end),
        T(test_disk_move_never_destroys_a_file_of_that_name),
        T(test_disk_make_dir_is_content_with_one_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
