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
    assert_int_equal(bundle_source_read(dir, &arena, &s, &st), STATUS_NOT_FOUND);
    assert_int_equal(mkdir(sub, 0700), 0);
    write_file(dir, "z.lua", "z");
    write_file(dir, "init.lua", "i");
    write_file(dir, ".hidden.lua", "h");
    write_file(dir, "notes.txt", "n");
    write_file(sub, "a.lua", "a");
    st = (struct status){0};
    assert_int_equal(bundle_source_read(dir, &arena, &s, &st), STATUS_OK);
    assert_int_equal(s.n_files, 3);
    assert_true(text_is(s.files[0].path, "init.lua"));
    assert_true(text_is(s.files[1].path, "tests/a.lua"));
    assert_true(text_is(s.files[2].path, "z.lua"));
    assert_true(text_is(s.files[2].content, "z"));
    write_file(dir, "bad.lua", "\xff");
    assert_int_equal(bundle_source_read(dir, &arena, &s, &st), STATUS_INVALID);
    assert_int_equal(bundle_source_read("/nowhere/at/all", &arena, &s, &st), STATUS_IO);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bundle_source_read_takes_lua_files_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
