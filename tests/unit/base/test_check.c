#include "unit/base/cmocka_all.h"

#include <string.h>

#include "base/check.h"

static void overflow_mul(void *ctx) {
    (void)ctx;
    (void)size_mul(SIZE_MAX / 2 + 1, 2);
}

static void overflow_add(void *ctx) {
    (void)ctx;
    (void)size_add(SIZE_MAX, 1);
}

static void fail_ensure(void *ctx) {
    ensure(ctx != NULL);
}

static void test_ensure_stops(void **state) {
    (void)state;
    int something = 0;
    assert_true(stops(fail_ensure, NULL));
    assert_false(stops(fail_ensure, &something));
}

static void test_size_overflow_stops(void **state) {
    (void)state;
    assert_true(stops(overflow_mul, NULL));
    assert_true(stops(overflow_add, NULL));
    assert_true(size_mul(SIZE_MAX / 2, 2) == SIZE_MAX - 1);
    assert_true(size_mul(SIZE_MAX, 0) == 0);
    assert_true(size_add(SIZE_MAX - 1, 1) == SIZE_MAX);
}

static void test_mem_is_zeroed(void **state) {
    (void)state;
    char *p = mem_alloc(100);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(p[i], 0);
    }
    memset(p, 'x', 100);
    p = mem_resize(p, 100, 200);
    assert_int_equal(p[99], 'x');
    for (int i = 100; i < 200; i++) {
        assert_int_equal(p[i], 0);
    }
    mem_free(p);
    p = mem_alloc(0);
    assert_non_null(p);
    mem_free(p);
    mem_free(NULL);
}

static void test_mem_copy_string_copies(void **state) {
    (void)state;
    const char *s = "abc";
    char *copy = mem_copy_string(s);
    assert_string_equal(copy, s);
    assert_ptr_not_equal(copy, s);
    mem_free(copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ensure_stops),
        cmocka_unit_test(test_size_overflow_stops),
        cmocka_unit_test(test_mem_is_zeroed),
        cmocka_unit_test(test_mem_copy_string_copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
