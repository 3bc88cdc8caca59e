#include "unit/base/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/bundle_dir.h"

static void write_file(const char *dir, const char *name, const char *content) {
    char path[300];
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    assert_true(fputs(content, out) >= 0);
    assert_int_equal(fclose(out), 0);
}

static void test_bundle_source_read_takes_lua_files_in_order(void **state) {
    (void)state;
    char dir[] = "/tmp/krav-rules-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char sub[64];
    (void)snprintf(sub, sizeof sub, "%s/tests", dir);
    struct arena arena;
    struct status st = {0};
    arena_init(&arena);
    struct bundle_source s;
    assert_int_equal(bundle_source_read(dir, NULL, &arena, &s, &st), STATUS_NOT_FOUND);
    assert_int_equal(mkdir(sub, 0700), 0);
    write_file(dir, "z.lua", "z");
    write_file(dir, "init.lua", "i");
    write_file(dir, ".hidden.lua", "h");
    write_file(dir, "notes.txt", "n");
    write_file(sub, "a.lua", "a");
    st = (struct status){0};
    assert_int_equal(bundle_source_read(dir, NULL, &arena, &s, &st), STATUS_OK);
    assert_int_equal(s.n_files, 3);
    assert_true(text_is(s.files[0].path, "init.lua"));
    assert_true(text_is(s.files[1].path, "tests/a.lua"));
    assert_true(text_is(s.files[2].path, "z.lua"));
    assert_true(text_is(s.files[2].content, "z"));
    write_file(dir, "bad.lua", "\xff");
    assert_int_equal(bundle_source_read(dir, NULL, &arena, &s, &st), STATUS_INVALID);
    assert_int_equal(bundle_source_read("/nowhere/at/all", NULL, &arena, &s, &st), STATUS_IO);
    const char *const names[] = {"z.lua",     "init.lua",    ".hidden.lua",
                                 "notes.txt", "tests/a.lua", "bad.lua"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[300];
        (void)snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(sub);
    (void)rmdir(dir);
    arena_fini(&arena);
}

static bool has_path(const struct bundle_source *s, const char *path) {
    for (uint32_t i = 0; i < s->n_files; i++) {
        if (text_is(s->files[i].path, path)) {
            return true;
        }
    }
    return false;
}

static void make_dir(const char *dir, const char *name) {
    char path[300];
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

/* shelf/base, shelf/middle (extends base), and own (extends middle). */
static void test_bundle_source_read_brings_what_is_extended(void **state) {
    (void)state;
    char shelf[] = "/tmp/krav-shelf-XXXXXX", command[64];
    struct arena arena;
    struct status st = {0};
    struct bundle_source s;
    assert_non_null(mkdtemp(shelf));
    arena_init(&arena);
    make_dir(shelf, "base");
    make_dir(shelf, "base/tests");
    make_dir(shelf, "middle");
    make_dir(shelf, "own");
    write_file(shelf, "base/init.lua", "workflow { id = 'base', api = 1 }");
    write_file(shelf, "base/more.lua", "-- more");
    write_file(shelf, "base/tests/x.lua", "-- its own tests stay with it");
    write_file(shelf, "middle/init.lua", "workflow { id = 'm', api = 1, extends = 'base' }");
    write_file(shelf, "own/init.lua", "workflow { id = 'o', api = 1, extends = 'middle' }");
    write_file(shelf, "own/a_test.lua", "-- mine");
    char own[64];
    (void)snprintf(own, sizeof own, "%s/own", shelf);
    assert_int_equal(bundle_source_read(own, shelf, &arena, &s, &st), STATUS_OK);
    assert_int_equal(s.n_files, 5);
    assert_true(has_path(&s, "init.lua") && has_path(&s, "a_test.lua"));
    assert_true(has_path(&s, "middle/init.lua"));
    assert_true(has_path(&s, "base/init.lua") && has_path(&s, "base/more.lua"));
    const struct hash before = bundle_source_hash(&s);

    /* What stands on the shelf is part of what the bundle is. */
    write_file(shelf, "base/more.lua", "-- more, and other");
    assert_int_equal(bundle_source_read(own, shelf, &arena, &s, &st), STATUS_OK);
    const struct hash after = bundle_source_hash(&s);
    assert_false(hash_eq(&before, &after));

    assert_int_equal(bundle_source_read(own, NULL, &arena, &s, &st), STATUS_NOT_FOUND);
    write_file(shelf, "base/init.lua", "workflow { id = 'base', api = 1, extends = 'middle' }");
    assert_int_equal(bundle_source_read(own, shelf, &arena, &s, &st), STATUS_INVALID);
    write_file(shelf, "base/init.lua", "workflow { id = 'base', api = 1, extends = '../own' }");
    assert_int_equal(bundle_source_read(own, shelf, &arena, &s, &st), STATUS_INVALID);
    make_dir(shelf, "own/middle");
    write_file(shelf, "own/middle/x.lua", "-- in the way");
    assert_int_equal(bundle_source_read(own, shelf, &arena, &s, &st), STATUS_INVALID);
    (void)snprintf(command, sizeof command, "rm -rf '%s'", shelf);
    assert_int_equal(system(command), 0);
    arena_fini(&arena);
}

/* Texts stand in letters/ of a bundle, or of what it extends, and nowhere else. */
static void test_bundle_source_read_takes_texts_of_letters(void **state) {
    (void)state;
    char dir[] = "/tmp/krav-rules-XXXXXX";
    struct arena arena;
    struct bundle_source s;
    struct status st = {0};
    assert_non_null(mkdtemp(dir));
    arena_init(&arena);
#define PLACE(name) arena_printf(&arena, "%s/%s", dir, name).ptr
    static const char *const folders[] = {"own", "own/letters", "own/letters/deep", "own/more",
        "own/more/letters", "base", "base/letters"};
    static const char *const files[] = {"own/letters/closing.txt", "own/letters/closing.txt~",
        "own/letters/deep/closing.txt", "own/more/letters/closing.txt", "own/closing.txt",
        "own/letters/notes.md", "base/letters/refund.txt", "base/init.lua"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        assert_int_equal(mkdir(PLACE(folders[i]), 0700), 0);
    }
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        write_file(dir, files[i], "x");
    }
    write_file(dir, "own/init.lua", "local W = workflow { extends = \"base\" }");
    assert_int_equal(bundle_source_read(PLACE("own"), dir, &arena, &s, &st), STATUS_OK);
    assert_int_equal(s.n_files, 4);
    assert_true(has_path(&s, "init.lua") && has_path(&s, "base/init.lua"));
    assert_true(has_path(&s, "letters/closing.txt") && has_path(&s, "base/letters/refund.txt"));
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        (void)unlink(PLACE(files[i]));
    }
    (void)unlink(PLACE("own/init.lua"));
    for (size_t i = sizeof folders / sizeof folders[0]; i > 0; i--) {
        assert_int_equal(rmdir(PLACE(folders[i - 1])), 0);
    }
    assert_int_equal(rmdir(dir), 0);
    arena_fini(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bundle_source_read_takes_lua_files_in_order),
        cmocka_unit_test(test_bundle_source_read_takes_texts_of_letters),
        cmocka_unit_test(test_bundle_source_read_brings_what_is_extended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
